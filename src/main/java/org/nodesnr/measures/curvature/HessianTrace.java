package org.nodesnr.measures.curvature;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Pass;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Softmax;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;

/**
 * The trace of the Gauss-Newton matrix, {@code (1/n) Σ_i Σ_k p_ik ‖∇ℓ(x_i, k)‖²}, which for ReLUs
 * is the trace of the Hessian: logits are then piecewise linear in each layer's parameters.
 *
 * @param weights of each layer: the sum over its weights
 * @param biases of each layer: the sum over its biases
 * @param standardError of the whole; 0 where every class was summed over
 */
public record HessianTrace(double[] weights, double[] biases, double standardError) {

  /** Of the network. */
  public double network() {
    return weightsOnly() + Arrays.stream(biases).sum();
  }

  /** Of the network without biases. */
  public double weightsOnly() {
    return Arrays.stream(weights).sum();
  }

  /**
   * @param layer number of the layer, from 0
   * @return of its weights and biases
   */
  public double layer(int layer) {
    return weights[layer] + biases[layer];
  }

  /**
   * Whether the trace is that of the Hessian.
   *
   * @param structure a network
   * @return whether all its activations are ReLUs
   */
  public static boolean exactFor(Structure structure) {
    return structure.piecewiseLinear();
  }

  /**
   * Sums over every class of every sample: as many backward passes as classes.
   *
   * @param landscape at the parameters that are meant
   * @return the trace
   */
  public static HessianTrace exact(Landscape landscape) {
    Sum sum = new Sum(landscape);
    Inputs inputs = landscape.inputs();
    landscape.forward(
        (pass, softmax, first) -> {
          sum.begin(pass);
          for (int k = 0; k < landscape.structure().classes(); k++) {
            int label = k;
            softmax.deltas(s -> label, pass.logitDeltas());
            pass.backward();
            sum.add(pass, s -> softmax.p(s, label), new double[pass.samples()]);
          }
        });
    return sum.over(inputs.size(), 0);
  }

  /**
   * Takes one class of each sample, drawn from its p: unbiased, at one backward pass.
   *
   * @param landscape at the parameters that are meant
   * @param random draws the classes
   * @return the trace with its standard error
   */
  public static HessianTrace drawn(Landscape landscape, SplittableRandom random) {
    Sum sum = new Sum(landscape);
    int n = landscape.inputs().size();
    double[] moments = new double[2];
    landscape.forward(
        (pass, softmax, first) -> {
          int[] labels = new int[pass.samples()];
          Arrays.setAll(labels, s -> draw(softmax, s, landscape.structure().classes(), random));
          softmax.deltas(s -> labels[s], pass.logitDeltas());
          sum.begin(pass);
          pass.backward();
          double[] ofSample = new double[pass.samples()];
          sum.add(pass, s -> 1, ofSample);
          for (double t : ofSample) {
            moments[0] += t;
            moments[1] += t * t;
          }
        });
    double variance = Math.max(0, moments[1] - moments[0] * moments[0] / n) / (n - 1);
    return sum.over(n, n < 2 ? Double.NaN : Math.sqrt(variance / n));
  }

  private static int draw(Softmax softmax, int sample, int classes, SplittableRandom random) {
    double left = random.nextDouble();
    for (int k = 0; k < classes - 1; k++) {
      left -= softmax.p(sample, k);
      if (left < 0) {
        return k;
      }
    }
    return classes - 1;
  }

  /** The weight of a sample. */
  @FunctionalInterface
  private interface Share {
    double of(int sample);
  }

  /** Sums of squared norms of gradients. */
  private static final class Sum {
    private final Structure structure;
    private final double[] weights;
    private final double[] biases;
    private final double[][] ofInputs;

    Sum(Landscape landscape) {
      structure = landscape.structure();
      int layers = structure.layers().size();
      weights = new double[layers];
      biases = new double[layers];
      ofInputs = new double[layers][];
    }

    /** ‖a‖² of the inputs of dense layers, which are the same for every class. */
    void begin(Pass pass) {
      for (int l = 0; l < weights.length; l++) {
        Step.Linear layer = structure.layers().get(l);
        if (layer.window().places() == 1) {
          Reals inputs = pass.inputs(l);
          ofInputs[l] = new double[pass.samples()];
          Arrays.setAll(ofInputs[l], s -> square(inputs, s * layer.inputs(), layer.inputs()));
        }
      }
    }

    void add(Pass pass, Share share, double[] ofSample) {
      for (int l = 0; l < weights.length; l++) {
        Step.Linear layer = structure.layers().get(l);
        for (int s = 0; s < pass.samples(); s++) {
          double bias = bias(layer, pass.deltas(l), s);
          double weight =
              layer.window().places() == 1 ? ofInputs[l][s] * bias : convolution(pass, l, s);
          weights[l] += share.of(s) * weight;
          biases[l] += share.of(s) * bias;
          ofSample[s] += share.of(s) * (weight + bias);
        }
      }
    }

    private static double square(Reals values, int from, int count) {
      double sum = 0;
      for (int i = from; i < from + count; i++) {
        sum += values.get(i) * values.get(i);
      }
      return sum;
    }

    /** ‖Σ_places δ‖². */
    private double bias(Step.Linear layer, Reals deltas, int sample) {
      int nodes = layer.nodes();
      int places = layer.window().places();
      if (places == 1) {
        return square(deltas, sample * nodes, nodes);
      }
      double[] sums = new double[nodes];
      deltas.addRows(sample * places * nodes, places * nodes, sums);
      return Arrays.stream(sums).map(v -> v * v).sum();
    }

    /** ‖Σ_places δ patchᵀ‖². */
    private double convolution(Pass pass, int l, int sample) {
      double[] sum = new double[1];
      pass.gradientOf(l, sample, (k, gradient) -> sum[0] += square(gradient, 0, gradient.length()));
      return sum[0];
    }

    HessianTrace over(int n, double standardError) {
      for (int l = 0; l < weights.length; l++) {
        weights[l] /= n;
        biases[l] /= n;
      }
      return new HessianTrace(weights, biases, standardError);
    }
  }
}
