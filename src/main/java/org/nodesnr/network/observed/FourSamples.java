package org.nodesnr.network.observed;

import java.util.Arrays;
import org.nodesnr.spec.Activation;

/**
 * Loops over the same values of up to four samples. Each reads and writes all its arrays at the
 * same index, from 0 on, for the JIT compiler vectorises only such; four values are added in single
 * precision and their sum to one in double precision.
 */
final class FourSamples {
  /** How many samples at a time. */
  static final int COUNT = 4;

  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final float[] d;
  private final float[] max;
  private final float[] min;
  private final float[] sum;
  private int count;

  /**
   * @param length the most values at a time
   */
  FourSamples(int length) {
    this.a = new float[length];
    this.b = new float[length];
    this.c = new float[length];
    this.d = new float[length];
    this.max = new float[length];
    this.min = new float[length];
    this.sum = new float[length];
  }

  /** Takes up the extremes so far. */
  void begin(float[] maxima, float[] minima, int from, int n) {
    System.arraycopy(maxima, from, max, 0, n);
    System.arraycopy(minima, from, min, 0, n);
  }

  /** Hands the extremes back. */
  void end(float[] maxima, float[] minima, int from, int n) {
    System.arraycopy(max, 0, maxima, from, n);
    System.arraycopy(min, 0, minima, from, n);
  }

  /**
   * Reads values; in place of samples that are missing, the first one's.
   *
   * @param values where they are
   * @param at index of the first value of the first sample
   * @param size from one sample to the next
   * @param samples how many, from 1 to 4
   * @param n how many values of each
   */
  void read(float[] values, int at, int size, int samples, int n) {
    count = samples;
    System.arraycopy(values, at, a, 0, n);
    System.arraycopy(values, samples > 1 ? at + size : at, b, 0, n);
    System.arraycopy(values, samples > 2 ? at + 2 * size : at, c, 0, n);
    System.arraycopy(values, samples > 3 ? at + 3 * size : at, d, 0, n);
  }

  void extremes(int n) {
    for (int k = 0; k < n; k++) {
      max[k] = Math.max(max[k], Math.max(Math.max(a[k], b[k]), Math.max(c[k], d[k])));
    }
    for (int k = 0; k < n; k++) {
      min[k] = Math.min(min[k], Math.min(Math.min(a[k], b[k]), Math.min(c[k], d[k])));
    }
  }

  /** Adds the sum of the samples. */
  void addSum(double[] sums, int from, int n) {
    blank(n);
    for (int k = 0; k < n; k++) {
      sum[k] = (a[k] + b[k]) + (c[k] + d[k]);
    }
    for (int k = 0; k < n; k++) {
      sums[from + k] += sum[k];
    }
  }

  /** Adds {@code g'(x)²} of outputs of g; the values are lost. */
  void addSquaredSlopes(Activation g, double[] sums, int from, int n) {
    squareSlopes(g, a, n);
    squareSlopes(g, b, n);
    squareSlopes(g, c, n);
    squareSlopes(g, d, n);
    addSum(sums, from, n);
  }

  private static void squareSlopes(Activation g, float[] h, int n) {
    switch (g) {
      case RELU -> Positive.indicate(h, n);
      case TANH -> {
        for (int k = 0; k < n; k++) {
          h[k] = (1 - h[k] * h[k]) * (1 - h[k] * h[k]);
        }
      }
      case SIGMOID -> {
        for (int k = 0; k < n; k++) {
          h[k] = h[k] * (1 - h[k]) * (h[k] * (1 - h[k]));
        }
      }
      case IDENTITY -> Arrays.fill(h, 0, n, 1f);
      case SOFTMAX -> throw new IllegalArgumentException("softmax before the last layer");
    }
  }

  /** Zeros in place of the samples that are missing. */
  private void blank(int n) {
    if (count < 2) {
      Arrays.fill(b, 0, n, 0f);
    }
    if (count < 3) {
      Arrays.fill(c, 0, n, 0f);
    }
    if (count < COUNT) {
      Arrays.fill(d, 0, n, 0f);
    }
  }
}
