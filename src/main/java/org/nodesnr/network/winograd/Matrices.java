package org.nodesnr.network.winograd;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** Matrices one behind the other in native memory, where BLAS finds them. */
final class Matrices implements AutoCloseable {
  final FloatBuffer values;
  final List<FloatPointer> pointers = new ArrayList<>();
  private final FloatPointer memory;
  private final int stride;

  Matrices(int count, int stride) {
    this.stride = stride;
    this.memory = new FloatPointer((long) count * stride);
    this.values = memory.asBuffer();
    for (int i = 0; i < count; i++) {
      pointers.add(memory.getPointer((long) i * stride));
    }
  }

  /** Tiles from the given one on, of the matrices from the given one on. */
  WinogradTiles.Place place(int matrix, int tile, int channels) {
    return new WinogradTiles.Place(values, matrix * stride + tile * channels, stride);
  }

  /** {@code C ← K B}, K rows × inner and B inner × columns, by columns. */
  static void multiply(
      FloatPointer k, int rows, FloatPointer b, int inner, int columns, FloatPointer c) {
    openblas.cblas_sgemm(
        openblas.CblasColMajor,
        openblas.CblasNoTrans,
        openblas.CblasNoTrans,
        rows,
        columns,
        inner,
        1,
        k,
        rows,
        b,
        inner,
        0,
        c,
        rows);
  }

  /** {@code C ← A Bᵀ} or {@code C ← C + A Bᵀ}, A rows × inner and B columns × inner, by columns. */
  static void multiplyTransposed(
      FloatPointer a,
      int rows,
      FloatPointer b,
      int columns,
      int inner,
      FloatPointer c,
      boolean add) {
    openblas.cblas_sgemm(
        openblas.CblasColMajor,
        openblas.CblasNoTrans,
        openblas.CblasTrans,
        rows,
        columns,
        inner,
        1,
        a,
        rows,
        b,
        columns,
        add ? 1 : 0,
        c,
        rows);
  }

  @Override
  public void close() {
    pointers.forEach(FloatPointer::close);
    memory.close();
  }
}
