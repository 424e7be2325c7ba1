package org.nodesnr.statistics;

import java.util.Arrays;

/**
 * How the two columns order each pair of rows of a group, kept so that Kendall's τ_b of resampled
 * rows is three bilinear forms: with a_ij, b_ij ∈ {−1, 0, 1} the signs of x_i − x_j and y_i − y_j
 * and row i standing m_i times, τ_b = Σ m_i m_j a_ij b_ij / √(Σ m_i m_j a_ij² · Σ m_i m_j b_ij²),
 * sums over the pairs i &gt; j of all groups. The copies of a row are tied and add nothing.
 *
 * <p>Rows of a cluster stand equally often, so the signs are summed once over the pairs of rows of
 * each pair of clusters. All sums are of integers, and exact.
 */
final class PairSigns {
  private final int[][] concordance;
  private final int[][] untiedX;
  private final int[][] untiedY;

  /** Whether ties in x and ties in y are the same, as where there are none. */
  private final boolean tiedAlike;

  /** The most pairs of rows of two clusters. */
  private final long largest;

  /**
   * Compares the pairs of finite columns.
   *
   * @param groups within which rows are compared
   * @param clusters rows that always stand equally often
   */
  PairSigns(double[] x, double[] y, Groups groups, Groups clusters) {
    int count = clusters.count();
    concordance = new int[count][];
    untiedX = new int[count][];
    untiedY = new int[count][];
    for (int cluster = 0; cluster < count; cluster++) {
      concordance[cluster] = new int[cluster + 1];
      untiedX[cluster] = new int[cluster + 1];
      untiedY[cluster] = new int[cluster + 1];
    }
    for (int[] group : groups.members()) {
      for (int i = 1; i < group.length; i++) {
        for (int j = 0; j < i; j++) {
          compare(group[i], group[j], x, y, clusters);
        }
      }
    }
    tiedAlike = Arrays.deepEquals(untiedX, untiedY);
    long rows = Arrays.stream(clusters.members()).mapToLong(of -> of.length).max().orElse(0);
    largest = rows * rows;
  }

  private void compare(int row, int other, double[] x, double[] y, Groups clusters) {
    int a = (int) Math.signum(x[row] - x[other]);
    int b = (int) Math.signum(y[row] - y[other]);
    int one = clusters.groupOf(row);
    int two = clusters.groupOf(other);
    int later = Math.max(one, two);
    int earlier = Math.min(one, two);
    concordance[later][earlier] += a * b;
    untiedX[later][earlier] += a * a;
    untiedY[later][earlier] += b * b;
  }

  /** τ_b, or NaN, where the rows of cluster i stand times[i] times. */
  double tau(int[] times) {
    long drawn = 0;
    for (int time : times) {
      drawn += time;
    }
    boolean small = largest * drawn <= Integer.MAX_VALUE;
    long score = form(concordance, times, small);
    long notTiedX = form(untiedX, times, small);
    long notTiedY = tiedAlike ? notTiedX : form(untiedY, times, small);
    double tau = score / Math.sqrt((double) notTiedX * notTiedY);
    return Math.max(-1, Math.min(1, tau));
  }

  /**
   * @param small whether the sum of a row fits an int: then several products are made at once
   */
  private static long form(int[][] signs, int[] times, boolean small) {
    long form = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        form += times[i] * (small ? sum(signs[i], times) : wideSum(signs[i], times));
      }
    }
    return form;
  }

  private static long sum(int[] signs, int[] times) {
    int sum = 0;
    for (int j = 0; j < signs.length; j++) {
      sum += signs[j] * times[j];
    }
    return sum;
  }

  private static long wideSum(int[] signs, int[] times) {
    long sum = 0;
    for (int j = 0; j < signs.length; j++) {
      sum += (long) signs[j] * times[j];
    }
    return sum;
  }
}
