package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nodesnr.UserError;

class RegimeInfluenceTest {
  private static final List<String> REGIMES =
      List.of("a", "b", "b", "c", "c", "c", "d", "e", "e", "f");
  private static final double[] X = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3.5};
  private static final double[] Y = {2, 7, 1, 8, 2, 8, 1, 8, 2.5, 9};

  private static Sample sample(List<String> regimes, double[] x, double[] y) {
    Sample.Builder sample = Sample.builder();
    for (int row = 0; row < x.length; row++) {
      sample.add("run " + row, regimes.get(row), "seed 1", Map.of("x", x[row], "y", y[row]));
    }
    return sample.build();
  }

  private static RegimeInfluence of(List<String> regimes, double[] x, double[] y) {
    return RegimeInfluence.of(sample(regimes, x, y), "x", "y", Bootstrap.withSeed(1));
  }

  private static double rho(double[] x, double[] y) {
    return Spearman.correlate(x, y, new PermutationOptions(0, 0, 1, 1)).coefficient();
  }

  private static double rho(IntPredicate kept) {
    int[] rows = IntStream.range(0, X.length).filter(kept).toArray();
    return rho(Pairs.select(X, rows), Pairs.select(Y, rows));
  }

  @Test
  void lowestAndHighestAreThoseOfTheRunsThatAreLeft() {
    RegimeInfluence influence = of(REGIMES, X, Y);
    double[] left =
        REGIMES.stream()
            .distinct()
            .mapToDouble(regime -> rho(row -> !REGIMES.get(row).equals(regime)))
            .toArray();
    assertThat(left).doesNotHaveDuplicates();
    double lowest = Arrays.stream(left).min().orElseThrow();
    double highest = Arrays.stream(left).max().orElseThrow();
    assertThat(influence.spearman()).isEqualTo(rho(X, Y)).isBetween(lowest, highest);
    assertThat(influence.n()).isEqualTo(10);
    assertThat(influence.regimes()).isEqualTo(6);
    RegimeInfluence.Omission least = influence.lowest().orElseThrow();
    RegimeInfluence.Omission most = influence.highest().orElseThrow();
    assertThat(least.spearman()).isEqualTo(lowest);
    assertThat(rho(row -> !REGIMES.get(row).equals(least.regime()))).isEqualTo(lowest);
    assertThat(most.spearman()).isEqualTo(highest);
    assertThat(rho(row -> !REGIMES.get(row).equals(most.regime()))).isEqualTo(highest);
  }

  /** All 3,125 resamples of five regimes, their rows copied out. */
  @Test
  void theIntervalIsThatOfWholeRegimes() {
    List<String> regimes = REGIMES.subList(0, 9);
    double[] x = Arrays.copyOf(X, 9);
    double[] y = Arrays.copyOf(Y, 9);
    int[][] members = {{0}, {1, 2}, {3, 4, 5}, {6}, {7, 8}};
    List<Double> all = new ArrayList<>();
    for (int code = 0; code < 3_125; code++) {
      int[] rows =
          IntStream.of(code / 625, code / 125 % 5, code / 25 % 5, code / 5 % 5, code % 5)
              .flatMap(regime -> Arrays.stream(members[regime]))
              .toArray();
      double rho = rho(Pairs.select(x, rows), Pairs.select(y, rows));
      if (!Double.isNaN(rho)) {
        all.add(rho);
      }
    }
    double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int resamples = 20_000;
    Interval interval =
        RegimeInfluence.of(sample(regimes, x, y), "x", "y", new Bootstrap(resamples, 0.9, 3))
            .interval();
    double noise = 4 * Math.sqrt(0.05 * 0.95 / resamples);
    assertThat(interval.lower())
        .isBetween(
            Bootstrap.quantile(sorted, 0.05 - noise), Bootstrap.quantile(sorted, 0.05 + noise));
    assertThat(interval.upper())
        .isBetween(
            Bootstrap.quantile(sorted, 0.95 - noise), Bootstrap.quantile(sorted, 0.95 + noise));
    assertThat(interval.clusters()).isEqualTo(5);
  }

  @Test
  void ofRegimesWithTheSameEffectTheFirstIsNamed() {
    double[] x = {1, 2, 3, 4};
    RegimeInfluence influence = of(List.of("a", "b", "c", "d"), x, x);
    RegimeInfluence.Omission same = new RegimeInfluence.Omission("a", 1);
    assertThat(influence.lowest()).contains(same);
    assertThat(influence.highest()).contains(same);
    assertThat(influence.interval().lower()).isNaN();
  }

  @Test
  void withoutARegimeTwoPointsAreNoCorrelation() {
    RegimeInfluence influence =
        of(List.of("a", "a", "b", "b"), new double[] {1, 2, 3, 5}, new double[] {1, 3, 2, 4});
    assertThat(influence.spearman())
        .isEqualTo(rho(new double[] {1, 2, 3, 4}, new double[] {1, 3, 2, 4}));
    assertThat(influence.lowest()).isEmpty();
    assertThat(influence.highest()).isEmpty();
  }

  @Test
  void runsWithoutAFiniteValueDoNotCount() {
    SplittableRandom random = new SplittableRandom(1);
    List<String> regimes = new ArrayList<>(REGIMES);
    double[] x = Arrays.copyOf(X, 12);
    double[] y = Arrays.copyOf(Y, 12);
    regimes.addAll(List.of("a", "not there"));
    x[10] = Double.NaN;
    y[10] = random.nextDouble();
    x[11] = random.nextDouble();
    y[11] = Double.POSITIVE_INFINITY;
    assertThat(of(regimes, x, y)).isEqualTo(of(REGIMES, X, Y));
  }

  @Test
  void whereAllAreEqualNothingIsDefined() {
    RegimeInfluence influence = of(REGIMES, X, new double[10]);
    assertThat(influence.spearman()).isNaN();
    assertThat(influence.lowest()).isEmpty();
    assertThat(influence.interval().lower()).isNaN();
  }

  @Test
  void aColumnThatNoRunHasIsNamed() {
    assertThatThrownBy(
            () -> RegimeInfluence.of(sample(REGIMES, X, Y), "x", "z", Bootstrap.withSeed(1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("z");
  }
}
