package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrossingTest {
  private static final double[] STEPS = {0, 100, 200, 400, 800};

  private static Crossing first(double share, double... values) {
    return Crossing.first(STEPS, values, share).orElseThrow();
  }

  @Test
  void aRisingCurveIsInterpolated() {
    // total change 10; half of it, 5, lies a quarter of the way from 4 to 8
    assertThat(first(0.5, 0, 2, 4, 8, 10)).isEqualTo(new Crossing(250, 200, 400));
    assertThat(first(0.9, 0, 2, 4, 8, 10)).isEqualTo(new Crossing(600, 400, 800));
    assertThat(first(1, 0, 2, 4, 8, 10)).isEqualTo(new Crossing(800, 400, 800));
  }

  @Test
  void aFallingCurveHasTheSameCrossings() {
    assertThat(first(0.5, 7, 5, 3, -1, -3)).isEqualTo(new Crossing(250, 200, 400));
  }

  @Test
  void aPointOnTheShareEndsItsInterval() {
    assertThat(first(0.5, 0, 5, 7, 8, 10)).isEqualTo(new Crossing(100, 0, 100));
  }

  @Test
  void theFirstCrossingCountsWhereACurveTurnsBack() {
    // 0.5 is crossed upwards at 50, downwards, and upwards again
    assertThat(first(0.5, 0, 10, 1, 2, 10)).isEqualTo(new Crossing(50, 0, 100));
    // it overshoots: 90% of the total change of 4 are 3.6 of the first 12
    assertThat(first(0.9, 0, 12, 9, 6, 4).step()).isEqualTo(30, within(1e-12));
  }

  @Test
  void aCurveThatFirstMovesAwayReachesItLater() {
    // progress 0, -1, -0.5, 1.5, 1
    assertThat(first(0.5, 10, 6, 8, 16, 14)).isEqualTo(new Crossing(300, 200, 400));
    // a U: down by 4, up by 5
    assertThat(first(0.9, 5, 1, 2, 4, 6).step()).isEqualTo(400 + 400 * 1.9 / 2, within(1e-9));
  }

  @Test
  void undefinedPointsArePassedOver() {
    double nan = Double.NaN;
    assertThat(first(0.5, nan, 0, nan, 4, 8)).isEqualTo(new Crossing(400, 100, 400));
    assertThat(first(0.25, nan, 0, nan, 4, 8)).isEqualTo(new Crossing(250, 100, 400));
  }

  @Test
  void withoutATotalChangeThereIsNone() {
    assertThat(Crossing.first(STEPS, new double[] {1, 5, 3, 2, 1}, 0.5)).isEmpty();
    double nan = Double.NaN;
    assertThat(Crossing.first(STEPS, new double[] {1, nan, nan, nan, nan}, 0.5)).isEmpty();
    assertThat(Crossing.first(new double[0], new double[0], 0.5)).isEmpty();
  }

  @Test
  void crossingsWithinTheSameIntervalAreNotOrdered() {
    Crossing early = new Crossing(250, 200, 400);
    Crossing late = new Crossing(390, 200, 400);
    Crossing next = new Crossing(401, 400, 800);
    assertThat(early.before(late)).isFalse();
    assertThat(late.before(early)).isFalse();
    assertThat(early.before(next)).isTrue();
    assertThat(next.before(early)).isFalse();
  }

  @Test
  void senselessArgumentsAreRefused() {
    assertThatThrownBy(() -> Crossing.first(STEPS, new double[3], 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Crossing.first(STEPS, new double[5], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
