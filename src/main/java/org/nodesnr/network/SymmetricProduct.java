package org.nodesnr.network;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code X Xᵀ} at half the operations of a general product: only one triangle is computed, by
 * BLAS's {@code ssyrk}, called directly.
 */
public final class SymmetricProduct {
  private SymmetricProduct() {}

  /**
   * {@code C ← X Xᵀ + β C} in the lower triangle of C, the diagonal included. What the upper
   * triangle holds afterwards is not defined.
   *
   * @param x X, n × k; a whole array in Fortran order
   * @param c modified; C, n × n, likewise
   * @param beta β; where it is 0, C need not hold numbers
   * @throws IllegalArgumentException when C is not n × n, or either is not a whole array of floats
   *     in Fortran order
   */
  public static void add(INDArray x, INDArray c, float beta) {
    int n = x.rows();
    if (x.ordering() != 'f' || c.ordering() != 'f') {
      throw new IllegalArgumentException("expected arrays in Fortran order");
    }
    if (c.rows() != n || c.columns() != n) {
      throw new IllegalArgumentException(
          "the product of " + n + " rows is no " + c.rows() + " × " + c.columns());
    }
    openblas.cblas_ssyrk(
        openblas.CblasColMajor,
        openblas.CblasLower,
        openblas.CblasNoTrans,
        n,
        x.columns(),
        1f,
        HostFloats.pointer(x),
        n,
        beta,
        HostFloats.pointer(c),
        n);
  }
}
