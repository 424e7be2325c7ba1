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
  /** Values that are copied at a time where they are used but once: 16 KiB of floats. */
  private static final int PIECE = 1 << 12;

  /** The most multiplications of a small product, as OpenBLAS for AVX-512 has it. */
  private static final int SMALL = 1_000_000;

  /** The least length of a column that is worth a call. */
  private static final int SHORT = 96;

  private final FloatPointer[] floats = new FloatPointer[3];
  private final DoublePointer[] doubles = new DoublePointer[3];
  private final Map<float[], FloatPointer> held = new IdentityHashMap<>();
  private double operations;

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

    private int length() {
      return rows * columns;
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
    if (a.outer() != c.rows() || b.inner() != c.columns() || c.transposed()) {
      throw new IllegalArgumentException(a + " times " + b + " is no " + c);
    }
    if (c.values() instanceof Reals.Floats floats) {
      FloatPointer to = multiply(a, b, put(2, c, add), add);
      to.get(floats.values(), c.from(), c.length());
    } else {
      DoublePointer to = multiply(a, b, putDoubles(2, c, add), add);
      to.get(((Reals.Doubles) c.values()).values(), c.from(), c.length());
    }
  }

  /**
   * Adds the product of two matrices, times a factor, to sums in double precision.
   *
   * @param a A, m × k
   * @param b B, k × n
   * @param factor a power of two, or rounding is that of the factor, too
   * @param sum modified
   * @param first index there of the product's first value
   * @throws IllegalArgumentException when the sizes don't fit together
   */
  public void add(Operand a, Operand b, double factor, double[] sum, int first) {
    int length = a.outer() * b.inner();
    if (a.values() instanceof Reals.Floats) {
      FloatPointer product = multiply(a, b, floats(2, length), false);
      float[] piece = new float[Math.min(length, PIECE)];
      for (int from = 0; from < length; from += PIECE) {
        int count = Math.min(PIECE, length - from);
        product.getPointer(from).get(piece, 0, count);
        for (int i = 0; i < count; i++) {
          sum[first + from + i] += piece[i] * factor;
        }
      }
    } else {
      DoublePointer product = multiply(a, b, doubles(2, length), false);
      double[] values = new double[length];
      product.get(values, 0, length);
      for (int i = 0; i < length; i++) {
        sum[first + i] += values[i] * factor;
      }
    }
  }

  /** Floating-point operations of all products so far, two for each multiply-add. */
  double operations() {
    return operations;
  }

  private void count(Operand a, Operand b) {
    if (a.inner() != b.outer()) {
      throw new IllegalArgumentException(a + " has no product with " + b);
    }
    operations += 2.0 * a.outer() * a.inner() * b.inner();
  }

  /**
   * Of a small product of long columns the sum is cut in pieces that are {@link #SMALL}: OpenBLAS
   * multiplies these without sorting their values before.
   */
  private FloatPointer multiply(Operand a, Operand b, FloatPointer to, boolean add) {
    count(a, b);
    FloatPointer left = put(0, a, true);
    FloatPointer right = put(1, b, true);
    int most = SMALL / (a.outer() * b.inner());
    if (most < SHORT || a.inner() <= most || !a.transposed() || b.transposed()) {
      multiply(a, b, left, right, a.inner(), to, add);
      return to;
    }
    int parts = (a.inner() + most - 1) / most;
    for (int part = 0; part < parts; part++) {
      long from = (long) part * a.inner() / parts;
      int length = (int) ((part + 1L) * a.inner() / parts - from);
      FloatPointer rows = left.getPointer(from * a.columns());
      FloatPointer others = right.getPointer(from * b.columns());
      multiply(a, b, rows, others, length, to, add || part > 0);
    }
    return to;
  }

  private static void multiply(
      Operand a,
      Operand b,
      FloatPointer left,
      FloatPointer right,
      int k,
      FloatPointer to,
      boolean add) {
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        a.operation(),
        b.operation(),
        a.outer(),
        b.inner(),
        k,
        1f,
        left,
        a.columns(),
        right,
        b.columns(),
        add ? 1f : 0f,
        to,
        b.inner());
  }

  private DoublePointer multiply(Operand a, Operand b, DoublePointer to, boolean add) {
    count(a, b);
    openblas.cblas_dgemm(
        openblas.CblasRowMajor,
        a.operation(),
        b.operation(),
        a.outer(),
        b.inner(),
        a.inner(),
        1,
        putDoubles(0, a, true),
        a.columns(),
        putDoubles(1, b, true),
        b.columns(),
        add ? 1 : 0,
        to,
        b.inner());
    return to;
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
    if (copy && matrix.from() == 0) {
      FloatPointer there = held.get(((Reals.Floats) matrix.values()).values());
      if (there != null) {
        return there;
      }
    }
    FloatPointer to = floats(slot, matrix.length());
    if (copy) {
      to.put(((Reals.Floats) matrix.values()).values(), matrix.from(), matrix.length());
    }
    return to;
  }

  private FloatPointer floats(int slot, int length) {
    if (floats[slot] == null || floats[slot].capacity() < length) {
      if (floats[slot] != null) {
        floats[slot].close();
      }
      floats[slot] = new FloatPointer(length);
    }
    return floats[slot];
  }

  private DoublePointer putDoubles(int slot, Operand matrix, boolean copy) {
    DoublePointer to = doubles(slot, matrix.length());
    if (copy) {
      to.put(((Reals.Doubles) matrix.values()).values(), matrix.from(), matrix.length());
    }
    return to;
  }

  private DoublePointer doubles(int slot, int length) {
    if (doubles[slot] == null || doubles[slot].capacity() < length) {
      if (doubles[slot] != null) {
        doubles[slot].close();
      }
      doubles[slot] = new DoublePointer(length);
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
