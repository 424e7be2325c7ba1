package org.nodesnr.statistics;

import java.util.Arrays;

/**
 * The middle and both ends of some numbers.
 *
 * @param n how many
 * @param median the middle value, or the mean of the two middle ones; NaN without any
 * @param lowest NaN without any
 * @param highest likewise
 */
public record Extremes(int n, double median, double lowest, double highest) {
  /**
   * @param values not modified, none of them NaN
   * @return their middle and ends
   */
  public static Extremes of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0
        ? new Extremes(0, Double.NaN, Double.NaN, Double.NaN)
        : new Extremes(n, (sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1]);
  }
}
