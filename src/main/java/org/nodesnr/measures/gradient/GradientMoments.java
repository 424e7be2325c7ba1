package org.nodesnr.measures.gradient;

import java.util.Arrays;
import org.nodesnr.measures.net.Batches;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Pass;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Products;
import org.nodesnr.measures.net.Products.Operand;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;

/**
 * Sums over samples of the loss's gradient g_i, of its squares and of its signs, for every
 * parameter. No sample's gradient is kept: of a dense layer {@code Σ g² = (Δ∘Δ)ᵀ(X∘X)}, and signs
 * are counted as bits; of a convolution it is made sample by sample.
 */
public final class GradientMoments {
  /** Squares of deltas below 1e-22 would vanish in single precision; a power of two, so exact. */
  static final double SCALE = 0x1p30;

  private final Pass pass;
  private final Products products = new Products();
  private final double[] sum;
  private final double[] squares;
  private final SignCounts signs;
  private int samples;

  private GradientMoments(Pass pass, boolean withSigns) {
    this.pass = pass;
    int parameters = pass.structure().parameters();
    sum = new double[parameters];
    squares = new double[parameters];
    signs = new SignCounts(withSigns ? parameters : 0);
  }

  /**
   * @param structure the network
   * @param theta its parameters, not modified
   * @param inputs the samples
   * @param precision of matrix products
   * @param withSigns whether signs are counted
   * @return what GSNR and its kin are made of
   */
  public static GradientSignal of(
      Structure structure, double[] theta, Inputs inputs, Precision precision, boolean withSigns) {
    try (Pass pass = new Pass(structure, precision, inputs.size())) {
      pass.parameters(theta);
      GradientMoments moments = new GradientMoments(pass, withSigns);
      try (moments.products) {
        Batches.backward(pass, inputs, (p, softmax, first) -> moments.add());
      }
      return moments.signal();
    }
  }

  private void add() {
    samples += pass.samples();
    for (int l = 0; l < pass.structure().layers().size(); l++) {
      Step.Linear layer = pass.structure().layers().get(l);
      if (layer.window().places() == 1) {
        pass.addGradient(l, sum);
        addDense(layer, pass.deltas(l), pass.inputs(l));
      } else {
        addConvolution(l, layer, pass.deltas(l));
      }
    }
  }

  private void addDense(Step.Linear layer, Reals deltas, Reals inputs) {
    int n = pass.samples();
    Reals d = zeros(deltas, n * layer.nodes());
    Reals x = zeros(deltas, n * layer.inputs());
    for (int at = 0; at < d.length(); at += layer.nodes()) {
      for (int i = 0; i < layer.nodes(); i++) {
        double delta = deltas.get(at + i);
        d.set(at + i, delta * SCALE * (delta * SCALE));
        squares[layer.biasAt() + i] += delta * delta;
      }
    }
    for (int i = 0; i < x.length(); i++) {
      x.set(i, inputs.get(i) * inputs.get(i));
    }
    products.add(
        Operand.of(d, n, layer.nodes()).transpose(),
        Operand.of(x, n, layer.inputs()),
        1 / (SCALE * SCALE),
        squares,
        layer.weightsAt());
    signs.addDense(layer, deltas, inputs, n);
  }

  private void addConvolution(int l, Step.Linear layer, Reals deltas) {
    int nodes = layer.nodes();
    int rows = layer.window().places() * nodes;
    int piece = layer.weights() / pass.pieces(l);
    FewGradients few = new FewGradients(deltas, pass.pieces(l), piece);
    double[] bias = new double[nodes];
    for (int s = 0; s < pass.samples(); s++) {
      pass.gradientOf(
          l,
          s,
          (k, gradient) -> {
            few.add(k, gradient);
            signs.addAll(layer.weightsAt() + k * piece, gradient);
          });
      if (few.full() || s == pass.samples() - 1) {
        few.empty(sum, squares, layer.weightsAt());
      }
      Arrays.fill(bias, 0);
      deltas.addRows(s * rows, rows, bias);
      for (int i = 0; i < nodes; i++) {
        sum[layer.biasAt() + i] += bias[i];
        squares[layer.biasAt() + i] += bias[i] * bias[i];
        signs.add(layer.biasAt() + i, bias[i]);
      }
    }
  }

  private static Reals zeros(Reals like, int length) {
    return (like instanceof Reals.Floats ? Precision.SINGLE : Precision.DOUBLE).zeros(length);
  }

  private GradientSignal signal() {
    int n = samples;
    double[] mean = new double[sum.length];
    double[] variance = new double[sum.length];
    for (int j = 0; j < sum.length; j++) {
      mean[j] = sum[j] / n;
      variance[j] = n < 2 ? Double.NaN : Math.max(0, squares[j] - n * mean[j] * mean[j]) / (n - 1);
    }
    return new GradientSignal(pass.structure(), n, mean, variance, signs.commoner(n));
  }
}
