package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Correlations of samples whose outcome is known. */
class CorrelationTest {
  private static final PermutationOptions OPTIONS = PermutationOptions.withSeed(7);

  private interface Measure {
    Correlation of(double[] x, double[] y, Groups groups, PermutationOptions options);
  }

  private static final List<Measure> ALL =
      List.of(Pearson::correlateWithin, Spearman::correlateWithin, Kendall::correlateWithin);

  @Test
  void simpsonsParadoxIsUndoneByAdjusting() {
    Groups regimes = Groups.of(IntStream.range(0, 60).mapToObj(i -> "regime " + i % 6).toList());
    double[] x = new double[60];
    double[] y = new double[60];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < x.length; i++) {
      int group = regimes.groupOf(i);
      x[i] = random.nextDouble() + 2 * group;
      y[i] = 4 * group - x[i] + 0.1 * random.nextDouble();
    }
    for (Measure measure : ALL) {
      assertThat(measure.of(x, y, Groups.single(60), OPTIONS).coefficient()).isGreaterThan(0.5);
      assertThat(measure.of(x, y, regimes, OPTIONS).coefficient()).isLessThan(-0.3);
    }
  }

  @Test
  void theSignIsZeroWhereTheCoefficientIsButForRounding() {
    double[] coefficients = {-1, -1e-9, -3.3e-17, 0, 3.3e-17, 1e-9, 1, Double.NaN};
    double[] signs =
        Arrays.stream(coefficients)
            .map(c -> new Correlation(c, 1, PValueMethod.NOT_DEFINED, 5, 0, "").sign())
            .toArray();
    assertThat(signs).containsExactly(-1, -1, 0, 0, 0, 1, 1, Double.NaN);
  }

  @Test
  void monteCarloPermutationsApproachTheEnumeration() {
    double[] x = column(9, 3);
    double[] y = column(9, 4);
    PermutationOptions sampled = new PermutationOptions(10, 1, 40_000, 3);
    for (Measure measure : List.of(ALL.get(0), ALL.get(1))) {
      Correlation exact = measure.of(x, y, Groups.single(9), OPTIONS);
      Correlation random = measure.of(x, y, Groups.single(9), sampled);
      assertThat(exact.method()).isEqualTo(PValueMethod.EXACT_PERMUTATION);
      assertThat(random.method()).isEqualTo(PValueMethod.MONTE_CARLO_PERMUTATION);
      assertThat(random.pValue()).isNotEqualTo(exact.pValue());
      // four standard errors
      double error = Math.sqrt(exact.pValue() * (1 - exact.pValue()) / 40_000);
      assertThat(random.pValue()).isEqualTo(exact.pValue(), within(4 * error));
      assertThat(measure.of(x, y, Groups.single(9), sampled)).isEqualTo(random);
      assertThat(measure.of(x, y, Groups.single(9), sampled.reseeded(4))).isNotEqualTo(random);
    }
  }

  @Test
  void theObservedOrderCountsAsOneDraw() {
    double[] x = IntStream.range(0, 10).asDoubleStream().toArray();
    Correlation perfect = Pearson.correlate(x, x, new PermutationOptions(10, 1, 99, 3));
    assertThat(perfect.method()).isEqualTo(PValueMethod.MONTE_CARLO_PERMUTATION);
    assertThat(perfect.pValue()).isEqualTo(0.01);
  }

  @Test
  void theMethodFollowsTheNumberOfPairs() {
    assertThat(methods(9)).containsOnly(PValueMethod.EXACT_PERMUTATION);
    assertThat(methods(10))
        .containsExactly(
            PValueMethod.MONTE_CARLO_PERMUTATION,
            PValueMethod.MONTE_CARLO_PERMUTATION,
            PValueMethod.EXACT_PERMUTATION);
    assertThat(methods(11))
        .containsExactly(
            PValueMethod.T_APPROXIMATION,
            PValueMethod.T_APPROXIMATION,
            PValueMethod.EXACT_PERMUTATION);
    assertThat(methods(34))
        .containsExactly(
            PValueMethod.T_APPROXIMATION,
            PValueMethod.T_APPROXIMATION,
            PValueMethod.NORMAL_APPROXIMATION);
  }

  @Test
  void aRankingOfManyIsNeverImpossiblyRare() {
    double[] x = IntStream.range(0, 12).asDoubleStream().toArray();
    double factorial = 479_001_600;
    assertThat(Spearman.correlate(x, map(x, Math::exp), OPTIONS).pValue())
        .isEqualTo(2 / factorial, within(1e-20));
    double[] many = IntStream.range(0, 40).asDoubleStream().toArray();
    assertThat(Kendall.correlate(many, many, OPTIONS).pValue()).isBetween(2.4e-48, 2.5e-48);
  }

  @Test
  void copiesOfOneRowHaveNoCorrelation() {
    double[] x = {0.1, 0.3, 0.7};
    double[] y = {0.9, 0.2, 0.3};
    Groups groups = Groups.single(3);
    int[] weights = {0, 3, 0};
    assertThat(Pearson.ofWeights(x, y, groups).applyAsDouble(weights)).isNaN();
    assertThat(Spearman.ofWeights(x, y, groups).applyAsDouble(weights)).isNaN();
    assertThat(Kendall.ofWeights(x, y, groups).applyAsDouble(weights)).isNaN();
  }

  @Test
  void midRanksShareThePlacesOfTies() {
    assertThat(Ranks.midRanks(new double[] {3, -0.0, 3, 0.0, 7, 3}))
        .containsExactly(4, 1.5, 4, 1.5, 6, 4);
  }

  @Test
  void columnsOfDifferentLengthAreRefused() {
    assertThatThrownBy(() -> Pearson.correlate(new double[3], new double[4], OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("columns of different length: 3 and 4");
  }

  private static List<PValueMethod> methods(int n) {
    return ALL.stream()
        .map(m -> m.of(column(n, 1), column(n, 2), Groups.single(n), OPTIONS).method())
        .toList();
  }

  private static double[] column(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, n).mapToDouble(i -> 2 * random.nextDouble() - 1).toArray();
  }

  private static double[] map(double[] column, DoubleUnaryOperator operator) {
    return Arrays.stream(column).map(operator).toArray();
  }
}
