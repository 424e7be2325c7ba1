package org.nodesnr.measures.norms;

import java.util.function.UnaryOperator;
import org.nodesnr.measures.curvature.Lanczos;

/** The largest singular value of a matrix, or of an operator with its transpose. */
public final class SpectralNorm {
  /** Residual of the eigenvalue of AᵀA; its own error is of the square of this. */
  private static final double TOLERANCE = 1e-8;

  private static final int MOST_PRODUCTS = 300;

  private SpectralNorm() {}

  /**
   * @param matrix row after row, from {@code at} on; not modified
   * @param at index of its first value
   * @param rows rows
   * @param columns columns
   * @return s₁; 0 for a matrix of zeros
   */
  public static double of(double[] matrix, int at, int rows, int columns) {
    double[] between = new double[rows];
    return of(
        v -> {
          double[] out = new double[columns];
          for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
              sum += matrix[at + i * columns + j] * v[j];
            }
            between[i] = sum;
          }
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
              out[j] += matrix[at + i * columns + j] * between[i];
            }
          }
          return out;
        },
        columns);
  }

  /**
   * @param squared v to AᵀA v
   * @param dimension length of v
   * @return s₁ of A
   */
  static double of(UnaryOperator<double[]> squared, int dimension) {
    double largest =
        Lanczos.largest(squared, dimension, 1, 0, MOST_PRODUCTS, TOLERANCE, 1).values()[0];
    return Math.sqrt(Math.max(0, largest));
  }
}
