package org.nodesnr.measures.net;

import org.nodesnr.measures.net.Products.Operand;

/** A layer without bias as a linear map of one sample, in double precision. */
public final class LinearMap {
  private final Step.Linear layer;
  private final Operand weights;
  private final Patches window;
  private final Reals.Doubles rows;

  /**
   * @param layer the layer
   * @param theta its network's parameters, copied
   */
  public LinearMap(Step.Linear layer, double[] theta) {
    this.layer = layer;
    Reals matrix = Precision.DOUBLE.zeros(layer.weights());
    matrix.fill(theta, layer.weightsAt());
    this.weights = Operand.of(matrix, layer.nodes(), layer.inputs());
    this.window = new Patches(layer.window());
    this.rows = new Reals.Doubles(new double[layer.window().places() * layer.inputs()]);
  }

  /**
   * @param sample an input, not modified
   * @return the weighted sums
   */
  public double[] apply(double[] sample) {
    window.gather(new Reals.Doubles(sample), 0, rows, 1);
    Reals.Doubles out = new Reals.Doubles(new double[layer.output().size()]);
    try (Products products = new Products()) {
      products.multiply(patches(), weights.transpose(), sums(out), false);
    }
    return out.values();
  }

  /**
   * @param out one value for each weighted sum, not modified
   * @return what the transpose makes of it
   */
  public double[] transposed(double[] out) {
    Reals.Doubles in = new Reals.Doubles(new double[layer.window().input().size()]);
    try (Products products = new Products()) {
      products.multiply(sums(new Reals.Doubles(out)), weights, patches(), false);
    }
    window.scatter(rows, in, 0, 1);
    return in.values();
  }

  private Operand patches() {
    return Operand.of(rows, layer.window().places(), layer.inputs());
  }

  private Operand sums(Reals out) {
    return Operand.of(out, layer.window().places(), layer.nodes());
  }
}
