package org.nodesnr.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.Golden;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.PaperValues;
import org.nodesnr.analysis.Progress;
import org.nodesnr.measure.Quantity;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.LinearFit;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Spearman;

class TableSetTest {
  @TempDir Path temporary;

  private void compare(String experiment, Analysis analysis, List<String> files)
      throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, experiment);
    TableSet.write(directory, Findings.of(analysis, Progress.SILENT));
    for (String file : files) {
      Golden.assertSame(
          "tables/" + experiment + "/" + file, Files.readString(directory.tables().resolve(file)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "tr-TR"})
  void smallTablesEqualTheGoldenFilesUnderEveryLocale(String tag) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      compare(
          "tiny",
          Analyses.tiny(),
          List.of(
              "table-1.csv",
              "table-1.md",
              "table-1.tex",
              "correlations-pooled.csv",
              "correlations.csv",
              "correlations.md",
              "excluded.csv",
              "sensitivity.csv",
              "simpson.md",
              "simpson-regimes.csv",
              "lead.csv",
              "compute.md"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theMnistTablesEqualTheGoldenFiles() throws IOException {
    compare(
        "mnist",
        Analyses.mnist(),
        List.of(
            "table-1.csv",
            "table-1.md",
            "table-1.tex",
            "correlations.md",
            "excluded.csv",
            "regimes.csv",
            "regimes.md",
            "sensitivity.md",
            "sensitivity.tex",
            "regime-parts.csv",
            "regime-parts.md",
            "regime-parts-runs.csv",
            "training-length-parts.csv",
            "training-length-parts.md",
            "regime-influence.csv",
            "regime-influence.md",
            "simpson.csv",
            "simpson.md",
            "regime-order.csv",
            "regime-order.md",
            "training-length.csv",
            "training-length.md",
            "lead.md",
            "compute.csv"));
  }

  @Test
  void theCifarTablesEqualTheGoldenFiles() throws IOException {
    compare("cifar10", Analyses.cifar10(), List.of("table-2.csv", "table-2.md", "table-2.tex"));
  }

  @Test
  void ourValuesAreThoseOfTheRunsTable() {
    Analysis analysis = Analyses.mnist();
    ComparisonTable table =
        ComparisonTable.of(
            analysis,
            analysis.correlate(List.of("paper.G1", "paper.G2", "paper.G3", "paper.Ghidden")));
    boolean[] excluded = analysis.excluded();
    double[] g = analysis.table().numbers("paper.Ghidden");
    double[] accuracy = analysis.table().numbers("testAccuracy");
    double[] keptG = new double[63];
    double[] keptAccuracy = new double[63];
    int kept = 0;
    for (int row = 0; row < 64; row++) {
      if (!excluded[row]) {
        keptG[kept] = g[row];
        keptAccuracy[kept++] = accuracy[row];
      }
    }
    ComparisonTable.Column column = table.columns().get(3);
    assertThat(column.fit().fit().rSquared())
        .isEqualTo(LinearFit.of(keptG, keptAccuracy).rSquared());
    assertThat(column.rank().spearman().correlation().coefficient())
        .isEqualTo(Spearman.correlate(g, accuracy, PermutationOptions.withSeed(1)).coefficient());
    assertThat(column.paper()).contains(new PaperValues.Value(0.641, 0.799, 0));
    assertThat(column.fit().n()).isEqualTo(63);
    assertThat(column.rank().n()).isEqualTo(64);
  }

  /** By two passes over the records themselves. */
  @Test
  void meansAndDeviationsOfARegimeAreThoseOfItsRuns() throws IOException {
    Analysis analysis = Analyses.mnist();
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, "regimes");
    TableSet.write(directory, Findings.of(analysis, Progress.SILENT));
    List<String> lines = Files.readAllLines(directory.tables().resolve("regimes.csv"));
    List<String> header = List.of(lines.get(0).split(",", -1));
    assertThat(lines).hasSize(1 + analysis.families().size());
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = List.of(line.split(",", -1));
      double sum = 0;
      int n = 0;
      for (int pass = 0; pass < 2; pass++) {
        double squares = 0;
        for (RunRecord run : analysis.runs()) {
          if (run.regime().equals(cells.get(0))) {
            Checkpoint last = run.checkpoints().get(run.checkpoints().size() - 1);
            double g = last.value(new Quantity("G", "paper", "2"));
            sum += pass == 0 ? g : 0;
            n += pass == 0 ? 1 : 0;
            squares += Math.pow(g - sum / n, 2);
          }
        }
        if (pass == 1) {
          assertThat(Double.parseDouble(cells.get(header.indexOf("paper.G2"))))
              .isCloseTo(sum / n, within(1e-12));
          assertThat(Double.parseDouble(cells.get(header.indexOf("paper.G2.deviation"))))
              .isCloseTo(Math.sqrt(squares / (n - 1)), within(1e-12));
        }
      }
      assertThat(cells.get(header.indexOf("runs"))).isEqualTo(Integer.toString(n));
    }
  }

  @Test
  void yoursStandBesideTheReferenceAndThePaper() throws IOException {
    Analysis reference = Analyses.mnist();
    Analysis analysis =
        Analysis.of(MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, 3), Analyses.options(0.39));
    ComparisonTable yours =
        ComparisonTable.of(analysis, analysis.correlate(analysis.paperColumns()));
    ReferenceComparison comparison =
        ReferenceComparison.of(analysis, yours, reference).orElseThrow();
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, "mnist");
    comparison.write(directory);
    for (String file : List.of("comparison.csv", "comparison.md", "comparison.tex")) {
      Golden.assertSame("tables/mnist/" + file, Files.readString(directory.tables().resolve(file)));
    }
    Golden.assertSame("tables/mnist/comparison.txt", comparison.summary());
    assertThat(ReferenceComparison.of(analysis, yours, Analyses.cifar10())).isEmpty();
  }

  @Test
  void countsOfRegimesAreThoseOfTheirRows() throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, "counts");
    Findings findings = Findings.of(Analyses.mnist(), Progress.SILENT);
    TableSet.write(directory, findings);
    List<String> regimes = Files.readAllLines(directory.tables().resolve("simpson-regimes.csv"));
    long positive =
        regimes.stream()
            .filter(line -> line.startsWith("paper.G3,all runs,"))
            .filter(line -> Double.parseDouble(line.split(",")[4]) > 0)
            .count();
    String summary =
        Files.readAllLines(directory.tables().resolve("simpson.csv")).stream()
            .filter(line -> line.startsWith("paper.G3,all runs,"))
            .findFirst()
            .orElseThrow();
    assertThat(positive).isBetween(1L, 8L);
    assertThat(summary.split(",")[12]).isEqualTo(Long.toString(positive));
    assertThat(summary.split(",")[13]).isEqualTo(Long.toString(8 - positive));
  }

  @Test
  void ofTablesThatFewRunsCannotFillNoOlderOneStays() throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, "fewer");
    TableSet.write(directory, Findings.of(Analyses.mnist(), Progress.SILENT));
    Path parts = directory.tables().resolve("regime-parts.csv");
    Path runs = directory.tables().resolve("regime-parts-runs.csv");
    Path influence = directory.tables().resolve("regime-influence.tex");
    assertThat(parts).exists();
    assertThat(runs).exists();
    assertThat(influence).exists();
    Path lengths = directory.tables().resolve("training-length-parts.md");
    assertThat(lengths).exists();
    TableSet.write(directory, Findings.of(Analyses.single(), Progress.SILENT));
    assertThat(parts).doesNotExist();
    assertThat(runs).doesNotExist();
    assertThat(influence).doesNotExist();
    assertThat(lengths).doesNotExist();
    assertThat(directory.tables().resolve("simpson.csv")).exists();
  }

  @Test
  void thePaperHasTwoForms() {
    assertThat(PaperValues.of(List.of("dense", "dense", "dense"))).contains(PaperValues.MNIST);
    assertThat(PaperValues.of(List.of("dense", "dense"))).isEmpty();
    assertThat(PaperValues.MNIST.values()).hasSize(4);
    assertThat(PaperValues.CIFAR10.values()).hasSize(6);
  }

  @Test
  void latexSpecialsAreEscaped() {
    assertThat(Latex.escaped("5% of a_b & ‘x’ < −1 – {2}\\"))
        .isEqualTo("5\\% of a\\_b \\& `x' $<$ $-$1 -- \\{2\\}\\textbackslash{}");
  }
}
