package org.nodesnr.statistics;

import java.util.function.ToDoubleFunction;

/**
 * Pearson's product-moment correlation r = Σ dx dy / √(Σ dx² Σ dy²), with dx, dy the deviations
 * from the means.
 *
 * <p>Within groups (regimes) the deviations are those from the group means: r is then the partial
 * correlation of x and y given the group, the fixed-effects estimate, and r² the "within" R².
 *
 * <p>Two-sided p-value: by permutation (within groups) where n − k + 1 is small, see {@link
 * PermutationOptions}; else by t with n − k − 1 degrees of freedom, n pairs in k groups. A perfect
 * r has the share of permutations that keep it perfect.
 *
 * <p>Special cases: NaN with a note where there are fewer than 2 pairs or a column is constant
 * (within every group); a nearly constant column gives the exact r of its digits, with a note.
 */
public final class Pearson {
  private Pearson() {}

  /**
   * Correlates two columns.
   *
   * @param x n values, not modified
   * @param y n values, not modified
   * @param options when to permute
   * @return r and its p-value
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Correlation correlate(double[] x, double[] y, PermutationOptions options) {
    return correlateWithin(x, y, Groups.single(x.length), options);
  }

  /**
   * Correlates two columns less their group means.
   *
   * @param x n values, not modified
   * @param y n values, not modified
   * @param groups of the n rows
   * @param options when to permute
   * @return partial r and its p-value
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Correlation correlateWithin(
      double[] x, double[] y, Groups groups, PermutationOptions options) {
    Pairs pairs = Pairs.finite(x, y);
    Groups kept = groups.select(pairs.rows());
    return ProductMoment.correlate(pairs.x(), pairs.y(), kept, pairs.dropped(), options);
  }

  /**
   * The coefficient as a function of how often each row enters, for the bootstrap.
   *
   * @param x finite values, not modified
   * @param y finite values, not modified
   * @param groups of the rows
   * @return r, or NaN, of an array of one weight per row, at least 0
   */
  public static ToDoubleFunction<int[]> ofWeights(double[] x, double[] y, Groups groups) {
    ToDoubleFunction<Draw> ofDraw = ofDraws(x, y, groups);
    return weights -> ofDraw.applyAsDouble(Draw.ofWeights(weights));
  }

  /** The same of a resample. */
  static ToDoubleFunction<Draw> ofDraws(double[] x, double[] y, Groups groups) {
    if (groups.count() == 1) {
      return draw ->
          Residuals.correlation(
              Pairs.select(x, draw.rows()), Pairs.select(y, draw.rows()), draw.weights());
    }
    return draw -> Residuals.of(x, groups, draw).correlation(Residuals.of(y, groups, draw));
  }
}
