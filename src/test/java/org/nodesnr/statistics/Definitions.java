package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** The coefficients as their definitions have them, in quadratic time; NaN where not defined. */
final class Definitions {
  private Definitions() {}

  /** Mid-ranks: one, the smaller values, and half of the other equal ones. */
  static double[] ranks(double[] values) {
    return Arrays.stream(values)
        .map(
            v ->
                1
                    + Arrays.stream(values).filter(w -> w < v).count()
                    + 0.5 * (Arrays.stream(values).filter(w -> w == v).count() - 1))
        .toArray();
  }

  /** Σ dx dy / √(Σ dx² Σ dy²) of deviations from group means. */
  static double pearson(double[] x, double[] y, List<String> labels) {
    double[] dx = centred(x, labels);
    double[] dy = centred(y, labels);
    double xx = dot(dx, dx);
    double yy = dot(dy, dy);
    return xx == 0 || yy == 0 ? Double.NaN : dot(dx, dy) / Math.sqrt(xx * yy);
  }

  static double spearman(double[] x, double[] y, List<String> labels) {
    return pearson(ranks(x), ranks(y), labels);
  }

  /** τ_b over pairs of rows of one group. */
  static double kendall(double[] x, double[] y, List<String> labels) {
    double score = 0;
    double untiedX = 0;
    double untiedY = 0;
    for (int a = 0; a < x.length; a++) {
      for (int b = 0; b < a; b++) {
        if (labels.get(a).equals(labels.get(b))) {
          double sx = Math.signum(x[a] - x[b]);
          double sy = Math.signum(y[a] - y[b]);
          score += sx * sy;
          untiedX += sx * sx;
          untiedY += sy * sy;
        }
      }
    }
    return untiedX == 0 || untiedY == 0 ? Double.NaN : score / Math.sqrt(untiedX * untiedY);
  }

  static double[] centred(double[] values, List<String> labels) {
    double[] centred = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      DoubleStream.Builder own = DoubleStream.builder();
      for (int j = 0; j < values.length; j++) {
        if (labels.get(j).equals(labels.get(i))) {
          own.add(values[j]);
        }
      }
      double[] group = own.build().toArray();
      boolean constant = Arrays.stream(group).allMatch(v -> v == group[0]);
      centred[i] = constant ? 0 : values[i] - Arrays.stream(group).average().orElseThrow();
    }
    return centred;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** All orders of a column. */
  static List<double[]> permutations(double[] values) {
    List<double[]> found = new ArrayList<>();
    permute(values.clone(), 0, found);
    return found;
  }

  private static void permute(double[] values, int from, List<double[]> found) {
    if (from == values.length) {
      found.add(values.clone());
      return;
    }
    for (int i = from; i < values.length; i++) {
      swap(values, from, i);
      permute(values, from + 1, found);
      swap(values, from, i);
    }
  }

  private static void swap(double[] values, int i, int j) {
    double kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
}
