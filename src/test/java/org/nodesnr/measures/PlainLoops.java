package org.nodesnr.measures;

import java.util.Arrays;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;

/** One sample forward and back, with a loop for each index and nothing clever. */
final class PlainLoops {
  private final Structure structure;
  private final double[] theta;
  private final double[][] values;

  PlainLoops(Structure structure, double[] theta, double[] sample) {
    this.structure = structure;
    this.theta = theta;
    this.values = new double[structure.steps().size() + 1][];
    values[0] = sample;
    for (int k = 0; k < structure.steps().size(); k++) {
      values[k + 1] = forward(structure.steps().get(k), values[k]);
    }
  }

  double[] logits() {
    return values[values.length - 1];
  }

  double[] probabilities() {
    double sum = Arrays.stream(logits()).map(Math::exp).sum();
    return Arrays.stream(logits()).map(z -> Math.exp(z) / sum).toArray();
  }

  double loss(int label) {
    return -Math.log(probabilities()[label]);
  }

  /** The gradient of the loss with a label. */
  double[] gradient(int label) {
    double[] gradient = new double[theta.length];
    double[] delta = probabilities();
    delta[label] -= 1;
    for (int k = structure.steps().size() - 1; k >= 0; k--) {
      delta = backward(structure.steps().get(k), values[k], values[k + 1], delta, gradient);
    }
    return gradient;
  }

  private double[] forward(Step step, double[] in) {
    double[] out = new double[step.output().size()];
    if (step instanceof Step.Linear linear) {
      for (int o = 0; o < out.length; o++) {
        int place = o / linear.nodes();
        int node = o % linear.nodes();
        out[o] = theta[linear.biasAt() + node];
        for (int t = 0; t < linear.inputs(); t++) {
          int i = index(linear.window(), place, t);
          if (i >= 0) {
            out[o] += theta[linear.weightsAt() + node * linear.inputs() + t] * in[i];
          }
        }
      }
    } else if (step instanceof Step.Activate activate) {
      for (int i = 0; i < in.length; i++) {
        out[i] = activate.activation() == Activation.RELU ? Math.max(0, in[i]) : Math.tanh(in[i]);
      }
    } else if (step instanceof Step.Pool pool) {
      for (int o = 0; o < out.length; o++) {
        out[o] = pool.kind() == Layer.Pool.MAX ? in[winner(pool, in, o)] : mean(pool, in, o);
      }
    }
    return out;
  }

  private double[] backward(
      Step step, double[] in, double[] out, double[] delta, double[] gradient) {
    double[] back = new double[in.length];
    for (int o = 0; o < out.length; o++) {
      if (step instanceof Step.Linear linear) {
        int place = o / linear.nodes();
        int node = o % linear.nodes();
        gradient[linear.biasAt() + node] += delta[o];
        for (int t = 0; t < linear.inputs(); t++) {
          int i = index(linear.window(), place, t);
          if (i >= 0) {
            int w = linear.weightsAt() + node * linear.inputs() + t;
            gradient[w] += delta[o] * in[i];
            back[i] += delta[o] * theta[w];
          }
        }
      } else if (step instanceof Step.Activate activate) {
        double slope =
            activate.activation() == Activation.RELU
                ? (in[o] > 0 ? 1 : 0)
                : 1 - Math.tanh(in[o]) * Math.tanh(in[o]);
        back[o] = delta[o] * slope;
      } else if (step instanceof Step.Pool pool) {
        if (pool.kind() == Layer.Pool.MAX) {
          back[winner(pool, in, o)] += delta[o];
        } else {
          int[] under = under(pool, o);
          for (int i : under) {
            back[i] += delta[o] / under.length;
          }
        }
      }
    }
    return back;
  }

  /** What lies under tap t of a window at a place; −1 outside the picture. */
  private static int index(Window w, int place, int tap) {
    int channels = w.input().channels();
    int channel = tap % channels;
    int y = w.top(place / w.placesWide()) + tap / channels / w.width();
    int x = w.left(place % w.placesWide()) + tap / channels % w.width();
    boolean inside = y >= 0 && x >= 0 && y < w.input().height() && x < w.input().width();
    return inside ? (y * w.input().width() + x) * channels + channel : -1;
  }

  private static int[] under(Step.Pool pool, int output) {
    int channels = pool.window().input().channels();
    int[] found = new int[pool.window().height() * pool.window().width()];
    int count = 0;
    for (int t = 0; t < found.length; t++) {
      int i = index(pool.window(), output / channels, t * channels + output % channels);
      if (i >= 0) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static int winner(Step.Pool pool, double[] in, int output) {
    int best = -1;
    for (int i : under(pool, output)) {
      best = best < 0 || in[i] > in[best] ? i : best;
    }
    return best;
  }

  private static double mean(Step.Pool pool, double[] in, int output) {
    return Arrays.stream(under(pool, output)).mapToDouble(i -> in[i]).average().orElseThrow();
  }
}
