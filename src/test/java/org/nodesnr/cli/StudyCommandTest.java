package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code nodesnr study} on made-up digits. */
class StudyCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int study(String... settings) {
    List<String> args =
        new ArrayList<>(
            List.of("study", "configs/studies/linearisation.conf", "--out", folder + "/out"));
    Stream.concat(
            Stream.of(
                "data.set=synthetic-digits",
                "widths=4",
                "samples=20",
                "testSamples=20",
                "steps=[1, 4]"),
            Stream.of(settings))
        .forEach(setting -> args.addAll(List.of("--set", setting)));
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(args.toArray(String[]::new));
  }

  private String lastLine() {
    List<String> lines = err.toString().lines().toList();
    return lines.get(lines.size() - 1);
  }

  @Test
  void aTableAndPicturesOfWhatTrained() {
    assertThat(study("rates=0.1")).isZero();
    assertThat(folder.resolve("out/linearisation.csv")).exists();
    assertThat(folder.resolve("out/linearisation.png")).exists();
    assertThat(err.toString()).doesNotContain("diverged");
  }

  @Test
  void someThatDivergedAreCountedAndNamed() throws IOException {
    assertThat(study("rates=[0.1, 1e300]")).isEqualTo(ExitCodes.SOME_RUNS_FAILED);
    assertThat(lastLine())
        .isEqualTo(
            "nodesnr: 2 of 4 rows are of networks that diverged, the first width 4, rate 1E+300,"
                + " step 1: cells are empty");
    assertThat(Files.readAllLines(folder.resolve("out/linearisation.csv"))).hasSize(5);
  }

  @Test
  void whereAllDivergedNothingIsWritten() {
    assertThat(study("rates=1e300", "steps=[3, 4]")).isEqualTo(ExitCodes.SOME_RUNS_FAILED);
    assertThat(lastLine()).startsWith("nodesnr: every network diverged; nothing is written");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void whereFilesCantGoIsSaidBeforeAnythingIsTrained() throws IOException {
    Files.writeString(folder.resolve("out"), "");
    assertThat(study()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains("is there and no directory").hasLineCount(1);
  }
}
