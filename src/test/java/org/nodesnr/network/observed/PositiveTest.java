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
    Positive.indicate(values, values.length - 1);
    assertThat(values).containsExactly(1, 1, 1, 1, 1, 1, 0, 0, 0, 0, Float.NEGATIVE_INFINITY);
  }

  @Test
  void nanMakesTheCountNan() {
    float[] values = {Float.NaN};
    Positive.indicate(values, 1);
    assertThat(values[0]).isNaN();
  }
}
