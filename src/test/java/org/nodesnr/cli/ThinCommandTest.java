package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.files.CsvFile;
import org.nodesnr.results.RunRecord;

class ThinCommandTest {
  @TempDir static Path directory;
  private static InProcess runs;

  @BeforeAll
  static void train() throws Exception {
    runs = InProcess.of(directory, Tiny.CONFIG);
    runs.trained();
  }

  private static InProcess.Answer thin(String... more) {
    return runs.command("thin", more);
  }

  @Test
  void writesTableAndFigure() throws Exception {
    InProcess.Answer answer =
        thin(
            "--samples",
            "200",
            "--shares",
            "0.5,1",
            "--retrain",
            "20",
            "--criterion",
            "snr,random");
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("snr, trained on", "means over 4 networks");
    Path written = runs.records().directory().evaluation();
    CsvFile csv = CsvFile.read(written.resolve("thinning.csv"));
    assertThat(csv.rows()).hasSize(4 * 3 * 2 * 3);
    for (String file : List.of("thinning.md", "thinning.tex", "thinning-means.csv")) {
      assertThat(written.resolve(file)).isNotEmptyFile();
    }
    for (String file : List.of("thinning.png", "thinning.svg", "thinning.csv")) {
      assertThat(runs.records().directory().figures().resolve(file)).isNotEmptyFile();
    }
    checkRows(csv);
  }

  private static void checkRows(CsvFile csv) throws Exception {
    List<RunRecord> records = runs.records().readAll().records();
    List<String> header = csv.header();
    for (List<String> row : csv.rows()) {
      double share = Double.parseDouble(row.get(header.indexOf("share")));
      double left = Double.parseDouble(row.get(header.indexOf("weightsLeft")));
      double accuracy = Double.parseDouble(row.get(header.indexOf("testAccuracy")));
      if (share == 0) {
        RunRecord record =
            records.stream().filter(r -> r.id().equals(row.get(0))).findFirst().orElseThrow();
        int last = record.checkpoints().size() - 1;
        assertThat(accuracy).isEqualTo(record.checkpoints().get(last).test().accuracy());
        assertThat(left).isEqualTo(1);
      } else if (row.get(header.indexOf("unit")).equals("links")) {
        // 28² · 8, 8 · 8 and 8 · 10 weights
        assertThat(left).isEqualTo(1 - share);
      } else if (row.get(header.indexOf("unit")).equals("inputs")) {
        assertThat(left).isEqualTo(((1 - share) * 784 * 8 + 64 + 80) / (784 * 8 + 64 + 80));
      } else {
        assertThat(left).isEqualTo((784 * 8 + (1 - share) * 144) / (784 * 8 + 64 + 80));
      }
    }
  }

  @Test
  void refusesWhatCannotBe() {
    refused("--shares 1.5: give numbers from 0 to 1", "--shares", "0.1,1.5");
    refused("--samples 1: give 2 or more", "--samples", "1");
    refused("--retrain -1: give a number of updates", "--retrain", "-1");
    refused("has no such run", "--run", "nothing");
    refused("--unit", "--unit", "layers");
  }

  private static void refused(String with, String... arguments) {
    InProcess.Answer answer = thin(arguments);
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains(with).doesNotContain("\tat ");
  }
}
