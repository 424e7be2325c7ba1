package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanIntervalTest {
  private static void check(double[] values, double level, double mean, double low, double high) {
    MeanInterval interval = MeanInterval.of(values, level);
    assertThat(interval.n()).isEqualTo(values.length);
    assertThat(interval.mean()).isCloseTo(mean, within(1e-14));
    assertThat(interval.lower()).isCloseTo(low, within(1e-9));
    assertThat(interval.upper()).isCloseTo(high, within(1e-9));
  }

  /** SciPy 1.17.1: t.interval(level, n - 1, mean(v), sem(v)). */
  @Test
  void asScipyHasIt() {
    double[] four = {0.3, -0.1, 0.25, 0.7};
    check(four, 0.95, 0.2875, -0.23371161480852565, 0.8087116148085256);
    check(four, 0.9, 0.2875, -0.09792688184492365, 0.6729268818449234);
    check(new double[] {1.5, 2.5}, 0.95, 2, -4.353102368087347, 8.353102368087347);
    double[] five = {-0.02, -0.013, -0.031, -0.027, -0.018};
    check(five, 0.95, -0.0218, -0.030727900892444312, -0.012872099107555688);
    assertThat(MeanInterval.of(four, 0.95).sign()).isZero();
    assertThat(MeanInterval.of(five, 0.95).sign()).isEqualTo(-1);
  }

  @Test
  void fewNumbersAndNan() {
    MeanInterval none = MeanInterval.of(new double[0], 0.95);
    assertThat(none.mean()).isNaN();
    assertThat(none.sign()).isZero();
    MeanInterval one = MeanInterval.of(new double[] {3}, 0.95);
    assertThat(one.mean()).isEqualTo(3);
    assertThat(one.lower()).isNaN();
    assertThat(one.sign()).isZero();
    MeanInterval same = MeanInterval.of(new double[] {3, 3, 3}, 0.95);
    assertThat(same.lower()).isEqualTo(3);
    assertThat(same.sign()).isEqualTo(1);
    assertThat(MeanInterval.of(new double[] {3, Double.NaN}, 0.95).sign()).isZero();
  }
}
