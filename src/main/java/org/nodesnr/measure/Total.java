package org.nodesnr.measure;

/** How the values of layers make one of the network, where no measure of its own does. */
public enum Total {
  /** They don't. */
  NONE,
  /** The sum over all layers but the last. */
  HIDDEN_SUM,
  /** The root of the sum of squares. */
  EUCLIDEAN;

  /**
   * @param layers the values of the layers, from the input on; not modified
   * @return the total; NaN where there is none, where a value in it is NaN, or without a layer
   */
  public double of(double[] layers) {
    if (this == NONE || layers.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    if (this == HIDDEN_SUM) {
      for (int layer = 0; layer + 1 < layers.length; layer++) {
        sum += layers[layer];
      }
      return sum;
    }
    for (double value : layers) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
