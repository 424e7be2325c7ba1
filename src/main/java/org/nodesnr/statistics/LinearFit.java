package org.nodesnr.statistics;

/**
 * The least-squares line y = intercept + slope · x, with slope = Σ dx dy / Σ dx², intercept = ȳ −
 * slope x̄, r² = (Σ dx dy)² / (Σ dx² Σ dy²), and the standard error of the slope √((1 − r²) Σ dy² /
 * (df Σ dx²)).
 *
 * <p>Within groups (regimes) dx and dy are deviations from the group means: one slope for all
 * groups, each with an intercept of its own (fixed effects); the intercept given is that of the
 * line through the grand means, and r² is the share of the variance within groups. n pairs in k
 * groups leave df = n − k − 1.
 *
 * <p>Special cases. Fewer than 2 pairs or constant x: all NaN. Constant y: slope 0, r² NaN. df = 0
 * (two pairs): r² = 1, standard error and p NaN. Each with a note.
 *
 * @param slope in units of y per unit of x
 * @param intercept in units of y
 * @param rSquared in [0, 1]
 * @param slopeStandardError in units of the slope
 * @param slopePValue two-sided, against slope 0, by t with df degrees of freedom
 * @param n pairs that entered
 * @param dropped pairs left out because a value was NaN or infinite
 * @param note why something is not defined; empty otherwise
 */
public record LinearFit(
    double slope,
    double intercept,
    double rSquared,
    double slopeStandardError,
    double slopePValue,
    int n,
    int dropped,
    String note) {

  /**
   * Fits a line.
   *
   * @param x n values, not modified
   * @param y n values, not modified
   * @return the fit
   * @throws IllegalArgumentException if the lengths differ
   */
  public static LinearFit of(double[] x, double[] y) {
    return within(x, y, Groups.single(x.length));
  }

  /**
   * Fits one slope within groups.
   *
   * @param x n values, not modified
   * @param y n values, not modified
   * @param groups of the n rows
   * @return the fit
   * @throws IllegalArgumentException if the lengths differ
   */
  public static LinearFit within(double[] x, double[] y, Groups groups) {
    Pairs pairs = Pairs.finite(x, y);
    int n = pairs.n();
    Groups kept = groups.select(pairs.rows());
    Residuals rx = Residuals.of(pairs.x(), kept);
    Residuals ry = Residuals.of(pairs.y(), kept);
    String obstacle = Pairs.obstacle(n, rx.constant(), ry.constant(), kept.count() > 1);
    if (n < 2 || rx.constant()) {
      return undefined(n, pairs.dropped(), obstacle);
    }
    double slope = rx.dot(ry) / rx.sumOfSquares() * (ry.scale() / rx.scale());
    double intercept = mean(pairs.y()) - slope * mean(pairs.x());
    if (ry.constant()) {
      double nan = Double.NaN;
      return new LinearFit(0, mean(pairs.y()), nan, nan, nan, n, pairs.dropped(), obstacle);
    }
    double r = rx.correlation(ry);
    int df = n - kept.count() - 1;
    double error = Double.NaN;
    if (df > 0) {
      double ratio = ry.sumOfSquares() / rx.sumOfSquares();
      error = Math.sqrt((1 - r) * (1 + r) * ratio / df) * (ry.scale() / rx.scale());
    }
    double p = Significance.byT(r, df).pValue();
    String note = df > 0 ? "" : "no degrees of freedom left for a standard error";
    return new LinearFit(slope, intercept, r * r, error, p, n, pairs.dropped(), note);
  }

  /** A line that does not exist. */
  static LinearFit undefined(int n, int dropped, String note) {
    double nan = Double.NaN;
    return new LinearFit(nan, nan, nan, nan, nan, n, dropped, note);
  }

  /**
   * The line's value.
   *
   * @param x where
   * @return intercept + slope · x
   */
  public double at(double x) {
    return intercept + slope * x;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value - values[0];
    }
    return values[0] + sum / values.length;
  }
}
