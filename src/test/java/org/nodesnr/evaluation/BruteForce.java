package org.nodesnr.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Layer.Padding;
import org.nodesnr.network.Layer.Pool;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Variant;

/**
 * The definitions written out in double precision, loop by loop, sample by sample and place by
 * place, with no thought of speed.
 */
public final class BruteForce {
  /** A picture: [row][column][channel]. */
  private interface Picture {
    double at(int y, int x, int c);
  }

  /** What the nodes of a layer saw and gave. */
  public static final class LayerSeen {
    final Layer.Weighted layer;
    final Activation before;

    /** Whether it is the output layer, whose nodes count equally. */
    boolean last;

    /** The layer's own, or that of the nonlinearity behind it. */
    public Activation own;

    /** Weights by input and node. */
    final double[][] weights;

    /** Inputs of a node, one array for each sample and place. */
    public final List<double[]> observations = new ArrayList<>();

    /** Activations of the nodes, one array for each sample and place. */
    public final List<double[]> outputs = new ArrayList<>();

    /**
     * @param layer the layer
     * @param before what made its inputs
     */
    public LayerSeen(Layer.Weighted layer, Activation before) {
      this.layer = layer;
      this.before = before;
      this.weights = new double[layer.inputs()][layer.nodes()];
      for (int j = 0; j < weights.length; j++) {
        for (int i = 0; i < weights[j].length; i++) {
          weights[j][i] = layer.weights()[i * weights.length + j];
        }
      }
    }
  }

  final List<LayerSeen> layers = new ArrayList<>();
  double loss;
  double accuracy;

  BruteForce(Model model, Samples samples, int count) {
    Activation before = Activation.RELU;
    for (Layer.Weighted layer : model.weighted()) {
      layers.add(new LayerSeen(layer, before));
      before = activation(model, layer);
      layers.get(layers.size() - 1).own = before;
    }
    layers.get(layers.size() - 1).last = true;
    for (int s = 0; s < count; s++) {
      float[] values = new float[samples.shape().size()];
      samples.copyTo(s, values, 0);
      double[] logits = forward(model, values);
      int best = 0;
      for (int k = 0; k < logits.length; k++) {
        best = logits[k] > logits[best] ? k : best;
      }
      double sum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit - logits[best]);
      }
      loss += (Math.log(sum) + logits[best] - logits[samples.label(s)]) / count;
      accuracy += best == samples.label(s) ? 1.0 / count : 0;
    }
  }

  private static Activation activation(Model model, Layer.Weighted of) {
    boolean behind = false;
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Weighted) {
        behind = layer == of;
      } else if (behind && layer instanceof Layer.Nonlinearity own) {
        return own.activation();
      }
    }
    return of.activation();
  }

  private double[] forward(Model model, float[] values) {
    double[] now = new double[values.length];
    for (int k = 0; k < now.length; k++) {
      now[k] = values[k];
    }
    Shape shape = model.input();
    int number = 0;
    for (Layer layer : model.layers()) {
      Shape next = layer.output(shape);
      if (layer instanceof Layer.Dense) {
        now = weighted(layers.get(number++), List.of(now));
      } else if (layer instanceof Layer.Convolution c) {
        List<double[]> patches = new ArrayList<>();
        int top = top(shape, c.kernelHeight(), c.strideHeight(), c.padding());
        int left = left(shape, c.kernelWidth(), c.strideWidth(), c.padding());
        for (int oy = 0; oy < next.height(); oy++) {
          for (int ox = 0; ox < next.width(); ox++) {
            double[] patch = new double[c.kernelHeight() * c.kernelWidth() * shape.channels()];
            int j = 0;
            for (int ky = 0; ky < c.kernelHeight(); ky++) {
              for (int kx = 0; kx < c.kernelWidth(); kx++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                  int y = oy * c.strideHeight() - top + ky;
                  int x = ox * c.strideWidth() - left + kx;
                  boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
                  patch[j++] =
                      inside ? now[(y * shape.width() + x) * shape.channels() + channel] : 0;
                }
              }
            }
            patches.add(patch);
          }
        }
        now = weighted(layers.get(number++), patches);
      } else if (layer instanceof Layer.Nonlinearity own) {
        now = nonlinear(layers.get(number - 1), own.activation(), next.channels(), now);
      } else {
        now = pool((Layer.Pooling) layer, shape, next, now);
      }
      shape = next;
    }
    return now;
  }

  private static int top(Shape shape, int window, int stride, Padding padding) {
    return padding instanceof Padding.Explicit zeros
        ? zeros.top()
        : before(shape.height(), window, stride, padding);
  }

  private static int left(Shape shape, int window, int stride, Padding padding) {
    return padding instanceof Padding.Explicit zeros
        ? zeros.left()
        : before(shape.width(), window, stride, padding);
  }

  private static int before(int size, int window, int stride, Padding padding) {
    int places = (int) Math.ceil((double) size / stride);
    return padding == Padding.VALID ? 0 : Math.max(0, (places - 1) * stride + window - size) / 2;
  }

  private static double[] weighted(LayerSeen seen, List<double[]> patches) {
    int nodes = seen.weights[0].length;
    float[] bias = seen.layer.bias();
    double[] all = new double[patches.size() * nodes];
    for (int p = 0; p < patches.size(); p++) {
      double[] outputs = new double[nodes];
      for (int i = 0; i < nodes; i++) {
        double r = bias[i];
        for (int j = 0; j < patches.get(p).length; j++) {
          r += seen.weights[j][i] * patches.get(p)[j];
        }
        outputs[i] = activated(seen.layer.activation(), r);
        all[p * nodes + i] = outputs[i];
      }
      seen.observations.add(patches.get(p));
      if (seen.own == seen.layer.activation()) {
        seen.outputs.add(outputs);
      }
    }
    return all;
  }

  private static double activated(Activation activation, double r) {
    return switch (activation) {
      case RELU -> r > 0 ? r : 0;
      case TANH -> Math.tanh(r);
      case SIGMOID -> 1 / (1 + Math.exp(-r));
      case IDENTITY, SOFTMAX -> r;
    };
  }

  /** Its results are the outputs of the layer before. */
  private double[] nonlinear(LayerSeen seen, Activation activation, int nodes, double[] now) {
    double[] all = new double[now.length];
    for (int p = 0; p < now.length; p += nodes) {
      double[] outputs = new double[nodes];
      for (int i = 0; i < nodes; i++) {
        outputs[i] = activated(activation, now[p + i]);
        all[p + i] = outputs[i];
      }
      seen.outputs.add(outputs);
    }
    return all;
  }

  private static double[] pool(Layer.Pooling p, Shape shape, Shape next, double[] now) {
    double[] pooled = new double[next.size()];
    Picture picture = (y, x, c) -> now[(y * shape.width() + x) * shape.channels() + c];
    int top = top(shape, p.height(), p.strideHeight(), p.padding());
    int left = left(shape, p.width(), p.strideWidth(), p.padding());
    int at = 0;
    for (int oy = 0; oy < next.height(); oy++) {
      for (int ox = 0; ox < next.width(); ox++) {
        for (int c = 0; c < next.channels(); c++) {
          double max = Double.NEGATIVE_INFINITY;
          double sum = 0;
          int n = 0;
          for (int ky = 0; ky < p.height(); ky++) {
            for (int kx = 0; kx < p.width(); kx++) {
              int y = oy * p.strideHeight() - top + ky;
              int x = ox * p.strideWidth() - left + kx;
              if (y >= 0 && y < shape.height() && x >= 0 && x < shape.width()) {
                max = Math.max(max, picture.at(y, x, c));
                sum += picture.at(y, x, c);
                n++;
              }
            }
          }
          n = p.pool() == Pool.PADDED_AVERAGE ? p.height() * p.width() : n;
          pooled[at++] = p.pool() == Pool.MAX ? max : sum / n;
        }
      }
    }
    return pooled;
  }

  /** S and G of every node, then their means: [0..nodes-1][S, G], [nodes][S, G]. */
  public static double[][] figures(LayerSeen seen, Variant variant) {
    List<double[]> x = seen.observations;
    int n = x.size();
    int inputs = x.get(0).length;
    int nodes = seen.weights[0].length;
    boolean softmax = seen.layer.activation() == Activation.SOFTMAX;

    double[] max = new double[inputs];
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < inputs; j++) {
      max[j] = Double.NEGATIVE_INFINITY;
      for (double[] observation : x) {
        max[j] = Math.max(max[j], observation[j]);
      }
      largest = Math.max(largest, max[j]);
    }
    List<Integer> kept = new ArrayList<>();
    for (int j = 0; j < inputs; j++) {
      double threshold = variant.quietInputThreshold();
      if (threshold == 0 || largest <= 0 || max[j] >= threshold * largest) {
        kept.add(j);
      }
    }
    double[] scale = new double[inputs];
    for (int j = 0; j < inputs; j++) {
      scale[j] =
          switch (variant.inputScaling()) {
            case NONE -> 1;
            case MAX -> max[j] > 0 ? max[j] : 1;
            case MAX_PLUS_MILLI -> max[j] + 0.001 > 0 ? max[j] + 0.001 : 1;
          };
    }

    double[][] result = new double[nodes + 1][2];
    double[] totals = new double[2];
    double[] weightTotals = new double[2];
    for (int i = 0; i < nodes; i++) {
      double[] w = new double[inputs];
      for (int j = 0; j < inputs; j++) {
        w[j] = seen.weights[j][i];
        if (softmax && variant.softmaxCentring()) {
          for (int k = 0; k < nodes; k++) {
            w[j] -= seen.weights[j][k] / nodes;
          }
        }
      }
      double[] r = new double[n];
      double rMean = 0;
      for (int o = 0; o < n; o++) {
        for (int j = 0; j < inputs; j++) {
          r[o] += w[j] * x.get(o)[j];
        }
        rMean += r[o] / n;
      }
      for (int j = 0; j < inputs; j++) {
        w[j] *= variant.rescaleWeights() ? scale[j] : 1;
      }
      double product = 0;
      double wSquares = 0;
      double cSquares = 0;
      double cMax = 0;
      for (int j : kept) {
        double xMean = 0;
        double active = variant.countGuard();
        boolean constant = true;
        for (double[] observation : x) {
          xMean += observation[j] / scale[j] / n;
          active += variant.countsCentred() ? 0 : slope(seen.before, observation[j]);
          constant &= observation[j] == x.get(0)[j];
        }
        active += variant.countsCentred() ? aboveMean(x, j) : 0;
        double covariance = 0;
        for (int o = 0; o < n && !constant; o++) {
          covariance += (x.get(o)[j] / scale[j] - xMean) * (r[o] - rMean) / n;
        }
        double a = active / n;
        double c = a == 0 ? 0 : covariance / a;
        product += w[j] * c;
        wSquares += w[j] * w[j];
        cSquares += c * c;
        cMax = Math.max(cMax, Math.abs(c));
      }
      result[i][0] = product / (Math.sqrt(wSquares) * (Math.sqrt(cSquares) + variant.normGuard()));
      result[i][1] = product / (Math.sqrt(wSquares) * cMax);
      double rate = 0;
      for (double[] output : seen.outputs) {
        rate += output[i] > 0 ? 1.0 / seen.outputs.size() : 0;
      }
      boolean plain = softmax || seen.last || variant.nodeMean() == Variant.NodeMean.PLAIN;
      for (int k = 0; k < 2; k++) {
        if (!Double.isNaN(result[i][k])) {
          totals[k] += (plain ? 1 : rate) * result[i][k];
          weightTotals[k] += plain ? 1 : rate;
        }
      }
    }
    result[nodes][0] = totals[0] / weightTotals[0];
    result[nodes][1] = totals[1] / weightTotals[1];
    return result;
  }

  private static int aboveMean(List<double[]> x, int j) {
    double sum = 0;
    for (double[] observation : x) {
      sum += observation[j];
    }
    int above = 0;
    for (double[] observation : x) {
      above += observation[j] > sum / x.size() ? 1 : 0;
    }
    return above;
  }

  private static double slope(Activation activation, double h) {
    return switch (activation) {
      case RELU -> h > 0 ? 1 : 0;
      case TANH -> Math.pow(1 - h * h, 2);
      case SIGMOID -> Math.pow(h * (1 - h), 2);
      case IDENTITY -> 1;
      case SOFTMAX -> throw new IllegalStateException("softmax");
    };
  }
}
