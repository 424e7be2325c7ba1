package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nodesnr.statistics.ExclusionRule;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Scope;
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
    return part.row("paper.G2", Scope.Kind.POOLED).spearman().correlation().coefficient();
  }

  @Test
  void partsAreThoseOfTheFamilies() {
    AtomicInteger done = new AtomicInteger();
    List<RegimePart> parts = RegimePart.of(RegimePart.select(all), done::incrementAndGet);
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
    assertThat(RegimePart.of(RegimePart.select(Analyses.tiny()), () -> {})).isEmpty();
    assertThat(RegimePart.of(RegimePart.select(Analyses.undefined()), () -> {}))
        .extracting(RegimePart::label)
        .containsExactly("all regimes");
  }
}
