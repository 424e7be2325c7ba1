package org.nodesnr.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A product of matrices of single precision in the same memory again and again, by ND4J's {@code
 * matmul}. For arrays in C order that runs on oneDNN, which chooses its kernels by the processor's
 * features, where OpenBLAS knows processors by name and takes slow kernels for those it doesn't.
 *
 * <p>All arrays are whole ones in Fortran order, as everywhere here: the columns of such a matrix
 * are the rows of its transpose in C order, without moving a value.
 */
public final class RowProduct {
  private final CustomOp replace;
  private final CustomOp add;

  private RowProduct(INDArray left, INDArray right, INDArray result, int leftAcross) {
    this.replace = operation(left, right, result, leftAcross, 0);
    this.add = operation(left, right, result, leftAcross, 1);
  }

  /**
   * {@code C = X Rᵀ}.
   *
   * @param x X, n × k
   * @param r R, m × k
   * @param c C, n × m
   * @return the product, which reads and writes them whenever it runs
   */
  public static RowProduct across(INDArray x, INDArray r, INDArray c) {
    return new RowProduct(rows(r), rows(x), rows(c), 1);
  }

  /**
   * {@code Y = Wᵀ X}.
   *
   * @param w W, k × m
   * @param x X, k × n
   * @param y Y, m × n
   * @return the product, which reads and writes them whenever it runs
   */
  public static RowProduct along(INDArray w, INDArray x, INDArray y) {
    return new RowProduct(rows(x), rows(w), rows(y), 0);
  }

  private static CustomOp operation(
      INDArray left, INDArray right, INDArray result, int leftAcross, double beta) {
    return DynamicCustomOp.builder("matmul")
        .addInputs(left, right)
        .addOutputs(result)
        .addIntegerArguments(leftAcross, 1 - leftAcross, 0)
        .addFloatingPointArguments(1.0, beta)
        .build();
  }

  /** The same memory as a matrix in C order: a row for each column. */
  private static INDArray rows(INDArray matrix) {
    if (matrix.ordering() != 'f' || matrix.offset() != 0) {
      throw new IllegalArgumentException("expected a whole array in Fortran order");
    }
    long[] shape = {matrix.columns(), matrix.rows()};
    return Nd4j.create(matrix.data(), shape, new long[] {shape[1], 1}, 0, 'c');
  }

  /**
   * Computes the product.
   *
   * @param keep whether to add it to what the result holds; otherwise that need not be numbers
   */
  public void run(boolean keep) {
    Nd4j.exec(keep ? add : replace);
  }
}
