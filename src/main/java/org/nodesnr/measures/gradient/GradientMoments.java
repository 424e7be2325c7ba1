package org.nodesnr.measures.gradient;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.nodesnr.measures.net.Batches;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Pass;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Products;
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
  private final DenseMoments[] dense;
  private int samples;

  private GradientMoments(Pass pass, Precision precision, int samples, boolean withSigns) {
    this.pass = pass;
    int parameters = pass.structure().parameters();
    sum = new double[parameters];
    squares = new double[parameters];
    signs = new SignCounts(withSigns ? parameters : 0);
    dense = new DenseMoments[pass.structure().layers().size()];
    for (int l = 0; l < dense.length; l++) {
      Step.Linear layer = pass.structure().layers().get(l);
      if (layer.window().places() == 1) {
        dense[l] = new DenseMoments(layer, precision, samples, products, sum, squares, signs);
      }
    }
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
    return of(structure, theta, inputs, precision, withSigns, (pass, softmax, first) -> {});
  }

  /**
   * The same, for one who reads something else of each batch on the way.
   *
   * @param structure the network
   * @param theta its parameters, not modified
   * @param inputs the samples
   * @param precision of matrix products
   * @param withSigns whether signs are counted
   * @param visitor sees each batch after its forward and backward pass
   * @return what GSNR and its kin are made of
   */
  public static GradientSignal of(
      Structure structure,
      double[] theta,
      Inputs inputs,
      Precision precision,
      boolean withSigns,
      Batches.Visitor visitor) {
    try (Pass pass = new Pass(structure, precision, inputs.size())) {
      pass.parameters(theta);
      GradientMoments moments = new GradientMoments(pass, precision, inputs.size(), withSigns);
      try (moments.products) {
        Batches.backward(
            pass,
            inputs,
            (p, softmax, first) -> {
              moments.add();
              visitor.batch(p, softmax, first);
            });
        return moments.signal();
      }
    }
  }

  private void add() {
    samples += pass.samples();
    for (int l = 0; l < dense.length; l++) {
      if (dense[l] != null) {
        dense[l].add(pass, l);
      } else {
        addConvolution(l, pass.structure().layers().get(l), pass.deltas(l));
      }
    }
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

  private GradientSignal signal() {
    Stream.of(dense).filter(Objects::nonNull).forEach(DenseMoments::finish);
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
