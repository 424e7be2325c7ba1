package org.nodesnr.statistics;

import java.util.function.ToDoubleFunction;

/**
 * Spearman's rank correlation ρ: {@linkplain Pearson Pearson's r} of the mid-ranks of x and y.
 *
 * <p>Within groups (regimes) the ranks are taken over all rows together and the mean rank of the
 * group is then subtracted: ρ is the partial Spearman correlation given the group, which is
 * Pearson's partial r of the ranks. A group of one row adds nothing but its place in the ranking.
 *
 * <p>Two-sided p-value and special cases as for Pearson's r, with ranks for values: exact or Monte
 * Carlo permutation of the ranks for small n, the t approximation beyond. A perfect ρ without ties
 * in one group of n has p = 2/n!.
 */
public final class Spearman {
  private Spearman() {}

  /**
   * Correlates the ranks of two columns.
   *
   * @param x n values, not modified
   * @param y n values, not modified
   * @param options when to permute
   * @return ρ and its p-value
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Correlation correlate(double[] x, double[] y, PermutationOptions options) {
    return correlateWithin(x, y, Groups.single(x.length), options);
  }

  /**
   * Correlates the ranks of two columns less the mean ranks of the groups.
   *
   * @param x n values, not modified
   * @param y n values, not modified
   * @param groups of the n rows
   * @param options when to permute
   * @return partial ρ and its p-value
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Correlation correlateWithin(
      double[] x, double[] y, Groups groups, PermutationOptions options) {
    Pairs pairs = Pairs.finite(x, y);
    Groups kept = groups.select(pairs.rows());
    return ProductMoment.correlate(
        Ranks.midRanks(pairs.x()), Ranks.midRanks(pairs.y()), kept, pairs.dropped(), options);
  }

  /**
   * The coefficient as a function of how often each row enters, for the bootstrap: O(n) per call,
   * since the columns are ordered once.
   *
   * @param x finite values, not modified
   * @param y finite values, not modified
   * @param groups of the rows
   * @return ρ, or NaN, of an array of one weight per row, at least 0
   */
  public static ToDoubleFunction<int[]> ofWeights(double[] x, double[] y, Groups groups) {
    ToDoubleFunction<Draw> ofDraw = ofDraws(x, y, groups);
    return weights -> ofDraw.applyAsDouble(Draw.ofWeights(weights));
  }

  /** The same of a resample. */
  static ToDoubleFunction<Draw> ofDraws(double[] x, double[] y, Groups groups) {
    int[] denseX = Ranks.dense(x);
    int[] denseY = Ranks.dense(y);
    int levelsX = Ranks.levels(denseX);
    int levelsY = Ranks.levels(denseY);
    if (groups.count() == 1) {
      return draw ->
          Residuals.correlation(
              Ranks.midRanks(denseX, levelsX, draw),
              Ranks.midRanks(denseY, levelsY, draw),
              draw.weights());
    }
    return draw ->
        Residuals.drawn(Ranks.midRanks(denseX, levelsX, draw), groups, draw)
            .correlation(Residuals.drawn(Ranks.midRanks(denseY, levelsY, draw), groups, draw));
  }
}
