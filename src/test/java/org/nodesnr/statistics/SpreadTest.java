package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
  /** numpy.mean and numpy.std(ddof=1) of 0.98, 0.985, 0.97. */
  @Test
  void meanAndDeviationAsNumpyHasThem() {
    Spread spread = Spread.of(0.98, 0.985, 0.97);
    assertThat(spread.mean()).isCloseTo(0.9783333333333332, within(1e-15));
    assertThat(spread.deviation()).isCloseTo(0.00763762615825974, within(1e-15));
  }

  @Test
  void fewNumbersAndNan() {
    assertThat(Spread.of()).isEqualTo(new Spread(Double.NaN, Double.NaN));
    assertThat(Spread.of(3)).isEqualTo(new Spread(3, Double.NaN));
    assertThat(Spread.of(3, 3)).isEqualTo(new Spread(3, 0));
    assertThat(Spread.of(3, Double.NaN)).isEqualTo(new Spread(Double.NaN, Double.NaN));
  }
}
