package org.nodesnr.statistics;

/**
 * A correlation coefficient and its two-sided p-value against no association.
 *
 * @param coefficient in [−1, 1], or NaN where it is not defined
 * @param pValue in [0, 1], or NaN where it is not defined
 * @param method how the p-value was obtained
 * @param n pairs that entered
 * @param dropped pairs left out because a value was NaN or infinite
 * @param note why something is not defined or to be read with care; empty otherwise
 */
public record Correlation(
    double coefficient, double pValue, PValueMethod method, int n, int dropped, String note) {

  /**
   * A coefficient that does not exist.
   *
   * @param n pairs that entered
   * @param dropped pairs left out
   * @param note why
   * @return NaN and NaN
   */
  static Correlation undefined(int n, int dropped, String note) {
    return new Correlation(Double.NaN, Double.NaN, PValueMethod.NOT_DEFINED, n, dropped, note);
  }
}
