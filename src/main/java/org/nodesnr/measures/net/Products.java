package org.nodesnr.measures.net;

import java.util.IdentityHashMap;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Matrix products by OpenBLAS. Matrices are row-major parts of arrays; they are copied to memory
 * that BLAS can read, which is kept from product to product.
 *
 * <p>Not for use by several threads at once.
 */
public final class Products implements AutoCloseable {
  private final FloatPointer[] floats = new FloatPointer[3];
  private final DoublePointer[] doubles = new DoublePointer[3];
  private final Map<float[], FloatPointer> held = new IdentityHashMap<>();

  /**
   * A row-major matrix within an array.
   *
   * @param values the array
   * @param from index of its first value
   * @param rows rows as they lie in the array
   * @param columns columns likewise
   * @param transposed whether the matrix that is meant is the transpose
   */
  public record Operand(Reals values, int from, int rows, int columns, boolean transposed) {
    /**
     * A matrix at the beginning of an array.
     *
     * @param values the array
     * @param rows rows
     * @param columns columns
     * @return the matrix
     */
    public static Operand of(Reals values, int rows, int columns) {
      return new Operand(values, 0, rows, columns, false);
    }

    /**
     * @return the transpose
     */
    public Operand transpose() {
      return new Operand(values, from, rows, columns, !transposed);
    }

    private int outer() {
      return transposed ? columns : rows;
    }

    private int inner() {
      return transposed ? rows : columns;
    }

    private int operation() {
      return transposed ? openblas.CblasTrans : openblas.CblasNoTrans;
    }
  }

  /**
   * {@code C ← A B}, or {@code C ← C + A B}.
   *
   * @param a A, m × k
   * @param b B, k × n
   * @param c modified; C, m × n, not transposed
   * @param add whether the product is added
   * @throws IllegalArgumentException when the sizes don't fit together
   */
  public void multiply(Operand a, Operand b, Operand c, boolean add) {
    int m = c.rows();
    int n = c.columns();
    int k = a.inner();
    if (a.outer() != m || b.inner() != n || b.outer() != k || c.transposed()) {
      throw new IllegalArgumentException(a + " times " + b + " is no " + c);
    }
    if (c.values() instanceof Reals.Floats) {
      FloatPointer to = put(2, c, add);
      openblas.cblas_sgemm(
          openblas.CblasRowMajor,
          a.operation(),
          b.operation(),
          m,
          n,
          k,
          1f,
          put(0, a, true),
          a.columns(),
          put(1, b, true),
          b.columns(),
          add ? 1f : 0f,
          to,
          n);
      to.get(((Reals.Floats) c.values()).values(), c.from(), m * n);
    } else {
      DoublePointer to = putDoubles(2, c, add);
      openblas.cblas_dgemm(
          openblas.CblasRowMajor,
          a.operation(),
          b.operation(),
          m,
          n,
          k,
          1,
          putDoubles(0, a, true),
          a.columns(),
          putDoubles(1, b, true),
          b.columns(),
          add ? 1 : 0,
          to,
          n);
      to.get(((Reals.Doubles) c.values()).values(), c.from(), m * n);
    }
  }

  /**
   * Copies an array to where BLAS reads it, once for all products to come.
   *
   * @param values single precision, or nothing is held; to be held again when they are changed
   */
  public void hold(Reals values) {
    if (values instanceof Reals.Floats floats) {
      FloatPointer pointer =
          held.computeIfAbsent(floats.values(), key -> new FloatPointer(floats.length()));
      pointer.put(floats.values(), 0, floats.length());
    }
  }

  private FloatPointer put(int slot, Operand matrix, boolean copy) {
    int length = matrix.rows() * matrix.columns();
    if (copy && matrix.from() == 0) {
      FloatPointer there = held.get(((Reals.Floats) matrix.values()).values());
      if (there != null) {
        return there;
      }
    }
    if (floats[slot] == null || floats[slot].capacity() < length) {
      if (floats[slot] != null) {
        floats[slot].close();
      }
      floats[slot] = new FloatPointer(length);
    }
    if (copy) {
      floats[slot].put(((Reals.Floats) matrix.values()).values(), matrix.from(), length);
    }
    return floats[slot];
  }

  private DoublePointer putDoubles(int slot, Operand matrix, boolean copy) {
    int length = matrix.rows() * matrix.columns();
    if (doubles[slot] == null || doubles[slot].capacity() < length) {
      if (doubles[slot] != null) {
        doubles[slot].close();
      }
      doubles[slot] = new DoublePointer(length);
    }
    if (copy) {
      doubles[slot].put(((Reals.Doubles) matrix.values()).values(), matrix.from(), length);
    }
    return doubles[slot];
  }

  @Override
  public void close() {
    held.values().forEach(FloatPointer::close);
    held.clear();
    for (int slot = 0; slot < floats.length; slot++) {
      if (floats[slot] != null) {
        floats[slot].close();
      }
      if (doubles[slot] != null) {
        doubles[slot].close();
      }
    }
  }
}
