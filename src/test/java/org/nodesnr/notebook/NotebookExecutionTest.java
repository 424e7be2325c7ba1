package org.nodesnr.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.files.Json;
import org.nodesnr.results.ExperimentDirectory;

/** Runs notebooks with the Python of this machine; skipped where that lacks what they need. */
class NotebookExecutionTest {
  private static final String[] MODULES = {"pandas", "scipy", "matplotlib", "IPython"};

  @TempDir static Path shared;
  private static ExperimentDirectory mnist;
  private static ExperimentDirectory cifar10;
  private static ExperimentDirectory measured;
  private static ExperimentDirectory caused;
  private static ExperimentDirectory architectures;

  @TempDir Path temporary;
  private Path folder;

  @BeforeAll
  static void makeResults() throws IOException {
    mnist = Fixture.mnist(shared);
    cifar10 = Fixture.cifar10(shared);
    measured = Fixture.measured(shared);
    caused = Fixture.caused(shared);
    architectures = Fixture.architectures(shared);
  }

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("notebooks-export"));
  }

  /** By cell, what it prints, and the Markdown it shows. */
  private static Map<String, String> texts(Path notebook) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (JsonNode cell : Json.parse(Files.readString(notebook)).path("cells")) {
      StringBuilder text = new StringBuilder();
      for (JsonNode output : cell.path("outputs")) {
        assertThat(output.path("output_type").asText()).isNotEqualTo("error");
        boolean error = output.path("name").asText().equals("stderr");
        (error ? Json.tree(List.of()) : output.path("text"))
            .forEach(line -> text.append(line.asText()));
        output.at("/data/text~1markdown").forEach(line -> text.append(line.asText()));
      }
      texts.put(cell.path("id").asText(), text.toString());
    }
    return texts;
  }

  private Python.Ended asScript(Path notebook) throws Exception {
    String python = Python.withModules(temporary, MODULES);
    List<String> sources = new ArrayList<>(List.of("import matplotlib\nmatplotlib.use('Agg')"));
    for (JsonNode cell : Json.parse(Files.readString(notebook)).path("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        StringBuilder source = new StringBuilder();
        cell.path("source").forEach(line -> source.append(line.asText()));
        sources.add(source.toString());
      }
    }
    Files.writeString(folder.resolve("cells.py"), String.join("\n", sources) + "\n");
    return Python.run(folder, python, "cells.py");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "cifar10"})
  void runsTopToBottomAndPrintsWhatIsStored(String experiment) throws Exception {
    Python.assumeNbconvert(temporary);
    ExperimentDirectory directory = experiment.equals("mnist") ? mnist : cifar10;
    Path notebook = NotebookExport.write(directory, folder);
    Map<String, String> stored = texts(notebook);
    Python.Ended ended =
        Python.run(
            folder,
            "jupyter-nbconvert",
            "--to",
            "notebook",
            "--execute",
            "--inplace",
            notebook.getFileName().toString());
    assertThat(ended.code()).as(ended.text()).isZero();
    assertThat(texts(notebook)).isEqualTo(stored);
    String figure = experiment.equals("mnist") ? "figure-2" : "figure-4";
    assertThat(Files.readString(notebook))
        .contains("\"id\": \"redraw-" + figure + "\"", "<Figure size ");
  }

  @Test
  void isValidAndLaidOutAsNbformatDoes() throws Exception {
    String python = Python.withModules(temporary, "nbformat");
    Path notebook = NotebookExport.write(cifar10, folder);
    String check =
        """
        import nbformat, pathlib, sys, warnings
        warnings.simplefilter("error")
        text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
        notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        assert nbformat.writes(notebook) + "\\n" == text
        """;
    Python.Ended ended = Python.run(folder, python, "-c", check, notebook.toString());
    assertThat(ended.code()).as(ended.text()).isZero();
  }

  /** Two and eight runs, whose permutations are enumerated, and ten, where they are drawn. */
  @ParameterizedTest
  @CsvSource({"1, false", "4, false", "5, true"})
  void permutationTestsAgreeToo(int replicates, boolean drawn) throws Exception {
    ExperimentDirectory few = Fixture.few(temporary, replicates);
    String methods = Files.readString(few.tables().resolve("correlations.csv"));
    assertThat(methods).contains("exact permutation");
    assertThat(methods.contains("Monte Carlo permutation")).isEqualTo(drawn);
    Python.Ended ended = asScript(NotebookExport.write(few, folder));
    assertThat(ended.code()).as(ended.text()).isZero();
    assertThat(ended.text()).contains("rows of correlations.csv agree with runs.csv.");
  }

  /** Which number of the first row of which file, and where the notebook then stops. */
  @ParameterizedTest
  @CsvSource({
    "runs.csv, testAccuracy, 0.99, 'pearson (paper.S1, testAccuracy, all runs, pooled) is '",
    "runs.csv, activationRate2, 0.95, excluded.csv lists other runs than its rules leave out",
    "tables/correlations.csv, kendallP, 0.01, 'kendallP (paper.S1, testAccuracy, all runs, pooled'",
    "tables/table-1.csv, rSquared, 0.9, 'rSquared (paper.G1) is 0.9 in the table and '",
    "tables/regime-parts.csv, pearson, 0.9, 'pearson (all regimes, paper.S1, pooled) is 0.9 in the '",
    "tables/regime-parts.csv, pValue, 0.9, 'spearmanP (all regimes, paper.S1, pooled) is 0.9 in the '",
    "tables/training-length-parts.csv, rSquared, 0.9, 'rSquared (all regimes, 0, paper.S1, pooled) '",
    "figures/figure-2.csv, paper.G1, 1.5, 'DataFrame.iloc'",
    "evaluation/regime-intervals.csv, spearman, 0.5, 'spearman (all, 20000, paper.G1, testAcc'",
    "evaluation/regime-intervals.csv, upper, 0.5, 'upper (all, 20000, paper.G1, testAccuracy) is '"
  })
  void aTamperedNumberStopsIt(String file, String column, String value, String message)
      throws Exception {
    assertStops(mnist, file, column, value, message);
  }

  private void assertStops(
      ExperimentDirectory whole, String file, String column, String value, String message)
      throws Exception {
    ExperimentDirectory copy = Fixture.copy(whole, temporary);
    Path notebook = NotebookExport.write(copy, folder);
    Fixture.tamper(copy.root().resolve(file), column, value);
    Python.Ended ended = asScript(notebook);
    assertThat(ended.code()).as(ended.text()).isEqualTo(1);
    assertThat(ended.text()).contains("AssertionError", message);
  }

  @Test
  void measuresAreRankedAgainAndWhatIsPrintedIsWhatIsStored() throws Exception {
    Path notebook = NotebookExport.write(measured, folder);
    String stored = texts(notebook).get("measures-ranked");
    assertThat(stored).contains("tau with the lossGap", "gsnr", "ranking-controls.csv, agree");
    Python.Ended ended = asScript(notebook);
    assertThat(ended.code()).as(ended.text()).isZero();
    assertThat(ended.text()).contains(stored);
  }

  @ParameterizedTest
  @CsvSource({
    "ranking.csv, kendall, 0.5, kendall (",
    "ranking.csv, information, 0.5, information (",
    "ranking-controls.csv, kendall, 0.5, 'kendall (trainLoss, lossGap) is 0.5'",
    "ranking-information.csv, information, 0.5, information ("
  })
  void aTamperedRankStopsIt(String file, String column, String value, String message)
      throws Exception {
    assertStops(measured, "tables/" + file, column, value, message);
  }

  @Test
  void interventionsAndNoiseAreReckonedAgain() throws Exception {
    Path notebook = NotebookExport.write(caused, folder);
    Map<String, String> stored = texts(notebook);
    assertThat(stored.get("interventions")).contains("change of G", "cause-doses.csv agree");
    assertThat(stored.get("networks-under-noise")).contains("noiseSnr3", "hiddenS");
    Python.Ended ended = asScript(notebook);
    assertThat(ended.code()).as(ended.text()).isZero();
    assertThat(ended.text())
        .contains(stored.get("interventions"), stored.get("networks-under-noise"));
  }

  @Test
  void correlationsWithinOneArchitectureAreComputedAgain() throws Exception {
    Path notebook = NotebookExport.write(architectures, folder);
    String stored = texts(notebook).get("within-one-architecture");
    assertThat(stored).contains("512     3000    0.5", "rows of within-architecture.csv agree");
    // of a whole training, so a column of the runs alone
    assertThat(Files.readAllLines(architectures.runTable()).get(0)).contains("gsnrMean");
    Python.Ended ended = asScript(notebook);
    assertThat(ended.code()).as(ended.text()).isZero();
    assertThat(ended.text()).contains(stored);
  }

  @ParameterizedTest
  @CsvSource({"lower, 0.9, 'lower (paper.S1) is 0.9'", "networks, 31, 'networks (paper.S1) is 31'"})
  void aTamperedCorrelationWithinOneArchitectureStopsIt(String column, String value, String message)
      throws Exception {
    assertStops(architectures, "evaluation/within-architecture.csv", column, value, message);
  }

  @ParameterizedTest
  @CsvSource({
    "cause.csv, change, 0.5, change (paper.S1",
    "cause.csv, claim, none, cause.csv has another verdict",
    "cause-doses.csv, lower, 0.5, lower (paper.S1",
    "cause-verdicts.csv, effects, 77, cause-verdicts.csv counts as claimed",
    "noise.csv, median, 0.5, median (noiseSnr1",
    "noise-correlations.csv, spearman, 0.5, 'spearman (paper.S1, noiseFall'"
  })
  void aTamperedEffectStopsIt(String file, String column, String value, String message)
      throws Exception {
    assertStops(caused, "tables/" + file, column, value, message);
  }
}
