package org.nodesnr.statistics;

/**
 * How the two columns order each pair of rows of a group, kept so that Kendall's τ_b of weighted
 * rows is three bilinear forms: with a_ij, b_ij ∈ {−1, 0, 1} the signs of x_i − x_j and y_i − y_j
 * and row i standing m_i times, τ_b = Σ m_i m_j a_ij b_ij / √(Σ m_i m_j a_ij² · Σ m_i m_j b_ij²),
 * sums over the pairs i &gt; j of all groups. The copies of a row are tied and add nothing.
 */
final class PairSigns {
  private final int[] order;
  private final int[] start;
  private final int[][] concordance;
  private final int[][] untiedX;
  private final int[][] untiedY;

  /** Compares the pairs of finite columns. */
  PairSigns(double[] x, double[] y, Groups groups) {
    int n = x.length;
    order = new int[n];
    start = new int[n];
    concordance = new int[n][];
    untiedX = new int[n][];
    untiedY = new int[n][];
    int position = 0;
    for (int[] group : groups.members()) {
      int first = position;
      for (int row : group) {
        order[position] = row;
        start[position] = first;
        compare(position, x, y);
        position++;
      }
    }
  }

  private void compare(int position, double[] x, double[] y) {
    int earlier = position - start[position];
    concordance[position] = new int[earlier];
    untiedX[position] = new int[earlier];
    untiedY[position] = new int[earlier];
    for (int j = 0; j < earlier; j++) {
      int other = order[start[position] + j];
      int a = (int) Math.signum(x[order[position]] - x[other]);
      int b = (int) Math.signum(y[order[position]] - y[other]);
      concordance[position][j] = a * b;
      untiedX[position][j] = a * a;
      untiedY[position][j] = b * b;
    }
  }

  /** τ_b, or NaN, where row i stands weights[i] times. */
  double tau(int[] weights) {
    int[] ordered = new int[order.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = weights[order[i]];
    }
    long score = 0;
    long notTiedX = 0;
    long notTiedY = 0;
    for (int i = 0; i < ordered.length; i++) {
      if (ordered[i] > 0) {
        score += ordered[i] * sum(concordance[i], ordered, start[i]);
        notTiedX += ordered[i] * sum(untiedX[i], ordered, start[i]);
        notTiedY += ordered[i] * sum(untiedY[i], ordered, start[i]);
      }
    }
    double tau = score / Math.sqrt((double) notTiedX * notTiedY);
    return Math.max(-1, Math.min(1, tau));
  }

  private static long sum(int[] signs, int[] weights, int offset) {
    int sum = 0;
    for (int j = 0; j < signs.length; j++) {
      sum += signs[j] * weights[offset + j];
    }
    return sum;
  }
}
