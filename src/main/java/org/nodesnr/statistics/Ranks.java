package org.nodesnr.statistics;

import java.util.Arrays;

/** Ranks of a column, ties included. */
public final class Ranks {
  private Ranks() {}

  /**
   * Mid-ranks from 1: equal values share the mean of the ranks they take up. 0.0 and −0.0 are
   * equal.
   *
   * @param values finite values, not modified
   * @return ranks, whose sum is n(n + 1)/2
   */
  public static double[] midRanks(double[] values) {
    int[] dense = dense(values);
    return midRanks(dense, levels(dense), Draw.ofWeights(once(values.length)));
  }

  /** Dense ranks from 0: the number of distinct smaller values. */
  static int[] dense(double[] values) {
    double[] sorted = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      sorted[i] = values[i] + 0.0; // makes -0.0 equal 0.0
    }
    double[] plain = sorted.clone();
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    int[] dense = new int[values.length];
    for (int i = 0; i < dense.length; i++) {
      dense[i] = Arrays.binarySearch(sorted, 0, distinct, plain[i]);
    }
    return dense;
  }

  /**
   * Mid-ranks, by counting, of the rows of a resample, given the dense ranks of all rows, and how
   * many {@link #levels} there are.
   */
  static double[] midRanks(int[] dense, int levels, Draw draw) {
    int[] rows = draw.rows();
    int[] weights = draw.weights();
    int n = rows.length;
    int[] weightOf = new int[levels];
    for (int i = 0; i < n; i++) {
      weightOf[dense[rows[i]]] += weights[i];
    }
    double[] rankOf = new double[levels];
    int below = 0;
    for (int level = 0; level < levels; level++) {
      int upTo = below + weightOf[level];
      rankOf[level] = (below + upTo + 1) / 2.0;
      below = upTo;
    }
    double[] ranks = new double[n];
    for (int i = 0; i < n; i++) {
      ranks[i] = rankOf[dense[rows[i]]];
    }
    return ranks;
  }

  /** How many different dense ranks there are. */
  static int levels(int[] dense) {
    return Arrays.stream(dense).max().orElse(-1) + 1;
  }

  /** Weights of 1. */
  static int[] once(int n) {
    int[] weights = new int[n];
    Arrays.fill(weights, 1);
    return weights;
  }
}
