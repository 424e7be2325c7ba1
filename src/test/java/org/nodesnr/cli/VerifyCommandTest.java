package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.archive.Bundle;
import picocli.CommandLine;

/** Two shipped runs, archived and verified. */
class VerifyCommandTest {
  private static final String EXPERIMENT = "results/reference/cifar10-longer";

  @TempDir Path folder;
  private Path checkout;
  private Path archive;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void layOut() throws IOException {
    checkout = folder.resolve("checkout");
    archive = folder.resolve("a.zip");
    for (String part :
        new String[] {
          "configs",
          EXPERIMENT + "/runs",
          EXPERIMENT + "/tables",
          EXPERIMENT + "/runs.csv",
          EXPERIMENT + "/checkpoints.csv"
        }) {
      copy(Path.of(part));
    }
    Path templates = Files.createDirectories(checkout.resolve("docs/templates"));
    String runs = "{{cifar10-longer/regimes [regime=sgd] runs .0}} run";
    Files.writeString(templates.resolve("README.md"), runs);
    Files.writeString(checkout.resolve("README.md"), "1 run");
  }

  private void copy(Path part) throws IOException {
    try (Stream<Path> files = Files.walk(part)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = checkout.resolve(file);
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  private int verify() {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute("verify", archive.toString());
  }

  @Test
  void shippedTablesFollowFromTheirRecords() throws IOException {
    Bundle.write(checkout, archive);
    assertThat(verify()).isEqualTo(ExitCodes.DONE);
    assertThat(out.toString())
        .contains("tables follow from the records")
        .endsWith("every table and document follows from the records" + System.lineSeparator());
  }

  /** Tables of noise are made of what was read of kept networks, beside the records. */
  @Test
  void soDoTablesOfWhatWasMeasuredAfterTraining() throws IOException {
    String pull = "results/reference/interventions-pull";
    copy(Path.of(pull));
    Bundle.write(checkout, archive);
    assertThat(verify()).as(out.toString()).isEqualTo(ExitCodes.DONE);
    assertThat(checkout.resolve(pull).resolve("tables/noise.csv")).exists();
  }

  @Test
  void aTableOrDocumentThatWasEditedIsNamed() throws IOException {
    Path table = checkout.resolve(EXPERIMENT).resolve("tables/regimes.csv");
    Files.writeString(table, Files.readString(table).replaceFirst("0\\.6", "0.7"));
    Files.writeString(checkout.resolve("README.md"), "2 runs");
    Bundle.write(checkout, archive);
    assertThat(verify()).isEqualTo(ExitCodes.DIFFERENT);
    assertThat(out.toString())
        .contains("DIFFERENT: cifar10-longer/tables/regimes.csv")
        .contains("DIFFERENT: README.md");
  }

  @Test
  void aRecordThatIsMissingIsNamed() throws IOException {
    Bundle.write(checkout, archive);
    String record;
    try (FileSystem zip = FileSystems.newFileSystem(archive);
        Stream<Path> records = Files.list(zip.getPath(EXPERIMENT, "runs"))) {
      Path first = records.sorted().findFirst().orElseThrow();
      record = first.toString();
      Files.delete(first);
    }
    assertThat(verify()).isEqualTo(ExitCodes.DIFFERENT);
    assertThat(out.toString())
        .isEqualTo("DIFFERENT: " + record + " is missing" + System.lineSeparator());
  }

  @Test
  void whatIsNoFileIsRefusedInOneLine() {
    assertThat(verify()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString().strip()).contains("is no file").doesNotContain("\n");
  }
}
