package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LabelPlacementTest {
  private static final Span RANGE = new Span(10, 110);
  private static final double NONE = Double.NaN;

  private static double[] place(double height, double... wanted) {
    double[] heights = new double[wanted.length];
    Arrays.fill(heights, height);
    return LabelPlacement.of(wanted, heights, RANGE).orElseThrow();
  }

  @Test
  void labelsThatDoNotTouchStay() {
    assertThat(place(10, 90, 20, 55)).containsExactly(90, 20, 55);
    assertThat(place(10, 50)).containsExactly(50);
    assertThat(place(10)).isEmpty();
  }

  @Test
  void labelsThatTouchMoveApartAboutTheirMean() {
    assertThat(place(10, 52, 50)).containsExactly(56, 46);
    assertThat(place(10, 50, 80, 50, 50)).as("ties in order").containsExactly(40, 80, 50, 60);
    // 50, 55 and 64 want to be 45, 55 and 65 plus the same: their mean is 56.33
    assertThat(place(10, 50, 55, 64)).containsExactly(new double[] {46.33, 56.33, 66.33}, close());
  }

  @Test
  void allOfEveryLabelIsInTheRange() {
    assertThat(place(10, 10, 110, -500)).containsExactly(25, 105, 15);
    assertThat(place(10, 109, 110)).containsExactly(95, 105);
    assertThat(place(10, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))
        .containsExactly(105, 15);
  }

  @Test
  void whatHasNoPlaceTakesNone() {
    assertThat(place(10, NONE, 50, NONE, 50)).containsExactly(NONE, 45, NONE, 55);
    assertThat(place(10, NONE)).containsExactly(NONE);
  }

  @Test
  void asManyAsFitAndNoMore() {
    assertThat(place(25, 60, 60, 60, 60)).containsExactly(22.5, 47.5, 72.5, 97.5);
    double[] five = {60, 60, 60, 60, 60};
    double[] heights = {25, 25, 25, 25, 25};
    assertThat(LabelPlacement.of(five, heights, RANGE)).isEmpty();
    five[2] = NONE;
    assertThat(LabelPlacement.of(five, heights, RANGE)).isPresent();
  }

  @Test
  void labelsMayDifferInHeight() {
    assertThat(
            LabelPlacement.of(new double[] {50, 50, 50}, new double[] {20, 10, 30}, RANGE)
                .orElseThrow())
        .containsExactly(new double[] {33.33, 48.33, 68.33}, close());
  }

  /**
   * Random labels: in order, apart, in the range, and no random small change that keeps all that is
   * nearer; the problem is convex, so that nothing is.
   */
  @Test
  void noOtherPlacesAreNearer() {
    Random random = new Random(7);
    for (int trial = 0; trial < 300; trial++) {
      int n = 1 + random.nextInt(7);
      double[] wanted = random.doubles(n, 0, 120).toArray();
      double[] heights = random.doubles(n, 2, 20).toArray();
      Optional<double[]> found = LabelPlacement.of(wanted, heights, RANGE);
      assertThat(found.isPresent()).isEqualTo(Arrays.stream(heights).sum() <= RANGE.length());
      if (found.isEmpty()) {
        continue;
      }
      double[] placed = found.get();
      assertThat(allowed(placed, wanted, heights, 1e-9)).isTrue();
      double best = cost(placed, wanted);
      for (int change = 0; change < 300; change++) {
        double size = Math.pow(10, -random.nextInt(4));
        double[] other =
            IntStream.range(0, n)
                .mapToDouble(i -> placed[i] + size * random.nextGaussian())
                .toArray();
        if (allowed(other, wanted, heights, 0)) {
          assertThat(cost(other, wanted)).isGreaterThan(best - 1e-9);
        }
      }
    }
  }

  private static double cost(double[] placed, double[] wanted) {
    return IntStream.range(0, placed.length)
        .mapToDouble(i -> placed[i] - RANGE.clamp(wanted[i]))
        .map(d -> d * d)
        .sum();
  }

  private static boolean allowed(double[] placed, double[] wanted, double[] heights, double slack) {
    for (int i = 0; i < placed.length; i++) {
      if (placed[i] - heights[i] / 2 < RANGE.from() - slack
          || placed[i] + heights[i] / 2 > RANGE.to() + slack) {
        return false;
      }
      for (int j = 0; j < placed.length; j++) {
        if (wanted[i] < wanted[j]
            && placed[j] - placed[i] < (heights[i] + heights[j]) / 2 - slack) {
          return false;
        }
      }
    }
    return true;
  }

  private static Offset<Double> close() {
    return within(0.005);
  }
}
