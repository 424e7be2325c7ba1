package org.nodesnr.network.winograd;

/**
 * Sums of multiples of vectors. Every loop has one or two results and reads all arrays at the same
 * index: the JIT compiler vectorises such loops, and not those that do more at once.
 */
final class VectorLoops {
  private VectorLoops() {}

  /** {@code (x, y) ← (x + y, x − y)}. */
  static void butterfly(float[] x, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      float a = x[i];
      float b = y[i];
      x[i] = a + b;
      y[i] = a - b;
    }
  }

  /** {@code r ← r + x}. */
  static void add(float[] r, float[] x, int length) {
    for (int i = 0; i < length; i++) {
      r[i] += x[i];
    }
  }

  /** {@code r ← a x + b y}. */
  static void sum(float[] r, float a, float[] x, float b, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      r[i] = a * x[i] + b * y[i];
    }
  }

  /** {@code r ← a x + b y + c z}. */
  static void sum(
      float[] r, float a, float[] x, float b, float[] y, float c, float[] z, int length) {
    for (int i = 0; i < length; i++) {
      r[i] = a * x[i] + b * y[i] + c * z[i];
    }
  }

  /** {@code r ← a x + b y + c z + d w}. */
  static void sum(
      float[] r,
      float a,
      float[] x,
      float b,
      float[] y,
      float c,
      float[] z,
      float d,
      float[] w,
      int length) {
    for (int i = 0; i < length; i++) {
      r[i] = a * x[i] + b * y[i] + c * z[i] + d * w[i];
    }
  }
}
