package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutMasksTest {
  private static float[] draw(double p, int length, long seed) {
    float[] mask = new float[length];
    new DropoutMasks(p).draw(new SplittableRandom(seed), mask, length);
    return mask;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 0.5, 0.9})
  void dropsTheShareAskedFor(double p) {
    int n = 200_001;
    int dropped = 0;
    for (float v : draw(p, n, 4)) {
      if (v == 0) {
        dropped++;
      } else {
        assertThat(v).isEqualTo((float) (1 / (1 - p)));
      }
    }
    assertThat((double) dropped / n).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / n)));
  }

  @Test
  void dropsNothingWithProbabilityZero() {
    assertThat(draw(0, 1001, 1)).containsOnly(1f);
  }

  @Test
  void bothHalvesOfANumberAreIndependent() {
    float[] mask = draw(0.5, 200_000, 9);
    int both = 0;
    for (int i = 0; i < mask.length; i += 2) {
      both += mask[i] == 0 && mask[i + 1] == 0 ? 1 : 0;
    }
    assertThat(both / 100_000.0).isCloseTo(0.25, within(4 * Math.sqrt(0.25 * 0.75 / 100_000)));
  }

  /** A half below 2³² p drops, the high half first. */
  @Test
  void followsTheRule() {
    SplittableRandom random = new SplittableRandom(77);
    long threshold = Math.round(0.3 * 0x1.0p32);
    float[] mask = draw(0.3, 1001, 77);
    for (int i = 0; i < mask.length; i += 2) {
      long bits = random.nextLong();
      assertThat(mask[i] == 0).isEqualTo((bits >>> 32) < threshold);
      if (i + 1 < mask.length) {
        assertThat(mask[i + 1] == 0).isEqualTo((bits & 0xffffffffL) < threshold);
      }
    }
  }

  @Test
  void writesNoMoreThanAskedFor() {
    float[] mask = {7, 7, 7, 7};
    new DropoutMasks(0.5).draw(new SplittableRandom(1), mask, 3);
    assertThat(mask[3]).isEqualTo(7);
  }
}
