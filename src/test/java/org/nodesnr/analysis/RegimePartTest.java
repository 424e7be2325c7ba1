package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.ExclusionRule;
import org.nodesnr.statistics.Interval;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.RowScope;
import org.nodesnr.statistics.Spearman;

class RegimePartTest {
  private final Analysis all = Analyses.mnist();

  /** Rho of G2 among the runs whose family passes, straight from the columns of the run table. */
  private double rho(Predicate<String> family) {
    List<String> families = all.table().labels("family");
    return rhoOfRows(row -> family.test(families.get(row)));
  }

  private double rhoOfRows(IntPredicate kept) {
    double[] g = all.table().numbers("paper.G2");
    double[] accuracy = all.table().numbers("testAccuracy");
    return Spearman.correlate(
            IntStream.range(0, g.length).filter(kept).mapToDouble(row -> g[row]).toArray(),
            IntStream.range(0, g.length).filter(kept).mapToDouble(row -> accuracy[row]).toArray(),
            PermutationOptions.withSeed(1))
        .coefficient();
  }

  private static double rho(RegimePart part) {
    return part.row("paper.G2", RowScope.Kind.POOLED).spearman().correlation().coefficient();
  }

  private static List<RegimePart> parts(Analysis of, Runnable eachDone) {
    return RegimePart.of(
        RegimePart.select(of),
        of,
        of.influences(),
        TrainingLengths.of(of, Progress.SILENT),
        eachDone);
  }

  /** What the part of all regimes takes over is what it would compute. */
  @Test
  void allRegimesAreComputedOnce() {
    RegimePart whole = parts(all, () -> {}).get(0);
    Analysis again = all.part(all.runs());
    assertThat(whole.influences()).isEqualTo(again.influences());
    TrainingLengths lengths = TrainingLengths.of(again, Progress.SILENT);
    assertThat(whole.lengths().csv(lengths.quantities()))
        .isEqualTo(lengths.csv(lengths.quantities()));
  }

  @Test
  void partsAreThoseOfTheFamilies() {
    AtomicInteger done = new AtomicInteger();
    List<RegimePart> parts = parts(all, done::incrementAndGet);
    assertThat(parts)
        .extracting(RegimePart::label)
        .containsExactly(
            "all regimes",
            "without L2",
            "without dropout",
            "without augmentation",
            "plain SGD and L2",
            "plain SGD and dropout",
            "plain SGD and augmentation",
            "no augmentation, layer 2 active up to 0.35");
    assertThat(parts).extracting(RegimePart::regimes).containsExactly(8, 5, 5, 6, 4, 3, 2, 6);
    assertThat(done).hasValue(RegimePart.select(all).size()).hasValue(8);
    assertThat(rho(parts.get(0))).isEqualTo(rho(family -> true));
    assertThat(rho(parts.get(1))).isEqualTo(rho(family -> !family.contains("L2")));
    assertThat(rho(parts.get(2))).isEqualTo(rho(family -> !family.contains("dropout")));
    assertThat(rho(parts.get(3))).isEqualTo(rho(family -> !family.contains("augmentation")));
    double[] rates = all.table().numbers("activationRate2");
    List<String> families = all.table().labels("family");
    IntPredicate chosen = row -> rates[row] <= 0.35 && !families.get(row).contains("augmentation");
    assertThat(IntStream.range(0, rates.length).filter(chosen).count()).isBetween(4L, 40L);
    assertThat(rho(parts.get(7))).isEqualTo(rhoOfRows(chosen));
    assertThat(rho(parts.get(5)))
        .isEqualTo(rho(family -> family.equals("SGD") || family.equals("dropout")));
  }

  @Test
  void aPartHasItsOwnLengthsAndIntervals() {
    List<RegimePart> parts = parts(all, () -> {});
    RunTable then = RunTable.atStep(all.runs(), all.options().regimes(), 20_000);
    List<String> families = then.labels("family");
    int[] rows =
        IntStream.range(0, then.size()).filter(row -> !families.get(row).contains("L2")).toArray();
    double[] g = IntStream.of(rows).mapToDouble(row -> then.numbers("paper.G2")[row]).toArray();
    double[] accuracy =
        IntStream.of(rows).mapToDouble(row -> then.numbers("testAccuracy")[row]).toArray();
    RegimePart withoutL2 = parts.get(1);
    CorrelationRow found = withoutL2.lengths().row(20_000, "paper.G2", RowScope.Kind.POOLED);
    assertThat(found.n()).isEqualTo(rows.length).isEqualTo(40);
    assertThat(found.shownSpearman())
        .isEqualTo(Spearman.correlate(g, accuracy, PermutationOptions.withSeed(1)).coefficient())
        .isNotEqualTo(rho(withoutL2));
    assertThat(withoutL2.influence("paper.G2").spearman()).isEqualTo(rho(withoutL2));
    Interval interval = withoutL2.influence("paper.G2").interval();
    assertThat(interval.clusters()).isEqualTo(5);
    assertThat(rho(withoutL2)).isBetween(interval.lower(), interval.upper());
    assertThat(parts.get(4).influence("paper.G2").interval().lower()).isNaN();
  }

  @Test
  void aPartMayBeOfSomeSeeds() {
    AnalysisOptions given = all.options();
    AnalysisOptions.Part later =
        new AnalysisOptions.Part(
            "later", List.of(new ExclusionRule("seed", ExclusionRule.Comparison.BELOW, 3)));
    Analysis analysis =
        Analysis.of(
            all.runs(),
            new AnalysisOptions(
                given.variant(),
                given.targets(),
                List.of(),
                List.of(later),
                given.regimes(),
                given.bootstrap(),
                given.permutations()));
    List<RegimePart.Selected> parts = RegimePart.select(analysis);
    RegimePart.Selected last = parts.get(parts.size() - 1);
    assertThat(last.label()).isEqualTo("later");
    assertThat(last.analysis().runs())
        .hasSize(48)
        .allSatisfy(run -> assertThat(run.seed()).isBetween(3L, 8L));
  }

  @Test
  void aPartWithTheSameRunsOrTooFewIsLeftOut() {
    assertThat(parts(Analyses.tiny(), () -> {})).isEmpty();
    assertThat(parts(Analyses.undefined(), () -> {}))
        .extracting(RegimePart::label)
        .containsExactly("all regimes");
  }
}
