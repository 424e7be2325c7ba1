package org.nodesnr.statistics;

/**
 * A column less its group means, scaled so that squares neither overflow nor underflow.
 *
 * <p>Each group is first shifted by its first value, which is exact for nearly equal values, so a
 * constant group leaves exact zeros and a nearly constant one keeps every digit it has.
 *
 * @param values (v − mean of the group) / scale, 0 in rows of weight 0; not to be modified
 * @param weights how often each row stands in the column; not to be modified
 * @param scale the largest |v − first value of the group|; 1 if all are zero
 * @param sumOfSquares of {@code values}, weighted
 * @param magnitude the largest |v|
 */
record Residuals(
    double[] values, int[] weights, double scale, double sumOfSquares, double magnitude) {
  /** Below this spread relative to its size a column is called nearly constant. */
  private static final double NEARLY_CONSTANT = 1e-13;

  static Residuals of(double[] column, Groups groups) {
    return of(column, groups, Ranks.once(column.length));
  }

  /** The residuals of a column in which row i stands weights[i] times. */
  static Residuals of(double[] column, Groups groups, int[] weights) {
    int count = groups.count();
    double[] first = new double[count];
    int[] size = new int[count];
    double[] values = new double[column.length];
    double scale = 0;
    double magnitude = 0;
    for (int i = 0; i < column.length; i++) {
      if (weights[i] > 0) {
        int group = groups.groupOf(i);
        if (size[group] == 0) {
          first[group] = column[i];
        }
        size[group] += weights[i];
        values[i] = column[i] - first[group];
        scale = Math.max(scale, Math.abs(values[i]));
        magnitude = Math.max(magnitude, Math.abs(column[i]));
      }
    }
    if (scale == 0) {
      return new Residuals(values, weights, 1, 0, magnitude);
    }
    double[] sum = new double[count];
    for (int i = 0; i < values.length; i++) {
      values[i] /= scale;
      sum[groups.groupOf(i)] += weights[i] * values[i];
    }
    double sumOfSquares = 0;
    for (int i = 0; i < values.length; i++) {
      if (weights[i] > 0) {
        int group = groups.groupOf(i);
        values[i] -= sum[group] / size[group];
        sumOfSquares += weights[i] * values[i] * values[i];
      }
    }
    return new Residuals(values, weights, scale, sumOfSquares, magnitude);
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
    double r = dot(other) / Math.sqrt(sumOfSquares * other.sumOfSquares);
    return Math.max(-1, Math.min(1, r));
  }
}
