package org.nodesnr.statistics;

import java.util.Arrays;

/**
 * A resample: the rows that it has, each once, and how often.
 *
 * @param times how often each cluster was drawn
 * @param rows the rows of the clusters that were drawn at all, ascending
 * @param weights how often each of these rows was drawn
 */
record Draw(int[] times, int[] rows, int[] weights) {

  /** The rows of clusters that were drawn so many times. */
  static Draw of(Groups clusters, int[] times) {
    int[] rows = new int[clusters.rows()];
    int[] weights = new int[rows.length];
    int n = 0;
    for (int row = 0; row < rows.length; row++) {
      int drawn = times[clusters.groupOf(row)];
      // without a branch, which no processor could foretell
      rows[n] = row;
      weights[n] = drawn;
      n += drawn > 0 ? 1 : 0;
    }
    return new Draw(times, Arrays.copyOf(rows, n), Arrays.copyOf(weights, n));
  }

  /** The rows of weight above 0, each a cluster of its own. */
  static Draw ofWeights(int[] weights) {
    int[] rows = new int[weights.length];
    int[] positive = new int[weights.length];
    int n = 0;
    for (int row = 0; row < rows.length; row++) {
      if (weights[row] > 0) {
        rows[n] = row;
        positive[n++] = weights[row];
      }
    }
    return new Draw(weights, Arrays.copyOf(rows, n), Arrays.copyOf(positive, n));
  }

  /** How many different rows. */
  int different() {
    return rows.length;
  }

  /** How often each of so many rows was drawn. */
  int[] weightsOfAll(int count) {
    int[] all = new int[count];
    for (int i = 0; i < rows.length; i++) {
      all[rows[i]] = weights[i];
    }
    return all;
  }
}
