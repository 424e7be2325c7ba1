package org.nodesnr.measures.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.measures.net.Products.Operand;

/** Products of long columns, which are made in pieces, against plain sums in double precision. */
class ProductsTest {
  @ParameterizedTest
  @CsvSource({"20,50,2501", "20,50,900", "64,75,576", "1,2,70000"})
  void ofLongColumns(int m, int n, int k) {
    SplittableRandom random = new SplittableRandom(k);
    Reals a = Precision.SINGLE.zeros(m * k);
    Reals b = Precision.SINGLE.zeros(k * n);
    a.fill(random.doubles(m * k, -1, 1).toArray(), 0);
    b.fill(random.doubles(k * n, -1, 1).toArray(), 0);
    double[] expected = new double[m * n];
    for (int s = 0; s < k; s++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          expected[i * n + j] += a.get(s * m + i) * b.get(s * n + j);
        }
      }
    }
    Operand left = Operand.of(a, k, m).transpose();
    Operand right = Operand.of(b, k, n);
    Reals product = Precision.SINGLE.zeros(m * n);
    double[] sums = new double[m * n + 1];
    try (Products products = new Products()) {
      products.multiply(left, right, Operand.of(product, m, n), false);
      products.multiply(left, right, Operand.of(product, m, n), true);
      products.add(left, right, 0.5, sums, 1);
    }
    double tolerance = 1e-5 * Math.sqrt(k);
    for (int i = 0; i < m * n; i++) {
      assertThat(product.get(i)).isEqualTo(2 * expected[i], within(tolerance));
      assertThat(sums[i + 1]).isEqualTo(expected[i] / 2, within(tolerance));
    }
  }
}
