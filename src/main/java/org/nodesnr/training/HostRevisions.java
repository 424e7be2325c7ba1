package org.nodesnr.training;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Goes over parameters and their gradients, in pieces that stay within the cache. */
final class HostRevisions {
  private final float[] values = new float[Optimiser.STRETCH];
  private final float[] others = new float[Optimiser.STRETCH];

  /** As {@link Elementwise#revise}. */
  void revise(INDArray w, INDArray g, Elementwise.Revision revision) {
    FloatBuffer x = HostMemory.of(w);
    FloatBuffer y = HostMemory.of(g);
    int n = (int) w.length();
    for (int from = 0; from < n; from += values.length) {
      int length = Math.min(values.length, n - from);
      x.get(from, values, 0, length);
      y.get(from, others, 0, length);
      revision.revise(from / values.length, values, others, length);
      x.put(from, values, 0, length);
    }
  }

  /** As {@link Elementwise#sumOfSquares}. */
  double sumOfSquares(INDArray g) {
    FloatBuffer x = HostMemory.of(g);
    int n = (int) g.length();
    double sum = 0;
    for (int from = 0; from < n; from += values.length) {
      int length = Math.min(values.length, n - from);
      x.get(from, values, 0, length);
      sum += squares(values, length);
    }
    return sum;
  }

  /** In four sums, which need not wait for one another. */
  private static double squares(float[] x, int length) {
    int whole = length & ~3;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i < whole; i += 4) {
      a += (double) x[i] * x[i];
      b += (double) x[i + 1] * x[i + 1];
      c += (double) x[i + 2] * x[i + 2];
      d += (double) x[i + 3] * x[i + 3];
    }
    for (int i = whole; i < length; i++) {
      a += (double) x[i] * x[i];
    }
    return a + b + (c + d);
  }
}
