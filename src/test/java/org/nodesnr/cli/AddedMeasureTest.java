package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.measure.Reading;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.testing.LargestWeight;

/**
 * A measure that is added as one class and one line, the class path of processes of their own
 * apart: it is read of every network and shown wherever measures are.
 */
class AddedMeasureTest {
  @TempDir Path directory;

  private String nodesnr(String... arguments) throws IOException, InterruptedException {
    Path log = directory.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Dorg.bytedeco.javacpp.platform.extension="
                + System.getProperty("org.bytedeco.javacpp.platform.extension", ""),
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path") + File.pathSeparator + directory,
            Main.class.getName()));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    return Files.readString(log);
  }

  @Test
  void isShownWhereverMeasuresAre() throws IOException, InterruptedException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.nodesnr.measure.MeasureSource"), LargestWeight.class.getName());
    Path config =
        Files.writeString(
            directory.resolve("tiny.conf"),
            Tiny.CONFIG.replace("1..2", "1..3")
                + """
                statistics.exclusions = [{ quantity = largestWeight3, above = 100 }]
                """);
    String results = directory.resolve("results").toString();
    nodesnr("run", config.toString(), "--offline", "--workers=1", "--results", results);
    ExperimentDirectory tiny = ExperimentDirectory.of(Path.of(results), "tiny");

    checkRecords(new RecordStore(tiny));
    List<String> names =
        List.of("largestWeight", "largestWeight1", "largestWeight2", "largestWeight3");
    for (Path table : List.of(tiny.runTable(), tiny.checkpointTable())) {
      assertThat(Files.readAllLines(table).get(0).split(",")).containsAll(names);
    }
    for (String table : List.of("correlations", "simpson", "training-length", "lead")) {
      assertThat(tiny.tables().resolve(table + ".csv")).content().contains("largestWeight");
    }
    assertThat(tiny.tables().resolve("regimes.md")).content().contains("largest weight, layer 2");
    for (String figure : List.of("measure-largest-weight", "training-largest-weight")) {
      assertThat(tiny.figures().resolve(figure + ".png")).isNotEmptyFile();
      assertThat(tiny.figures().resolve(figure + ".csv")).content().contains("largestWeight2");
    }
    assertThat(tiny.page())
        .content()
        .contains("<h3>Largest weight and test accuracy</h3>", "largest weight, layer 3");

    Path notebooks = directory.resolve("notebooks");
    nodesnr("notebooks", "--experiment=tiny", "--results", results, "--out", notebooks.toString());
    assertThat(notebooks.resolve("tiny.ipynb"))
        .content()
        .contains(
            "redraw(\\\"measure-largest-weight\\\"",
            "largest weight, layer 1",
            "### Largest weight over training");
  }

  private static void checkRecords(RecordStore store) throws IOException {
    RecordStore.Contents contents = store.readAll();
    assertThat(contents.damaged()).isEmpty();
    assertThat(contents.records()).hasSize(6);
    for (RunRecord run : contents.records()) {
      for (Checkpoint checkpoint : run.checkpoints()) {
        List<Reading> read =
            checkpoint.readings().stream()
                .filter(reading -> reading.measure().equals("largestWeight"))
                .toList();
        assertThat(read).hasSize(checkpoint.isMeasured() ? 4 : 0);
      }
      Reading first =
          run.checkpoints().get(0).readings().stream()
              .filter(reading -> reading.measure().equals("largestWeight"))
              .findFirst()
              .orElseThrow();
      assertThat(first.value()).as("two standard deviations").isBetween(0.19, 0.2000001);
    }
  }
}
