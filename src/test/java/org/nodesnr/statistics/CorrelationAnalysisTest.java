package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nodesnr.UserError;
import org.nodesnr.statistics.RowScope.Kind;
import org.nodesnr.statistics.RowScope.Selection;

class CorrelationAnalysisTest {
  private static final ExclusionRule QUIET =
      new ExclusionRule("active", ExclusionRule.Comparison.ABOVE, 0.9);
  private static final PermutationOptions PERMUTATIONS = PermutationOptions.withSeed(5);

  /**
   * Three regimes of six seeds. Within a regime the accuracy falls exactly as {@code gain} grows;
   * the regimes' means rise together. {@code noise} is noise; {@code active} is above 0.9 in two
   * runs of l2; {@code gap} was not recorded in one run.
   */
  private static Sample simpson() {
    Sample.Builder builder = Sample.builder();
    SplittableRandom random = new SplittableRandom(1);
    List<String> regimes = List.of("sgd", "l2", "dropout");
    for (int seed = 0; seed < 6; seed++) {
      for (int regime = 0; regime < 3; regime++) {
        double gain = 3 * regime + random.nextDouble();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("gain", gain);
        values.put("noise", random.nextDouble());
        values.put("active", regime == 1 && seed > 3 ? 0.9 + 0.01 * seed : 0.9 - 0.05 * seed);
        values.put("accuracy", 6 * regime - gain);
        if (seed != 2 || regime != 0) {
          values.put("gap", random.nextDouble());
        }
        builder.add(regimes.get(regime) + "-" + seed, regimes.get(regime), "" + seed, values);
      }
    }
    return builder.build();
  }

  private static CorrelationAnalysis analysis(
      List<String> quantities, List<String> targets, List<ExclusionRule> rules) {
    return new CorrelationAnalysis(
        quantities, targets, rules, new Bootstrap(300, 0.95, 3), PERMUTATIONS);
  }

  private static CorrelationRow row(CorrelationTable table, String quantity, RowScope scope) {
    return table.find(quantity, "accuracy", scope).orElseThrow();
  }

  /** Two runs of one regime among regimes of one run each: within regimes one pair is left. */
  @Test
  void aSinglePairWithinRegimesIsNotShown() {
    Sample.Builder sample = Sample.builder();
    double[] gain = {1, 3, 2, 5};
    double[] accuracy = {0.7, 0.6, 0.8, 0.9};
    String[] regimes = {"a", "a", "b", "c"};
    for (int i = 0; i < gain.length; i++) {
      sample.add(
          "run" + i, regimes[i], "seed" + i, Map.of("gain", gain[i], "testAccuracy", accuracy[i]));
    }
    CorrelationTable table =
        new CorrelationAnalysis(
                List.of("gain"),
                List.of("testAccuracy"),
                List.of(),
                new Bootstrap(50, 0.95, 1),
                PermutationOptions.withSeed(1))
            .of(sample.build(), () -> {});
    CorrelationRow adjusted =
        table.find("gain", "testAccuracy", RowScope.of(Selection.ALL_RUNS, Kind.ADJUSTED)).get();
    assertThat(adjusted.spearman().correlation().coefficient()).isEqualTo(-1, within(1e-12));
    assertThat(adjusted.saturated()).isTrue();
    assertThat(adjusted.shownSpearman()).isNaN();
    CorrelationRow pooled =
        table.find("gain", "testAccuracy", RowScope.of(Selection.ALL_RUNS, Kind.POOLED)).get();
    assertThat(pooled.saturated()).isFalse();
    assertThat(pooled.shownSpearman()).isPositive();
    assertThat(pooled.signChange().any()).isFalse();
  }

  @Test
  void rowsComeInAFixedOrder() {
    CorrelationTable table =
        analysis(List.of("gain", "noise"), List.of("accuracy", "gap", "gain"), List.of(QUIET))
            .of(simpson());
    assertThat(table.rows().stream().map(row -> row.target() + " " + row.quantity()).distinct())
        .containsExactly("accuracy gain", "accuracy noise", "gap gain", "gap noise", "gain noise");
    assertThat(table.rows().stream().limit(12).map(row -> row.scope().label()))
        .containsExactly(
            "pooled, all runs",
            "adjusted for regime, all runs",
            "mean within regimes, all runs",
            "within regime sgd, all runs",
            "within regime l2, all runs",
            "within regime dropout, all runs",
            "pooled, after exclusions",
            "adjusted for regime, after exclusions",
            "mean within regimes, after exclusions",
            "within regime sgd, after exclusions",
            "within regime l2, after exclusions",
            "within regime dropout, after exclusions");
    assertThat(table.rows()).hasSize(5 * 12);
  }

  @Test
  void simpsonsParadoxIsFlaggedAndUndone() {
    CorrelationTable table =
        analysis(List.of("gain"), List.of("accuracy"), List.of()).of(simpson());
    CorrelationRow pooled = row(table, "gain", RowScope.of(Selection.ALL_RUNS, Kind.POOLED));
    CorrelationRow adjusted = row(table, "gain", RowScope.of(Selection.ALL_RUNS, Kind.ADJUSTED));
    CorrelationRow mean = row(table, "gain", RowScope.of(Selection.ALL_RUNS, Kind.WITHIN_MEAN));
    CorrelationRow l2 =
        row(table, "gain", new RowScope(Selection.ALL_RUNS, Kind.WITHIN_REGIME, "l2"));

    assertThat(pooled.fit().slope()).isPositive();
    assertThat(pooled.spearman().correlation().coefficient()).isGreaterThan(0.5);
    assertThat(pooled.rSquaredInterval().contains(pooled.fit().rSquared())).isTrue();
    assertThat(pooled.signChange()).isEqualTo(new SignChange(true, true, true));
    assertThat(pooled.regimes()).isEqualTo(3);

    assertThat(adjusted.fit().slope()).isEqualTo(-1, within(1e-12));
    assertThat(adjusted.pearson().correlation().coefficient()).isEqualTo(-1, within(1e-12));
    assertThat(adjusted.pearson().interval().upper()).isEqualTo(-1, within(1e-12));
    assertThat(adjusted.kendall().correlation().coefficient()).isEqualTo(-1);
    assertThat(adjusted.kendall().interval().lower()).isEqualTo(-1);
    assertThat(adjusted.signChange().any()).isTrue();

    assertThat(mean.spearman().correlation().coefficient()).isEqualTo(-1);
    assertThat(mean.fit().rSquared()).isEqualTo(1, within(1e-12));
    assertThat(mean.spearman().correlation().method()).isEqualTo(PValueMethod.NOT_DEFINED);
    assertThat(mean.signChange().any()).isTrue();

    assertThat(l2.n()).isEqualTo(6);
    assertThat(l2.regimes()).isEqualTo(1);
    assertThat(l2.spearman().correlation().pValue()).isEqualTo(2 / 720.0, within(1e-15));
    assertThat(l2.signChange().kendall()).isTrue();
  }

  @Test
  void noChangeOfSignIsNotFlagged() {
    Sample.Builder builder = Sample.builder();
    for (int i = 0; i < 12; i++) {
      double x = i + 0.1 * (i * i % 5);
      builder.add("run" + i, "r" + i % 3, "s" + i / 3, Map.of("x", x, "y", 2 * x));
    }
    CorrelationTable table = analysis(List.of("x"), List.of("y"), List.of()).of(builder.build());
    assertThat(table.rows()).hasSize(12).noneMatch(row -> row.signChange().any());
  }

  @Test
  void rowsTogetherAreThoseOfTheWholeTable() {
    CorrelationAnalysis analysis =
        analysis(List.of("gain", "noise"), List.of("accuracy"), List.of(QUIET));
    CorrelationTable whole = analysis.of(simpson());
    CorrelationTable together = analysis.together(simpson());
    assertThat(together.rows()).hasSize(4);
    assertThat(together.exclusions().excluded()).isEmpty();
    for (CorrelationRow row : together.rows()) {
      CorrelationRow same = row(whole, row.quantity(), row.scope());
      assertThat(row.flagged(same.signChange())).isEqualTo(same);
    }
    assertThat(together.rows().get(0).signChange().any()).isTrue();
  }

  @Test
  void coefficientsAreThoseOfTheColumns() {
    Sample sample = simpson();
    CorrelationTable table =
        analysis(List.of("noise"), List.of("accuracy"), List.of(QUIET)).of(sample);
    double[] x = sample.column("noise");
    double[] y = sample.column("accuracy");
    CorrelationRow pooled = row(table, "noise", RowScope.of(Selection.ALL_RUNS, Kind.POOLED));
    assertThat(pooled.fit()).isEqualTo(LinearFit.of(x, y));
    assertThat(pooled.pearson().correlation()).isEqualTo(Pearson.correlate(x, y, PERMUTATIONS));
    assertThat(pooled.spearman().correlation()).isEqualTo(Spearman.correlate(x, y, PERMUTATIONS));
    assertThat(pooled.kendall().correlation()).isEqualTo(Kendall.correlate(x, y, PERMUTATIONS));

    CorrelationRow adjusted = row(table, "noise", RowScope.of(Selection.ALL_RUNS, Kind.ADJUSTED));
    assertThat(adjusted.spearman().correlation())
        .isEqualTo(Spearman.correlateWithin(x, y, sample.regimes(), PERMUTATIONS));
    assertThat(adjusted.kendall().correlation())
        .isEqualTo(Kendall.correlateWithin(x, y, sample.regimes(), PERMUTATIONS));

    // without l2-4 and l2-5, which are rows 13 and 16
    int[] kept = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 17};
    double[] keptX = Arrays.stream(kept).mapToDouble(i -> x[i]).toArray();
    double[] keptY = Arrays.stream(kept).mapToDouble(i -> y[i]).toArray();
    CorrelationRow after =
        row(table, "noise", RowScope.of(Selection.AFTER_EXCLUSIONS, Kind.POOLED));
    assertThat(after.n()).isEqualTo(16);
    assertThat(after.excluded()).isEqualTo(2);
    assertThat(after.fit()).isEqualTo(LinearFit.of(keptX, keptY));
    CorrelationRow l2 =
        row(table, "noise", new RowScope(Selection.AFTER_EXCLUSIONS, Kind.WITHIN_REGIME, "l2"));
    assertThat(l2.n()).isEqualTo(4);
    assertThat(l2.excluded()).isEqualTo(2);
  }

  @Test
  void theMeanWithinRegimesIsOverRegimesOfThreeRunsOrMore() {
    Sample.Builder builder = Sample.builder();
    double[][] points = {{1, 2}, {2, 1}, {3, 3}, {4, 9}, {1, 5}, {2, 7}, {6, 6}, {1, 1}, {2, 2}};
    String[] regimes = {"a", "a", "a", "a", "b", "b", "b", "two", "two"};
    for (int i = 0; i < points.length; i++) {
      Map<String, Double> values = Map.of("x", points[i][0], "y", points[i][1]);
      builder.add("run" + i, regimes[i], "s" + i, values);
    }
    CorrelationTable table = analysis(List.of("x"), List.of("y"), List.of()).of(builder.build());
    CorrelationRow mean =
        table.find("x", "y", RowScope.of(Selection.ALL_RUNS, Kind.WITHIN_MEAN)).orElseThrow();
    // rho is 0.8 in a, 0.5 in b; tau is 2/3 and 1/3
    assertThat(mean.spearman().correlation().coefficient()).isEqualTo(0.65, within(1e-15));
    assertThat(mean.kendall().correlation().coefficient()).isEqualTo(0.5, within(1e-15));
    assertThat(mean.regimes()).isEqualTo(2);
    assertThat(mean.n()).isEqualTo(9);
  }

  /** All 3,125 resamples of five seeds, their rows copied out; of the third regime two have run. */
  @Test
  void anIntervalOfTheMeanIsOverRegimesOfThreeDifferentRuns() {
    double[][] x = {{1, 4, 2, 5, 3}, {2, 9, 4, 4, 7}, {1, 2}};
    double[][] y = {{2, 5, 1, 4, 9}, {3, 1, 4, 1, 5}, {8, 3}};
    Sample.Builder builder = Sample.builder();
    for (int regime = 0; regime < 3; regime++) {
      for (int seed = 0; seed < x[regime].length; seed++) {
        Map<String, Double> values = Map.of("x", x[regime][seed], "y", y[regime][seed]);
        builder.add(regime + "-" + seed, "r" + regime, "s" + seed, values);
      }
    }
    List<Double> means = new ArrayList<>();
    for (int code = 0; code < 3_125; code++) {
      int[] seeds = {code / 625, code / 125 % 5, code / 25 % 5, code / 5 % 5, code % 5};
      double[] rhos =
          IntStream.range(0, 2)
              .filter(regime -> IntStream.of(seeds).distinct().count() >= 3)
              .mapToDouble(regime -> rho(x[regime], y[regime], seeds))
              .filter(rho -> !Double.isNaN(rho))
              .toArray();
      if (rhos.length > 0) {
        means.add(Arrays.stream(rhos).average().orElseThrow());
      }
    }
    double[] sorted = means.stream().mapToDouble(v -> v).sorted().toArray();
    assertThat(sorted).hasSize(2_820);
    CorrelationTable table =
        new CorrelationAnalysis(
                List.of("x"), List.of("y"), List.of(), new Bootstrap(20_000, 0.8, 3), PERMUTATIONS)
            .of(builder.build());
    Interval interval =
        table
            .find("x", "y", RowScope.of(Selection.ALL_RUNS, Kind.WITHIN_MEAN))
            .orElseThrow()
            .spearman()
            .interval();
    assertThat(interval.lower()).isCloseTo(Bootstrap.quantile(sorted, 0.1), within(0.02));
    assertThat(interval.upper()).isCloseTo(Bootstrap.quantile(sorted, 0.9), within(0.02));
    // 305 of the 3,125 have one or two seeds
    assertThat(interval.undefined() / 20_000.0).isCloseTo(305 / 3_125.0, within(0.01));
  }

  private static double rho(double[] x, double[] y, int[] rows) {
    return Spearman.correlate(Pairs.select(x, rows), Pairs.select(y, rows), PERMUTATIONS)
        .coefficient();
  }

  @Test
  void regimesOfTwoRunsAreAdjustedForButHaveNoMean() {
    Sample.Builder builder = Sample.builder();
    for (int regime = 0; regime < 6; regime++) {
      for (int seed = 0; seed < 2; seed++) {
        double x = 3 * regime + seed;
        Map<String, Double> values = Map.of("x", x, "y", 6 * regime - x);
        builder.add(regime + "-" + seed, "r" + regime, "s" + seed, values);
      }
    }
    CorrelationTable table = analysis(List.of("x"), List.of("y"), List.of()).of(builder.build());
    CorrelationRow pooled = table.rows().get(0);
    CorrelationRow adjusted = table.rows().get(1);
    CorrelationRow mean = table.rows().get(2);
    assertThat(pooled.signChange()).isEqualTo(new SignChange(true, true, true));
    assertThat(adjusted.pearson().correlation().coefficient()).isEqualTo(-1, within(1e-12));
    assertThat(mean.pearson().correlation().coefficient()).isNaN();
    assertThat(mean.pearson().correlation().note()).contains("no regime of at least 3 runs");
    assertThat(mean.regimes()).isZero();
    assertThat(mean.signChange().any()).isFalse();
    assertThat(mean.kendall().interval().note()).contains("fewer than 5 replicates");
    assertThat(mean.kendall().interval().lower()).isNaN();
  }

  @Test
  void anotherQuantityChangesNoRow() {
    CorrelationTable alone =
        analysis(List.of("noise"), List.of("accuracy"), List.of(QUIET)).of(simpson());
    CorrelationTable among =
        analysis(List.of("gain", "noise", "active"), List.of("gap", "accuracy"), List.of(QUIET))
            .of(simpson());
    assertThat(among.rows()).containsAll(alone.rows());
    assertThat(alone.rows().get(0).spearman().interval())
        .isNotEqualTo(alone.rows().get(1).spearman().interval());
  }

  @Test
  void anExclusionThatMeetsNoRunChangesNoNumber() {
    ExclusionRule never = new ExclusionRule("active", ExclusionRule.Comparison.BELOW, 0);
    CorrelationTable table =
        analysis(List.of("noise"), List.of("accuracy"), List.of(never)).of(simpson());
    List<CorrelationRow> all = table.rows().subList(0, 6);
    assertThat(table.rows().subList(6, 12))
        .isEqualTo(all.stream().map(row -> row.in(Selection.AFTER_EXCLUSIONS)).toList());
  }

  @Test
  void aRegimeThatLosesAllItsRunsKeepsItsRow() {
    ExclusionRule high = new ExclusionRule("gain", ExclusionRule.Comparison.ABOVE, 5);
    CorrelationTable table =
        analysis(List.of("noise"), List.of("accuracy"), List.of(high)).of(simpson());
    CorrelationRow row =
        row(
            table,
            "noise",
            new RowScope(Selection.AFTER_EXCLUSIONS, Kind.WITHIN_REGIME, "dropout"));
    assertThat(row.n()).isZero();
    assertThat(row.excluded()).isEqualTo(6);
    assertThat(row.spearman().correlation().note()).isEqualTo("fewer than 2 pairs");
    assertThat(row.spearman().interval().lower()).isNaN();
    CorrelationRow pooled =
        row(table, "noise", RowScope.of(Selection.AFTER_EXCLUSIONS, Kind.POOLED));
    assertThat(pooled.regimes()).isEqualTo(2);
  }

  @Test
  void runsWithoutAValueAreDroppedAndCounted() {
    CorrelationTable table = analysis(List.of("noise"), List.of("gap"), List.of()).of(simpson());
    assertThat(table.rows())
        .filteredOn(row -> row.scope().selection() == Selection.ALL_RUNS)
        .extracting(CorrelationRow::n, CorrelationRow::dropped, CorrelationRow::excluded)
        .containsExactly(
            tuple(17, 1, 0),
            tuple(17, 1, 0),
            tuple(17, 1, 0),
            tuple(5, 1, 0),
            tuple(6, 0, 0),
            tuple(6, 0, 0));
    assertThat(table.rows().get(0).spearman().correlation().dropped()).isEqualTo(1);
    assertThat(table.rows().get(0).fit().dropped()).isEqualTo(1);
  }

  @Test
  void intervalsComeFromClusters() {
    Function<String, CorrelationRow> pooled =
        cluster -> {
          Sample.Builder builder = Sample.builder();
          for (int i = 0; i < 8; i++) {
            Map<String, Double> values = Map.of("x", 1.0 * i, "y", Math.sin(i));
            builder.add("run" + i, "r", cluster.isEmpty() ? "s" + i : cluster, values);
          }
          return analysis(List.of("x"), List.of("y"), List.of()).of(builder.build()).rows().get(0);
        };
    assertThat(pooled.apply("same").kendall().interval().lower()).isNaN();
    assertThat(pooled.apply("same").kendall().interval().clusters()).isEqualTo(1);
    assertThat(pooled.apply("").kendall().interval().clusters()).isEqualTo(8);
    assertThat(pooled.apply("").kendall().interval().lower()).isBetween(-1.0, 0.0);
  }

  @Test
  void anUnknownQuantityIsTheUsersMistake() {
    CorrelationAnalysis unknown = analysis(List.of("gaim"), List.of("accuracy"), List.of());
    assertThatThrownBy(() -> unknown.of(simpson()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "no run records the quantity 'gaim'; recorded are: gain, noise, active, accuracy, gap");
    ExclusionRule rule = new ExclusionRule("activ", ExclusionRule.Comparison.ABOVE, 0.9);
    CorrelationAnalysis excluding = analysis(List.of("gain"), List.of("accuracy"), List.of(rule));
    assertThatThrownBy(() -> excluding.of(simpson()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'activ'");
  }
}
