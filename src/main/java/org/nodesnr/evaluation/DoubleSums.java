package org.nodesnr.evaluation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.HostFloats;

/** A matrix that is summed on the device in single precision and flushed into doubles. */
final class DoubleSums implements AutoCloseable {
  private static final int CHUNK = 1 << 14;

  /** Observations after which rounding asks for a flush. */
  private static final int FLUSH_OBSERVATIONS = 4096;

  private final INDArray partial;
  private final double[] total;
  private final float[] chunk = new float[CHUNK];
  private int pending;

  DoubleSums(int rows, int columns) {
    this.partial = HostFloats.matrix(rows, columns);
    this.total = new double[Math.multiplyExact(rows, columns)];
  }

  /** Where products are added with factor {@link #beta()}. */
  INDArray partial() {
    return partial;
  }

  /** 0 after a flush, so that what was there is overwritten, else 1. */
  float beta() {
    return pending == 0 ? 0 : 1;
  }

  /**
   * To be called after a product.
   *
   * @param observations how many went into it
   */
  void added(int observations) {
    pending += observations;
    if (pending >= FLUSH_OBSERVATIONS) {
      flush();
    }
  }

  /** The sums so far, in Fortran order; valid until the next product. */
  double[] total() {
    flush();
    return total;
  }

  private void flush() {
    if (pending == 0) {
      return;
    }
    pending = 0;
    for (int from = 0; from < total.length; from += CHUNK) {
      int n = Math.min(CHUNK, total.length - from);
      HostFloats.read(partial, from, chunk, n);
      for (int k = 0; k < n; k++) {
        total[from + k] += chunk[k];
      }
    }
  }

  @Override
  public void close() {
    partial.close();
  }
}
