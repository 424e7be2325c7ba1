package org.nodesnr.tables;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.statistics.LinearFit;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Spearman;

class TableSetTest {
  @TempDir Path temporary;

  private void compare(String experiment, Analysis analysis, List<String> files)
      throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, experiment);
    TableSet.write(directory, analysis);
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
              "correlations.csv",
              "correlations.md",
              "excluded.csv"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theMnistTablesEqualTheGoldenFiles() throws IOException {
    compare(
        "mnist",
        Analyses.mnist(),
        List.of("table-1.csv", "table-1.md", "table-1.tex", "correlations.md", "excluded.csv"));
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
