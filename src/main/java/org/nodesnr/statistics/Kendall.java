package org.nodesnr.statistics;

import java.util.function.ToDoubleFunction;

/**
 * Kendall's rank correlation τ_b = S / √((N − T)(N − U)), with S the concordant less the discordant
 * pairs of rows, N all pairs, T those tied in x and U those tied in y.
 *
 * <p>Within groups (regimes) only pairs of rows of the same group are compared: S, N − T and N − U
 * are summed over the groups before the quotient is taken (the stratified τ_b; compare Taylor,
 * Biometrics 43 (1987), 409-416).
 *
 * <p>Two-sided p-value. One group without ties and n ≤ {@value #EXACT_UP_TO}: the exact null
 * distribution of S. Otherwise, where n − k + 1 is small (see {@link PermutationOptions}), by
 * permutation within groups; else by the normal approximation of S with its tie-corrected variance,
 * summed over the groups, and no continuity correction, as SciPy's {@code kendalltau} has it. A
 * perfect τ has the share of permutations that keep it perfect, which is 2/n! without ties.
 *
 * <p>Special cases: NaN with a note where there are fewer than 2 pairs or a column is constant
 * (within every group).
 */
public final class Kendall {
  /** The largest n whose exact distribution is used, as in SciPy. */
  public static final int EXACT_UP_TO = 33;

  private Kendall() {}

  /**
   * Correlates two columns.
   *
   * @param x n values, not modified
   * @param y n values, not modified
   * @param options when to permute
   * @return τ_b and its p-value
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Correlation correlate(double[] x, double[] y, PermutationOptions options) {
    return correlateWithin(x, y, Groups.single(x.length), options);
  }

  /**
   * Correlates two columns within groups.
   *
   * @param x n values, not modified
   * @param y n values, not modified
   * @param groups of the n rows
   * @param options when to permute
   * @return stratified τ_b and its p-value
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Correlation correlateWithin(
      double[] x, double[] y, Groups groups, PermutationOptions options) {
    Pairs pairs = Pairs.finite(x, y);
    Groups kept = groups.select(pairs.rows());
    int n = pairs.n();
    int[] denseX = Ranks.dense(pairs.x());
    int[] denseY = Ranks.dense(pairs.y());
    PairCounts counts = counts(denseX, denseY, kept.members());
    String obstacle =
        Pairs.obstacle(
            n,
            counts.tiedX() == counts.pairs(),
            counts.tiedY() == counts.pairs(),
            kept.count() > 1);
    if (!obstacle.isEmpty()) {
      return Correlation.undefined(n, pairs.dropped(), obstacle);
    }
    Significance p = significance(counts, denseX, denseY, kept, options);
    return new Correlation(tau(counts), p.pValue(), p.method(), n, pairs.dropped(), "");
  }

  /**
   * The coefficient as a function of how often each row enters, for the bootstrap: n²/2 additions
   * per call, since pairs are compared once.
   *
   * @param x finite values, not modified
   * @param y finite values, not modified
   * @param groups of the rows
   * @return τ_b, or NaN, of an array of one weight per row, at least 0
   */
  public static ToDoubleFunction<int[]> ofWeights(double[] x, double[] y, Groups groups) {
    return new PairSigns(x, y, groups, Groups.each(x.length))::tau;
  }

  /**
   * The interval of τ_b over resampled clusters.
   *
   * @param x finite values, not modified
   * @param y finite values, not modified
   * @param clusters of the rows
   * @param bootstrap how it is drawn
   * @return its interval
   */
  public static Interval interval(double[] x, double[] y, Groups clusters, Bootstrap bootstrap) {
    return bootstrap.intervalOf(clusters, ofDraws(x, y, Groups.single(x.length), clusters));
  }

  /** The same of a resample: K²/2 additions per call, K the clusters that are drawn from. */
  static ToDoubleFunction<Draw> ofDraws(double[] x, double[] y, Groups groups, Groups clusters) {
    PairSigns signs = new PairSigns(x, y, groups, clusters);
    return draw -> signs.tau(draw.times());
  }

  private static PairCounts counts(int[] denseX, int[] denseY, int[][] groups) {
    long score = 0;
    long pairs = 0;
    long tiedX = 0;
    long tiedY = 0;
    double variance = 0;
    for (int[] group : groups) {
      if (group.length > 1) {
        PairCounts counts = PairCounts.of(denseX, denseY, group);
        score += counts.score();
        pairs += counts.pairs();
        tiedX += counts.tiedX();
        tiedY += counts.tiedY();
        variance += counts.variance();
      }
    }
    return new PairCounts(score, pairs, tiedX, tiedY, variance);
  }

  private static double tau(PairCounts counts) {
    double untiedX = counts.pairs() - counts.tiedX();
    double untiedY = counts.pairs() - counts.tiedY();
    double tau = counts.score() / Math.sqrt(untiedX * untiedY);
    return Math.max(-1, Math.min(1, tau));
  }

  private static Significance significance(
      PairCounts counts, int[] denseX, int[] denseY, Groups groups, PermutationOptions options) {
    int n = groups.rows();
    boolean ties = counts.tiedX() > 0 || counts.tiedY() > 0;
    if (groups.count() == 1 && !ties && n <= EXACT_UP_TO) {
      return exact(n, (counts.pairs() - Math.abs(counts.score())) / 2);
    }
    if (n - groups.count() + 1 <= options.permuteUpTo()) {
      int[][] signsX = signs(denseX);
      int[][] signsY = signs(denseY);
      return PermutationTest.of(
          groups,
          (i, start, row, order) ->
              concordance(i, start, row, signsX[row[i]], order, signsY[order[i]]),
          counts.pairs(),
          options);
    }
    double[] x = toDoubles(denseX);
    if (Significance.perfect(tau(counts))) {
      return Significance.ofPerfect(Residuals.of(ranksWithin(x, groups), groups), groups);
    }
    return Significance.byNormal(counts.score() / Math.sqrt(counts.variance()));
  }

  /** How each row stands to each other: the sign of the difference of their ranks. */
  private static int[][] signs(int[] dense) {
    int[][] signs = new int[dense.length][dense.length];
    for (int i = 0; i < dense.length; i++) {
      for (int j = 0; j < dense.length; j++) {
        signs[i][j] = Integer.compare(dense[i], dense[j]);
      }
    }
    return signs;
  }

  /** Concordant less discordant pairs of position i with the earlier ones of its group. */
  private static int concordance(
      int i, int start, int[] row, int[] signsX, int[] order, int[] signsY) {
    int sum = 0;
    for (int h = start; h < i; h++) {
      sum += signsX[row[h]] * signsY[order[h]];
    }
    return sum;
  }

  /**
   * Exact two-sided p without ties: the number of discordant pairs of a random permutation is the
   * sum of independent variables uniform on 0..j − 1, j = 1..n, and symmetric.
   *
   * @param fewer discordant or concordant pairs, whichever are fewer
   */
  private static Significance exact(int n, long fewer) {
    int size = n * (n - 1) / 2 + 1;
    double[] probability = new double[size];
    probability[0] = 1;
    for (int j = 2; j <= n; j++) {
      double[] next = new double[size];
      for (int count = 0; count < size; count++) {
        for (int added = 0; added < Math.min(j, count + 1); added++) {
          next[count] += probability[count - added];
        }
        next[count] /= j;
      }
      probability = next;
    }
    double tail = 0;
    for (int count = 0; count <= fewer; count++) {
      tail += probability[count];
    }
    return new Significance(Math.min(1, 2 * tail), PValueMethod.EXACT_PERMUTATION);
  }

  private static double[] ranksWithin(double[] x, Groups groups) {
    double[] ranks = new double[x.length];
    for (int[] group : groups.members()) {
      double[] within = Ranks.midRanks(Pairs.select(x, group));
      for (int i = 0; i < group.length; i++) {
        ranks[group[i]] = within[i];
      }
    }
    return ranks;
  }

  private static double[] toDoubles(int[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
