package org.nodesnr.measures.curvature;

import org.nodesnr.measures.net.Reals;

/** Arithmetic with vectors of a basis that is kept in single or in double precision. */
final class BasisVectors {
  /** Sums beside one another: each addition would else wait for the one before. */
  private static final int SUMS = 8;

  private BasisVectors() {}

  /** v · q, in double precision. */
  static double dot(double[] v, Reals q) {
    int whole = v.length - v.length % SUMS;
    double rest = 0;
    for (int j = whole; j < v.length; j++) {
      rest += v[j] * q.get(j);
    }
    if (q instanceof Reals.Floats floats) {
      return rest + dot(v, floats.values(), whole);
    }
    for (int j = 0; j < whole; j++) {
      rest += v[j] * q.get(j);
    }
    return rest;
  }

  private static double dot(double[] v, float[] q, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    for (int j = 0; j < count; j += SUMS) {
      a += v[j] * q[j];
      b += v[j + 1] * q[j + 1];
      c += v[j + 2] * q[j + 2];
      d += v[j + 3] * q[j + 3];
      e += v[j + 4] * q[j + 4];
      f += v[j + 5] * q[j + 5];
      g += v[j + 6] * q[j + 6];
      h += v[j + 7] * q[j + 7];
    }
    return a + b + (c + d) + (e + f + (g + h));
  }

  /** {@code v ← v + factor q}. */
  static void add(double factor, Reals q, double[] v) {
    if (q instanceof Reals.Floats floats) {
      float[] values = floats.values();
      for (int j = 0; j < v.length; j++) {
        v[j] += factor * values[j];
      }
      return;
    }
    for (int j = 0; j < v.length; j++) {
      v[j] += factor * q.get(j);
    }
  }
}
