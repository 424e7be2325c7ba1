package org.nodesnr.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-2.5, -2.5",
    "100, 100",
    "60000, 60000",
    "0.1, 0.1",
    "5e-5, 0.00005",
    "2e-9, 2E-9",
    "1e23, 1E+23",
    "0.30000000000000004, 0.30000000000000004",
    "2.0e-3, 0.002",
    "NaN, ''",
    "-Infinity, -Infinity"
  })
  void exactIsShortAndReadsBack(double value, String text) {
    assertThat(Numbers.exact(value)).isEqualTo(text);
    assertThat(Numbers.parse(text)).isEqualTo(Double.valueOf(value));
  }

  @Test
  void everyDoubleReadsBack() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      assertThat(Double.compare(Numbers.parse(Numbers.exact(value)), value)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"0.6656, 3, 0.666", "-0.0004, 3, 0.000", "12345.678, 1, 12345.7", "1e-9, 2, 0.00"})
  void fixedKeepsTrailingZeros(double value, int decimals, String text) {
    assertThat(Numbers.fixed(value, decimals)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.123456789, 0.1234568", "12345678.9, 12345680", "0.25, 0.25", "1e-12, 1E-12"})
  void roundedKeepsSignificantDigits(double value, String text) {
    assertThat(Numbers.rounded(value, 7)).isEqualTo(text);
  }
}
