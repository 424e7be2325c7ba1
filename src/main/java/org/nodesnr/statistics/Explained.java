package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How much of a column linear functions of others explain. */
public final class Explained {
  /** What is left of a column by others, relative to its size, below which it adds nothing. */
  private static final double DEPENDENT = 1e-9;

  private final List<double[]> basis = new ArrayList<>();
  private final int rows;

  /**
   * By a constant alone.
   *
   * @param rows how many
   */
  public Explained(int rows) {
    this.rows = rows;
    double[] ones = new double[rows];
    Arrays.fill(ones, 1);
    with(ones);
  }

  /**
   * Adds a column; one that others explain adds nothing.
   *
   * @param column finite values, not modified
   * @return this
   */
  public Explained with(double[] column) {
    double size = Math.sqrt(dot(column, column));
    double[] rest = residual(residual(column));
    double norm = Math.sqrt(dot(rest, rest));
    if (norm > DEPENDENT * size) {
      for (int i = 0; i < rest.length; i++) {
        rest[i] /= norm;
      }
      basis.add(rest);
    }
    return this;
  }

  /**
   * Adds a column of 0 and 1 for each value that occurs.
   *
   * @param labels one for each row
   * @return this
   */
  public Explained withEach(List<String> labels) {
    for (String label : labels.stream().distinct().toList()) {
      with(labels.stream().mapToDouble(other -> other.equals(label) ? 1 : 0).toArray());
    }
    return this;
  }

  /**
   * Adds columns for the values of each hyperparameter.
   *
   * @param hyperparameters by name, the value of every row
   * @return this
   */
  public Explained withMainEffects(Map<String, List<String>> hyperparameters) {
    hyperparameters.values().forEach(this::withEach);
    return this;
  }

  /** Degrees of freedom left: rows less independent columns. */
  public int freedom() {
    return rows - basis.size();
  }

  /**
   * @param column finite values, not modified
   * @return what is left of it
   */
  public double[] residual(double[] column) {
    double[] rest = column.clone();
    for (double[] q : basis) {
      double along = dot(rest, q);
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= along * q[i];
      }
    }
    return rest;
  }

  /**
   * R², the share of the variance about the mean that is explained.
   *
   * @param column finite values, not modified
   * @return R² in [0, 1]; NaN where the column is constant
   */
  public double share(double[] column) {
    double[] about = new Explained(column.length).residual(column);
    double all = dot(about, about);
    double[] rest = residual(column);
    return all <= DEPENDENT * DEPENDENT * dot(column, column)
        ? Double.NaN
        : 1 - dot(rest, rest) / all;
  }

  /**
   * Spearman's correlation of two columns given others: the product-moment correlation of what the
   * ranks of the others leave of their ranks.
   *
   * @param x finite values, not modified
   * @param y finite values, not modified
   * @param given finite columns, not modified
   * @return the partial correlation; NaN where nothing is left of one of the two
   */
  public static double partialSpearman(double[] x, double[] y, List<double[]> given) {
    Explained by = new Explained(x.length);
    given.forEach(column -> by.with(Ranks.midRanks(column)));
    double[] rankX = Ranks.midRanks(x);
    double[] rankY = Ranks.midRanks(y);
    double[] restX = by.residual(rankX);
    double[] restY = by.residual(rankY);
    double xx = dot(restX, restX);
    double yy = dot(restY, restY);
    boolean nothing =
        xx <= DEPENDENT * DEPENDENT * dot(rankX, rankX)
            || yy <= DEPENDENT * DEPENDENT * dot(rankY, rankY);
    return nothing ? Double.NaN : Math.max(-1, Math.min(1, dot(restX, restY) / Math.sqrt(xx * yy)));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
