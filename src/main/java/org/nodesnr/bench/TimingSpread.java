package org.nodesnr.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Repeated measurements of one thing.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param least the smallest
 * @param greatest the largest
 */
record TimingSpread(double median, double least, double greatest) {

  /**
   * @param values at least one
   * @return their median and range
   */
  static TimingSpread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int n = sorted.length;
    return new TimingSpread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1]);
  }
}
