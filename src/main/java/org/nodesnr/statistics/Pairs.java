package org.nodesnr.statistics;

import java.util.Arrays;

/**
 * Two columns without the pairs that hold a NaN or an infinity.
 *
 * <p>The arrays are fresh copies and are not to be modified.
 *
 * @param x first column
 * @param y second column
 * @param rows where each pair stood in the original columns
 * @param dropped how many pairs were left out
 */
record Pairs(double[] x, double[] y, int[] rows, int dropped) {

  /**
   * Drops the pairs that are not finite.
   *
   * @param x first column, not modified
   * @param y second column of the same length, not modified
   * @return the rest
   */
  static Pairs finite(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "columns of different length: " + x.length + " and " + y.length);
    }
    int[] rows = new int[x.length];
    int n = 0;
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
        rows[n++] = i;
      }
    }
    rows = Arrays.copyOf(rows, n);
    return new Pairs(select(x, rows), select(y, rows), rows, x.length - n);
  }

  int n() {
    return x.length;
  }

  static double[] select(double[] column, int[] rows) {
    double[] selected = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      selected[i] = column[rows[i]];
    }
    return selected;
  }

  /** Why no coefficient of these columns is defined; empty if nothing speaks against one. */
  static String obstacle(int n, boolean constantX, boolean constantY, boolean grouped) {
    String where = grouped ? " within every group" : "";
    if (n < 2) {
      return "fewer than 2 pairs";
    } else if (constantX && constantY) {
      return "x and y are constant" + where;
    } else if (constantX) {
      return "x is constant" + where;
    } else if (constantY) {
      return "y is constant" + where;
    }
    return "";
  }
}
