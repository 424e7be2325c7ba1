package org.nodesnr.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nodesnr.Golden;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.files.Json;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Spearman;

class ExperimentComparisonTest {
  private static Analysis mnist;
  private static Analysis demo;
  private static ExperimentComparison comparison;

  @BeforeAll
  static void compare() {
    mnist = Analyses.mnist();
    demo =
        Analysis.of(
            MadeUpRuns.demo().runs(MadeUpRuns.MNIST_REGIMES.subList(0, 3), 6),
            Analyses.options(0.9));
    comparison = ExperimentComparison.of("mnist", mnist, "demo", demo);
  }

  @Test
  void theTablesEqualTheGoldenFilesUnderEveryLocale() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      Golden.assertSame("tables/compare/compare.txt", comparison.text(80));
      Golden.assertSame("tables/compare/compare.md", comparison.markdown());
      Golden.assertSame("tables/compare/compare.csv", comparison.csv());
      Golden.assertSame("tables/compare/compare.json", comparison.json());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theNumbersAreThoseOfEach() throws IOException {
    JsonNode g2 = Json.parse(comparison.json()).get("rows").get(4);
    assertThat(g2.get("subject").asText()).isEqualTo("paper.G2");
    assertThat(g2.get("a").doubleValue()).isEqualTo(rho(mnist));
    assertThat(g2.get("b").doubleValue()).isEqualTo(rho(demo));
    assertThat(g2.get("difference").doubleValue()).isEqualTo(rho(demo) - rho(mnist));
    assertThat(g2.get("lower").doubleValue()).isLessThan(g2.get("upper").doubleValue());

    JsonNode sgd = Json.parse(comparison.json()).get("rows").get(14);
    assertThat(sgd.get("measure").asText()).isEqualTo("testAccuracy");
    assertThat(sgd.get("subject").asText()).isEqualTo("SGD");
    assertThat(sgd.get("b").doubleValue()).isCloseTo(mean(demo), within(1e-15));
    assertThat(Json.parse(comparison.json()).get("rows")).hasSize(7 + 7 + 3);
  }

  private static double rho(Analysis analysis) {
    return Spearman.correlate(
            analysis.table().numbers("paper.G2"),
            analysis.table().numbers("testAccuracy"),
            PermutationOptions.withSeed(1))
        .coefficient();
  }

  private static double mean(Analysis analysis) {
    List<String> regimes = analysis.table().labels("regime");
    double[] accuracy = analysis.table().numbers("testAccuracy");
    return IntStream.range(0, accuracy.length)
        .filter(row -> regimes.get(row).equals("SGD"))
        .mapToDouble(row -> accuracy[row])
        .average()
        .orElseThrow();
  }

  @Test
  void whatDiffersIsNamed() {
    assertThat(comparison.disparities())
        .containsExactly(
            "data (MNIST (official) against made-up digits, not an official data set)",
            "exclusions (activation rate, layer 2 > 0.39 against activation rate, layer 2 > 0.9)");
    assertThat(ExperimentComparison.of("a", demo, "b", demo).disparities()).isEmpty();
    assertThat(ExperimentComparison.of("a", demo, "b", demo).notes())
        .anyMatch(note -> note.startsWith("18 runs are of the same config and seed in both"));
  }

  @Test
  void whatOneHasNotIsADash() {
    Analysis cifar = Analyses.cifar10();
    Analysis tiny = Analyses.tiny();
    ExperimentComparison other = ExperimentComparison.of("tiny", tiny, "cifar", cifar);
    List<String> lines = Arrays.asList(other.text(80).split("\n"));
    assertThat(lines).anyMatch(line -> line.matches("G_5 +– +0 +−?0\\.\\d+ +40 +–"));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("G_(1..n−1)") || line.startsWith("G^(1..n−1)"));
    assertThat(other.disparities()).anyMatch(d -> d.startsWith("network (dense 1000, dense 1000"));
    assertThat(other.text(80)).doesNotContain("NaN");
    ExperimentComparison one = ExperimentComparison.of("single", Analyses.single(), "tiny", tiny);
    assertThat(one.text(80)).containsPattern("G_1 +– +1 +– +3 +–");
  }
}
