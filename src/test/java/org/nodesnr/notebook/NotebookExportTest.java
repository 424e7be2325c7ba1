package org.nodesnr.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.UserError;
import org.nodesnr.files.Json;
import org.nodesnr.results.ExperimentDirectory;

class NotebookExportTest {
  @TempDir static Path shared;
  private static ExperimentDirectory mnist;
  private static ExperimentDirectory cifar10;
  private static JsonNode mnistNotebook;
  private static JsonNode cifarNotebook;

  @TempDir Path temporary;

  @BeforeAll
  static void makeResults() throws IOException {
    mnist = Fixture.mnist(shared.resolve("results"));
    cifar10 = Fixture.cifar10(shared.resolve("results"));
    mnistNotebook = notebook(mnist);
    cifarNotebook = notebook(cifar10);
  }

  private static String export(ExperimentDirectory directory) throws IOException {
    return Files.readString(NotebookExport.write(directory, shared.resolve("notebooks-export")));
  }

  private static JsonNode notebook(ExperimentDirectory directory) throws IOException {
    return Json.parse(export(directory));
  }

  private static JsonNode cell(JsonNode notebook, String id) {
    for (JsonNode cell : notebook.path("cells")) {
      if (cell.path("id").asText().equals(id)) {
        return cell;
      }
    }
    throw new AssertionError("no cell " + id);
  }

  private static String joined(JsonNode lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.asText()));
    return text.toString();
  }

  private static String printed(JsonNode notebook, String id) {
    return joined(cell(notebook, id).path("outputs").path(0).path("text"));
  }

  private ExperimentDirectory copy() throws IOException {
    return Fixture.copy(mnist, temporary);
  }

  @Test
  void hasTheFormOfVersion45() throws IOException {
    assertThat(mnistNotebook.path("nbformat").asInt()).isEqualTo(4);
    assertThat(mnistNotebook.path("nbformat_minor").asInt()).isEqualTo(5);
    Set<String> ids = new HashSet<>();
    int executed = 0;
    for (JsonNode cell : mnistNotebook.path("cells")) {
      assertThat(ids.add(cell.path("id").asText())).isTrue();
      if (cell.path("cell_type").asText().equals("code")) {
        assertThat(cell.path("execution_count").asInt()).isEqualTo(++executed);
        assertThat(cell.path("outputs").isArray()).isTrue();
      } else {
        assertThat(cell.has("outputs")).isFalse();
      }
    }
    assertThat(executed).isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG"})
  void theSameFilesMakeTheSameBytesUnderEveryLocale(String tag) throws IOException {
    String first = export(cifar10);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      assertThat(export(cifar10)).isEqualTo(first);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void staysBelowTwoMegabytesAndNamesNoPlace() throws IOException {
    for (ExperimentDirectory directory : List.of(mnist, cifar10)) {
      String text = export(directory);
      assertThat(text.length()).isLessThan(2_000_000);
      assertThat(text).doesNotContain(shared.toString());
    }
  }

  @Test
  void readsTheResultsByARelativePath() throws IOException {
    assertThat(joined(cell(mnistNotebook, "read").path("source")))
        .contains("RESULTS = Path(\"../results/mnist\")\nTABLE = \"table-1\"\n");
    assertThat(joined(cell(cifarNotebook, "read").path("source")))
        .contains("RESULTS = Path(\"../results/cifar10\")\nTABLE = \"table-2\"\n");
  }

  @Test
  void showsTheTablesAsTheyAre() throws IOException {
    for (String name : List.of("table-1", "correlations", "sensitivity", "simpson")) {
      JsonNode data = cell(mnistNotebook, "table-of-" + name).path("outputs").path(0).path("data");
      assertThat(joined(data.path("text/markdown")))
          .isEqualTo(Files.readString(mnist.tables().resolve(name + ".md")));
    }
  }

  @Test
  void printsTheRunsAndWhatIsLeftOut() throws IOException {
    assertThat(printed(mnistNotebook, "read"))
        .startsWith("41 finished runs on MNIST (official)\n\n")
        .contains(
            "SGD                                      5    60000  0.9804 to 0.9828\n"
                + "L2 0.00002                               5    60000  0.9815 to 0.9851\n");
    assertThat(printed(mnistNotebook, "exclude"))
        .startsWith("4 of 41 runs are left out\nactivationRate2 above 0.37: ");
    assertThat(printed(cifarNotebook, "exclude")).isEqualTo("0 of 20 runs are left out\n");
  }

  @Test
  void aNetworkThatRunsShareCountsOnceOverTraining() {
    assertThat(printed(mnistNotebook, "redraw-training-length"))
        .containsPattern("pooled +20000 +40 ")
        .containsPattern("pooled +60000 +41 ");
  }

  @Test
  void embedsThePapersFiguresNarrowed() throws IOException {
    for (String name : List.of("figure-1", "figure-2", "figure-3")) {
      JsonNode output = cell(mnistNotebook, "show-" + name).path("outputs").path(0);
      byte[] png = Base64.getDecoder().decode(output.at("/data/image~1png").asText().strip());
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      assertThat(image.getWidth()).isBetween(600, 1000);
      assertThat(output.at("/metadata/image~1png/width").asInt()).isBetween(400, 800);
    }
    List<String> ids = new ArrayList<>();
    cifarNotebook.path("cells").forEach(cell -> ids.add(cell.path("id").asText()));
    assertThat(ids)
        .containsSubsequence(
            "show-figure-4",
            "redraw-figure-4",
            "show-figure-5",
            "redraw-figure-5",
            "show-snr-optimality",
            "redraw-snr-optimality",
            "show-training-g",
            "show-training-length",
            "redraw-training-length")
        .doesNotContain("show-figure-1", "redraw-training-g");
  }

  @Test
  void saysThatDataAreNotThePublishedOnes() throws IOException {
    JsonNode notebook = notebook(Fixture.few(temporary, 3));
    assertThat(joined(cell(notebook, "data").path("source")))
        .contains("made-up digits", "**Not every run read files with the published checksums**")
        .doesNotContain("LeCun");
    assertThat(joined(cell(mnistNotebook, "data").path("source")))
        .contains("LeCun", "Every run read files with the published SHA-256 checksums");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs.csv",
        "checkpoints.csv",
        "tables/table-1.csv",
        "tables/table-1.md",
        "tables/correlations.csv",
        "tables/correlations.md",
        "tables/excluded.csv",
        "tables/regime-parts-runs.csv",
        "figures/figure-2.png",
        "figures/figure-3.csv"
      })
  void aMissingFileIsNamedWithTheCommandThatMakesIt(String file) throws IOException {
    ExperimentDirectory copy = copy();
    Files.delete(copy.root().resolve(file));
    assertThatThrownBy(() -> export(copy))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(copy.root().resolve(file).toString())
        .hasMessageContaining("'make figures'");
  }

  @ParameterizedTest
  @CsvSource({
    "tables/table-1.csv, rSquared, 0.5",
    "tables/table-1.csv, spearman, 0.5",
    "tables/correlations-pooled.csv, spearman, 0.5",
    "tables/correlations.csv, rSquared, 0.5",
    "tables/correlations.csv, spearman, 0.5",
    "tables/correlations.csv, kendall, ''",
    "tables/excluded.csv, id, 0123456789ab",
    "tables/regime-influence.csv, spearman, 0.5",
    "tables/regime-parts.csv, spearman, 0.5",
    "tables/regime-parts-runs.csv, id, 0123456789ab",
    "tables/training-length-parts.csv, spearman, 0.5",
    "figures/figure-1.csv, paper.S2, 0.5",
    "figures/figure-3.csv, excluded, true",
    "figures/training-length.csv, spearman, 0.5"
  })
  void aFileThatWasNotMadeFromTheRunsIsRefused(String file, String column, String value)
      throws IOException {
    ExperimentDirectory copy = copy();
    Path damaged = copy.root().resolve(file);
    Fixture.tamper(damaged, column, value);
    assertThatThrownBy(() -> export(copy))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            damaged
                + (file.startsWith("tables/")
                    ? " was changed after it was made"
                    : " was not made from "))
        .hasMessageContaining("'make figures'");
  }

  @Test
  void runsThatTheTablesWereNotMadeFromAreRefused() throws IOException {
    ExperimentDirectory copy = copy();
    Fixture.tamper(copy.runTable(), "testAccuracy", "0.5");
    assertThatThrownBy(() -> export(copy))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(copy.runTable() + " was changed after it was made");
    Files.delete(copy.manifest());
    assertThatThrownBy(() -> export(copy))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(copy.manifest() + " is missing");
  }

  @Test
  void aDamagedImageIsRefused() throws IOException {
    ExperimentDirectory copy = copy();
    Path image = copy.figures().resolve("figure-1.png");
    byte[] bytes = Files.readAllBytes(image);
    for (int length : new int[] {0, 4, 40, bytes.length / 2}) {
      Files.write(image, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> export(copy))
          .isInstanceOf(UserError.class)
          .hasMessage(image + " is no image: make it again with 'make figures'");
    }
  }

  @Test
  void anExperimentThatIsNotThereIsRefused() {
    ExperimentDirectory none = ExperimentDirectory.of(temporary, "none");
    assertThatThrownBy(() -> export(none))
        .isInstanceOf(UserError.class)
        .hasMessage(none.root() + " is missing: train the experiment first, with 'make sweep'");
  }
}
