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
  /** A coefficient of no more than this is 0 but for rounding. */
  private static final double ROUNDING = 1e-12;

  /**
   * The sign of the coefficient.
   *
   * @return −1, 1, or 0 where the coefficient is 0 but for rounding; NaN where it is not defined
   */
  public double sign() {
    return Math.abs(coefficient) <= ROUNDING ? 0 : Math.signum(coefficient);
  }

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
