package org.nodesnr.statistics;

/**
 * Concordant and discordant pairs of rows, with what Kendall's τ_b and its null variance need.
 *
 * @param score concordant less discordant pairs, S
 * @param pairs all pairs, n(n − 1)/2
 * @param tiedX pairs tied in x, in y or not: Σ t(t − 1)/2
 * @param tiedY pairs tied in y, in x or not: Σ u(u − 1)/2
 * @param variance of S under independence, given the ties; NaN below 2 rows
 */
record PairCounts(long score, long pairs, long tiedX, long tiedY, double variance) {

  /** Counts in O(n log n) over rows with dense ranks. */
  static PairCounts of(int[] denseX, int[] denseY, int[] rows) {
    int n = rows.length;
    int levels = denseX.length;
    int[] ordered = stableOrder(denseX, stableOrder(denseY, rows));
    int[] tree = new int[levels + 1];
    long discordant = 0;
    long tiedBoth = 0;
    int run = 0;
    for (int i = 0; i < n; i++) {
      int row = ordered[i];
      boolean same =
          i > 0 && denseX[row] == denseX[ordered[i - 1]] && denseY[row] == denseY[ordered[i - 1]];
      run = same ? run + 1 : 0;
      tiedBoth += run;
      // Fenwick tree over the levels of y: how many earlier rows have a y no larger than this one's
      int notLarger = 0;
      for (int level = denseY[row] + 1; level > 0; level -= level & -level) {
        notLarger += tree[level];
      }
      discordant += i - notLarger;
      for (int level = denseY[row] + 1; level <= levels; level += level & -level) {
        tree[level]++;
      }
    }
    Ties x = Ties.of(denseX, rows);
    Ties y = Ties.of(denseY, rows);
    long pairs = (long) n * (n - 1) / 2;
    long score = pairs - x.pairs - y.pairs + tiedBoth - 2 * discordant;
    return new PairCounts(score, pairs, x.pairs, y.pairs, variance(n, x, y));
  }

  /** Kendall, Rank Correlation Methods, 4th edition (1970), chapter 4. */
  private static double variance(int n, Ties x, Ties y) {
    double m = n * (n - 1.0);
    double variance = (m * (2.0 * n + 5) - x.weighted - y.weighted) / 18;
    variance += 2.0 * x.pairs * y.pairs / m;
    if (n > 2) {
      variance += x.triples * y.triples / (9 * m * (n - 2));
    }
    return variance;
  }

  private static int[] stableOrder(int[] dense, int[] rows) {
    int[] next = new int[dense.length + 1];
    for (int row : rows) {
      next[dense[row] + 1]++;
    }
    for (int level = 1; level < next.length; level++) {
      next[level] += next[level - 1];
    }
    int[] ordered = new int[rows.length];
    for (int row : rows) {
      ordered[next[dense[row]]++] = row;
    }
    return ordered;
  }

  /** Sums over tied sets of size t: t(t − 1)/2, t(t − 1)(t − 2), t(t − 1)(2t + 5). */
  private record Ties(long pairs, double triples, double weighted) {
    static Ties of(int[] dense, int[] rows) {
      int[] sizes = new int[dense.length];
      for (int row : rows) {
        sizes[dense[row]]++;
      }
      long pairs = 0;
      double triples = 0;
      double weighted = 0;
      for (int size : sizes) {
        if (size > 1) {
          double ordered = size * (size - 1.0);
          pairs += (long) size * (size - 1) / 2;
          triples += ordered * (size - 2);
          weighted += ordered * (2.0 * size + 5);
        }
      }
      return new Ties(pairs, triples, weighted);
    }
  }
}
