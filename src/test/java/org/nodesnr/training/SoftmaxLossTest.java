package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxLossTest {

  @Test
  void isTheCrossEntropyAndItsGradient() {
    float[] z = {0.5f, -1.25f, 2, 0, 0, 0};
    int[] labels = {1, 2};
    double sum = Math.exp(0.5) + Math.exp(-1.25) + Math.exp(2);
    double expected = Math.log(sum) + 1.25 + Math.log(3);
    assertThat(SoftmaxLoss.lossAndGradient(z, labels, 3)).isCloseTo(expected, within(1e-12));
    float third = (float) (1.0 / 3);
    assertThat(z)
        .containsExactly(
            new float[] {
              (float) (Math.exp(0.5) / sum),
              (float) (Math.exp(-1.25) / sum - 1),
              (float) (Math.exp(2) / sum),
              third,
              third,
              (float) (1.0 / 3 - 1)
            },
            within(1e-7f));
  }

  @Test
  void staysFiniteForHugeLogits() {
    float[] z = {3e38f, 1e38f, -3e38f};
    double loss = SoftmaxLoss.lossAndGradient(z, new int[] {1}, 3);
    assertThat(loss).isCloseTo((double) 3e38f - 1e38f, within(1e31));
    assertThat(z).containsExactly(1, -1, 0);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void isNaNForALogitThatIsNotFinite(float bad) {
    for (int place = 0; place < 3; place++) {
      float[] z = {0, 1, 2, 0, 1, 2};
      z[place] = bad;
      assertThat(SoftmaxLoss.lossAndGradient(z, new int[] {1, 0}, 3)).isNaN();
    }
  }
}
