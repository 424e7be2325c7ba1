package org.nodesnr.measures.gradient;

import org.nodesnr.measures.net.Pass;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Products;
import org.nodesnr.measures.net.Products.Operand;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Step;

/**
 * Sums over samples of gradients with respect to the parameters of a dense layer, and of their
 * squares, {@code Σ g² = (Δ∘Δ)ᵀ(X∘X)}. Deltas Δ and inputs X are gathered until there are enough
 * for a product of matrices.
 */
final class DenseMoments {
  /** Enough: adding a product to sums in double precision is small beside it. */
  private static final int MOST = 1024;

  private final Step.Linear layer;
  private final Products products;
  private final double[] sum;
  private final double[] squares;
  private final SignCounts signs;
  private final int most;
  private final Reals deltas;
  private final Reals inputs;
  private int rows;

  /**
   * @param layer the layer
   * @param precision of products
   * @param samples how many there will be
   * @param products makes them
   * @param sum modified: of the length of θ, to whose part for the layer sums are added
   * @param squares modified: likewise, of squares
   * @param signs modified: likewise
   */
  DenseMoments(
      Step.Linear layer,
      Precision precision,
      int samples,
      Products products,
      double[] sum,
      double[] squares,
      SignCounts signs) {
    this.layer = layer;
    this.products = products;
    this.sum = sum;
    this.squares = squares;
    this.signs = signs;
    this.most = Math.min(samples, MOST);
    this.deltas = precision.zeros(most * layer.nodes());
    this.inputs = precision.zeros(most * layer.inputs());
  }

  /** Takes over a batch. */
  void add(Pass pass, int l) {
    Reals d = pass.deltas(l);
    Reals x = pass.inputs(l);
    for (int first = 0; first < pass.samples(); ) {
      int count = Math.min(most - rows, pass.samples() - first);
      d.copy(first * layer.nodes(), deltas, rows * layer.nodes(), count * layer.nodes());
      x.copy(first * layer.inputs(), inputs, rows * layer.inputs(), count * layer.inputs());
      rows += count;
      first += count;
      if (rows == most) {
        finish();
      }
    }
  }

  /** Adds what is there to the sums. */
  void finish() {
    if (rows == 0) {
      return;
    }
    multiply(1, sum);
    signs.addDense(layer, deltas, inputs, rows);
    int nodes = layer.nodes();
    for (int at = 0; at < rows * nodes; at += nodes) {
      for (int i = 0; i < nodes; i++) {
        double delta = deltas.get(at + i);
        sum[layer.biasAt() + i] += delta;
        squares[layer.biasAt() + i] += delta * delta;
        double scaled = delta * GradientMoments.SCALE;
        deltas.set(at + i, scaled * scaled);
      }
    }
    for (int i = 0; i < rows * layer.inputs(); i++) {
      inputs.set(i, inputs.get(i) * inputs.get(i));
    }
    multiply(1 / (GradientMoments.SCALE * GradientMoments.SCALE), squares);
    rows = 0;
  }

  private void multiply(double factor, double[] to) {
    products.add(
        Operand.of(deltas, rows, layer.nodes()).transpose(),
        Operand.of(inputs, rows, layer.inputs()),
        factor,
        to,
        layer.weightsAt());
  }
}
