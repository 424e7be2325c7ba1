package org.nodesnr.measures.net;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * The sum A of products {@code r rᵀ} of vectors that are too many to be held at once, in single
 * precision.
 *
 * <p>Not for use by several threads at once.
 */
public final class SumOfSquares implements AutoCloseable {
  /** Values that are held of vectors: 16 MiB. */
  private static final int HELD = 1 << 22;

  private final int length;
  private final int atOnce;
  private final FloatPointer rows;
  private final FloatPointer sum;
  private final FloatPointer from;
  private final FloatPointer to;
  private final float[] values;
  private int count;

  /**
   * @param length of each vector
   */
  public SumOfSquares(int length) {
    this.length = length;
    this.atOnce = Math.max(1, HELD / length);
    this.rows = new FloatPointer((long) atOnce * length);
    this.sum = new FloatPointer((long) length * length);
    this.from = new FloatPointer(length);
    this.to = new FloatPointer(length);
    this.values = new float[length];
    sum.zero();
  }

  /**
   * @param vector r, not modified
   * @param factor what r is multiplied by before it is added
   * @throws IllegalArgumentException when it has another length
   */
  public void add(float[] vector, float factor) {
    if (vector.length != length) {
      throw new IllegalArgumentException(vector.length + " values instead of " + length);
    }
    for (int j = 0; j < length; j++) {
      values[j] = vector[j] * factor;
    }
    rows.getPointer((long) count * length).put(values, 0, length);
    count++;
    if (count == atOnce) {
      empty();
    }
  }

  /** One triangle is enough. */
  private void empty() {
    openblas.cblas_ssyrk(
        openblas.CblasColMajor,
        openblas.CblasLower,
        openblas.CblasNoTrans,
        length,
        count,
        1f,
        rows,
        length,
        1f,
        sum,
        length);
    count = 0;
  }

  /**
   * @param v of the vectors' length, not modified
   * @return A v
   */
  public double[] times(double[] v) {
    empty();
    for (int j = 0; j < length; j++) {
      values[j] = (float) v[j];
    }
    from.put(values, 0, length);
    openblas.cblas_ssymv(
        openblas.CblasColMajor, openblas.CblasLower, length, 1f, sum, length, from, 1, 0f, to, 1);
    to.get(values, 0, length);
    double[] product = new double[length];
    for (int j = 0; j < length; j++) {
      product[j] = values[j];
    }
    return product;
  }

  @Override
  public void close() {
    rows.close();
    sum.close();
    from.close();
    to.close();
  }
}
