package org.nodesnr.network.observed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositiveTest {
  @Test
  void countsWhatIsAboveZeroExactly() {
    float[] values = {
      9,
      Float.MIN_VALUE,
      Float.MIN_NORMAL,
      1,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      0f,
      -0f,
      -Float.MIN_VALUE,
      -1,
      Float.NEGATIVE_INFINITY
    };
    float[] tally = new float[10];
    tally[2] = 7;
    Positive.count(values, 1, tally);
    assertThat(tally).containsExactly(1, 1, 8, 1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void nanMakesTheCountNan() {
    float[] tally = new float[1];
    Positive.count(new float[] {Float.NaN}, 0, tally);
    assertThat(tally[0]).isNaN();
  }
}
