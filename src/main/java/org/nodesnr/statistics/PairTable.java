package org.nodesnr.statistics;

import java.util.Arrays;

/**
 * The ordered pairs of runs, by the values of some hyperparameters of both (their cell), counted by
 * the signs of their differences.
 *
 * <p>Pair (b, a) mirrors pair (a, b): it lies in the mirrored cell, and both its signs are the
 * other way round. So each pair is counted once, and logarithms are taken for one of two cells that
 * mirror each other.
 */
final class PairTable {
  private final PairBlocks blocks;

  /** Of each block its cell. */
  private final int[] cellOf;

  /** Of each cell that of the same pairs the other way round. */
  private final int[] mirror;

  /** Of each cell its pairs whose first run has the larger y. */
  private final int[] above;

  private final double entropy;

  /**
   * @param blocks the pairs
   * @param level by setting, the number of its values of the hyperparameters of this table
   * @param levels how many there are
   */
  PairTable(PairBlocks blocks, int[] level, int levels) {
    this.blocks = blocks;
    int[][] numbers = new int[levels][levels];
    for (int[] row : numbers) {
      Arrays.fill(row, -1);
    }
    int cells = blocks.number(level, numbers);
    mirror = new int[cells];
    for (int a = 0; a < levels; a++) {
      for (int b = 0; b < levels; b++) {
        if (numbers[a][b] >= 0) {
          mirror[numbers[a][b]] = numbers[b][a];
        }
      }
    }
    cellOf = new int[blocks.count()];
    above = new int[cells];
    for (int block = 0; block < cellOf.length; block++) {
      cellOf[block] = numbers[level[blocks.upper(block)]][level[blocks.lower(block)]];
      above[cellOf[block]] += blocks.size(block);
    }
    entropy = entropy();
  }

  private double entropy() {
    double sum = 0;
    for (int cell = 0; cell < above.length; cell++) {
      int down = above[mirror[cell]];
      int up = above[cell];
      double n = (double) down + up;
      sum -= log(down, down / n) + log(up, up / n);
    }
    return sum;
  }

  /** Ordered pairs that differ in y. */
  int pairs() {
    return 2 * blocks.pairs();
  }

  /** Values of the hyperparameters of both runs that occur. */
  int cells() {
    return above.length;
  }

  /**
   * I(V_x; V_y | U) / H(V_y | U), or NaN where the entropy is 0.
   *
   * @param signs of each block, see {@link PairBlocks#signs}
   */
  double score(long[] signs) {
    long[] up = new long[above.length];
    for (int block = 0; block < cellOf.length; block++) {
      up[cellOf[block]] += signs[block];
    }
    double[] terms = new double[6 * up.length];
    double information = 0;
    for (int cell = 0; cell < up.length; cell++) {
      int at = 6 * cell;
      if (mirror[cell] < cell) {
        int last = 6 * mirror[cell] + 5;
        for (int t = 0; t < 6; t++) {
          terms[at + t] = terms[last - t];
        }
      } else {
        addTerms(cell, up[cell], up[mirror[cell]], terms);
      }
      for (int t = at; t < at + 6; t++) {
        information += terms[t];
      }
    }
    return entropy == 0 ? Double.NaN : Math.max(0, information) / entropy;
  }

  /** For V_x of −1, 0 and 1: the term of V_y = −1, then that of V_y = 1. */
  private void addTerms(int cell, long ofUp, long ofMirror, double[] terms) {
    int up = above[cell];
    int down = above[mirror[cell]];
    double n = (double) down + up;
    int[] ups = PairBlocks.counts(ofUp, up);
    int[] downs = PairBlocks.counts(ofMirror, down);
    for (int sign = 0; sign < 3; sign++) {
      int d = downs[2 - sign];
      int u = ups[sign];
      double ofSign = (double) d + u;
      terms[6 * cell + 2 * sign] = log(d, d * n / (ofSign * down));
      terms[6 * cell + 2 * sign + 1] = log(u, u * n / (ofSign * up));
    }
  }

  private static double log(int count, double ratio) {
    return count == 0 ? 0 : count * Math.log(ratio);
  }
}
