package org.nodesnr.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Against sums in double precision. */
class RowProductTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void productsAcrossColumnsReplaceAndAdd() {
    INDArray x = matrix(37, 91);
    INDArray r = matrix(5, 91);
    INDArray c = matrix(37, 5);
    RowProduct product = RowProduct.across(x, r, c);
    product.run(false);
    check(c, (i, j) -> across(x, r, i, j));
    product.run(true);
    check(c, (i, j) -> 2 * across(x, r, i, j));
  }

  @Test
  void productsAlongColumns() {
    INDArray w = matrix(300, 17);
    INDArray x = matrix(300, 1);
    INDArray y = matrix(17, 1);
    RowProduct.along(w, x, y).run(false);
    check(y, (i, j) -> along(w, x, i, j));
  }

  @Test
  void otherOrdersAreRefused() {
    INDArray rows = Nd4j.create(DataType.FLOAT, new long[] {3, 2}, 'c');
    assertThatThrownBy(() -> RowProduct.across(rows, matrix(2, 2), matrix(3, 2)))
        .hasMessageContaining("Fortran");
  }

  private interface Entry {
    double at(int i, int j);
  }

  private static double across(INDArray x, INDArray r, int i, int j) {
    double sum = 0;
    for (int k = 0; k < x.columns(); k++) {
      sum += x.getDouble(i, k) * r.getDouble(j, k);
    }
    return sum;
  }

  private static double along(INDArray w, INDArray x, int i, int j) {
    double sum = 0;
    for (int k = 0; k < w.rows(); k++) {
      sum += w.getDouble(k, i) * x.getDouble(k, j);
    }
    return sum;
  }

  private static void check(INDArray result, Entry expected) {
    for (int i = 0; i < result.rows(); i++) {
      for (int j = 0; j < result.columns(); j++) {
        assertThat(result.getDouble(i, j)).isCloseTo(expected.at(i, j), within(1e-4));
      }
    }
  }

  private INDArray matrix(int rows, int columns) {
    INDArray matrix = HostFloats.matrix(rows, columns);
    float[] values = new float[rows * columns];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) (random.nextDouble() - 0.5);
    }
    HostFloats.write(values, values.length, matrix);
    return matrix;
  }
}
