package org.nodesnr.api;

import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A matrix in single precision, as the evaluator computes.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param values row after row
 */
record Matrix(int rows, int columns, float[] values) {

  static Matrix of(String name, double[][] rows) {
    Matrix matrix = empty(name, rows.length, rows.length == 0 ? 0 : rows[0].length);
    for (int r = 0; r < rows.length; r++) {
      matrix.checkRow(name, r, rows[r].length);
      for (int c = 0; c < matrix.columns; c++) {
        matrix.values[r * matrix.columns + c] = (float) rows[r][c];
      }
    }
    return matrix;
  }

  static Matrix of(String name, float[][] rows) {
    Matrix matrix = empty(name, rows.length, rows.length == 0 ? 0 : rows[0].length);
    for (int r = 0; r < rows.length; r++) {
      matrix.checkRow(name, r, rows[r].length);
      System.arraycopy(rows[r], 0, matrix.values, r * matrix.columns, matrix.columns);
    }
    return matrix;
  }

  static Matrix of(String name, INDArray array) {
    if (array.rank() != 2) {
      throw new IllegalArgumentException(
          name + " must be a matrix, but its rank is " + array.rank());
    }
    return new Matrix(
        Math.toIntExact(array.size(0)), Math.toIntExact(array.size(1)), rowMajor(array));
  }

  /**
   * @param array of any rank, type and order; not modified
   * @return its values in C order
   */
  static float[] rowMajor(INDArray array) {
    return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
  }

  /** The values column after column, in an array of its own. */
  float[] columnMajor() {
    float[] result = new float[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        result[c * rows + r] = values[r * columns + c];
      }
    }
    return result;
  }

  private static Matrix empty(String name, int rows, int columns) {
    if (rows == 0 || columns == 0) {
      throw new IllegalArgumentException(name + " is empty: " + rows + " × " + columns);
    }
    return new Matrix(rows, columns, new float[Math.multiplyExact(rows, columns)]);
  }

  private void checkRow(String name, int row, int length) {
    if (length != columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is ragged: row %d has %d values, row 0 has %d",
              name,
              row,
              length,
              columns));
    }
  }
}
