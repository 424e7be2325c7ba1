package org.nodesnr.statistics;

/**
 * A column less its group means, scaled so that squares neither overflow nor underflow.
 *
 * <p>Each group is first shifted by its first value, which is exact for nearly equal values, so a
 * constant group leaves exact zeros and a nearly constant one keeps every digit it has.
 *
 * @param values (v − mean of the group) / scale; not to be modified
 * @param weights how often each value stands in the column, at least once; not to be modified
 * @param scale the largest |v − first value of the group|; 1 if all are zero
 * @param sumOfSquares of {@code values}, weighted
 * @param magnitude the largest |v|
 */
record Residuals(
    double[] values, int[] weights, double scale, double sumOfSquares, double magnitude) {
  /** Below this spread relative to its size a column is called nearly constant. */
  private static final double NEARLY_CONSTANT = 1e-13;

  static Residuals of(double[] column, Groups groups) {
    return of(column.clone(), numbers(groups), groups.count(), Ranks.once(column.length));
  }

  /** The residuals of the rows of a resample, in their order. */
  static Residuals of(double[] column, Groups groups, Draw draw) {
    return drawn(Pairs.select(column, draw.rows()), groups, draw);
  }

  /** The same of values of the rows of the resample alone, which become the residuals. */
  static Residuals drawn(double[] values, Groups groups, Draw draw) {
    int[] group = new int[values.length];
    for (int i = 0; i < group.length; i++) {
      group[i] = groups.groupOf(draw.rows()[i]);
    }
    return of(values, group, groups.count(), draw.weights());
  }

  private static int[] numbers(Groups groups) {
    int[] numbers = new int[groups.rows()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = groups.groupOf(row);
    }
    return numbers;
  }

  /** Values become residuals in their place; those of group[i] stand weights[i] > 0 times each. */
  private static Residuals of(double[] values, int[] group, int groups, int[] weights) {
    double[] first = new double[groups];
    int[] size = new int[groups];
    double scale = 0;
    double magnitude = 0;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (size[group[i]] == 0) {
        first[group[i]] = value;
      }
      size[group[i]] += weights[i];
      values[i] = value - first[group[i]];
      scale = larger(scale, Math.abs(values[i]));
      magnitude = larger(magnitude, Math.abs(value));
    }
    if (scale == 0) {
      return new Residuals(values, weights, 1, 0, magnitude);
    }
    double[] mean = new double[groups];
    for (int i = 0; i < values.length; i++) {
      values[i] /= scale;
      mean[group[i]] += weights[i] * values[i];
    }
    for (int i = 0; i < groups; i++) {
      mean[i] /= size[i];
    }
    double sumOfSquares = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] -= mean[group[i]];
      sumOfSquares += weights[i] * values[i] * values[i];
    }
    return new Residuals(values, weights, scale, sumOfSquares, magnitude);
  }

  /**
   * The product-moment correlation of two columns in one group, each of whose rows stands so many
   * times: that of {@link #drawn} residuals, to the last bit, with both columns in one pass.
   *
   * @param x values, which are not kept
   * @param y values, which are not kept
   * @param weights how often each row stands, at least once
   * @return r, NaN if either is constant
   */
  static double correlation(double[] x, double[] y, int[] weights) {
    int n = weights.length;
    double scaleX = fromFirst(x);
    double scaleY = fromFirst(y);
    if (scaleX == 0 || scaleY == 0) {
      return Double.NaN;
    }
    double meanX = 0;
    double meanY = 0;
    int size = 0;
    for (int i = 0; i < n; i++) {
      x[i] /= scaleX;
      y[i] /= scaleY;
      meanX += weights[i] * x[i];
      meanY += weights[i] * y[i];
      size += weights[i];
    }
    meanX /= size;
    meanY /= size;
    double squaresX = 0;
    double squaresY = 0;
    double dot = 0;
    for (int i = 0; i < n; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      squaresX += weights[i] * dx * dx;
      squaresY += weights[i] * dy * dy;
      dot += weights[i] * dx * dy;
    }
    return squaresX == 0 || squaresY == 0 ? Double.NaN : ratio(dot, squaresX, squaresY);
  }

  private static double ratio(double dot, double squaresX, double squaresY) {
    return Math.max(-1, Math.min(1, dot / Math.sqrt(squaresX * squaresY)));
  }

  /** Shifts a column by its first value. Returns the largest size that is left. */
  private static double fromFirst(double[] values) {
    double scale = 0;
    double first = values.length == 0 ? 0 : values[0];
    for (int i = 0; i < values.length; i++) {
      values[i] -= first;
      scale = larger(scale, Math.abs(values[i]));
    }
    return scale;
  }

  /** Of finite numbers, which spares what {@link Math#max} does for others. */
  private static double larger(double a, double b) {
    return b > a ? b : a;
  }

  /** Whether every group is constant. */
  boolean constant() {
    return sumOfSquares == 0;
  }

  /** Whether the spread is of the size of rounding errors. */
  boolean nearlyConstant() {
    return scale * Math.sqrt(sumOfSquares) < NEARLY_CONSTANT * magnitude;
  }

  /** The weighted sum of products with a column of the same weights. */
  double dot(Residuals other) {
    double dot = 0;
    for (int i = 0; i < values.length; i++) {
      dot += weights[i] * values[i] * other.values[i];
    }
    return dot;
  }

  /** The product-moment correlation, NaN if either is constant. */
  double correlation(Residuals other) {
    if (constant() || other.constant()) {
      return Double.NaN;
    }
    return ratio(dot(other), sumOfSquares, other.sumOfSquares);
  }
}
