package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.Golden;
import org.nodesnr.data.Datasets;
import org.nodesnr.files.Json;
import org.nodesnr.sweep.BuildInfo;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  private String config(String text) throws IOException {
    Path file = directory.resolve("tiny.conf");
    Files.writeString(file, text);
    return file.toString();
  }

  private String tiny() throws IOException {
    return config(Tiny.CONFIG);
  }

  private String results() {
    return directory.resolve("results").toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "evaluate",
        "thin",
        "measures",
        "study",
        "stats",
        "figures",
        "compare",
        "notebooks",
        "documents",
        "archive",
        "verify",
        "merge",
        "slurm",
        "completion",
        "status",
        "data",
        "doctor",
        "bench"
      })
  void helpIsAsReviewed(String command) throws IOException {
    String[] args = command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};
    assertThat(execute(args)).isZero();
    Golden.assertSame(
        "help/" + (command.isEmpty() ? "nodesnr" : command) + ".txt",
        out.toString().replace("\r\n", "\n"));
  }

  @Test
  void helpFitsATerminalAndHasExamples() {
    for (CommandLine each : Main.commandLine().getSubcommands().values()) {
      String help = each.getUsageMessage();
      assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
      if (!each.getCommandSpec().usageMessage().hidden()) {
        assertThat(help).contains("Examples:");
      }
    }
    assertThat(Main.commandLine().getUsageMessage().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void withoutACommandThereIsHelp() {
    assertThat(execute()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: nodesnr", "Exit codes:");
  }

  @Test
  void aNumberThatIsNoneIsNamedWithItsOption() {
    assertThat(execute("run", "x.conf", "--workers", "abc")).isEqualTo(2);
    assertThat(err.toString()).contains("--workers", "'abc'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completionKnowsCommandsAndOptions(String shell) {
    assertThat(execute("completion", shell)).isZero();
    assertThat(out.toString()).contains("complete -F", "merge", "--shard", "bashcompinit");
  }

  @Test
  void aRefusedMergeLeavesNothingBehind(@TempDir Path directory) throws IOException {
    Path source = Files.createDirectory(directory.resolve("empty"));
    Path target = directory.resolve("target");
    assertThat(execute("merge", source.toString(), "--into", target.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("has no records").hasLineCount(1);
    assertThat(target).doesNotExist();
  }

  @Test
  void theVersionNamesTheCommit() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString().strip()).isEqualTo(BuildInfo.current().describe()).contains("commit");
  }

  @Test
  void aMisspelledOptionIsAnsweredWithTheOneMeant() {
    assertThat(execute("run", "x.conf", "--worker", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("--worker").contains("--workers");
  }

  @Test
  void aMisspelledCommandIsAnsweredWithTheOneMeant() {
    assertThat(execute("figure")).isEqualTo(2);
    assertThat(err.toString()).contains("figure").contains("nodesnr figures");
  }

  @Test
  void aMissingConfigIsOneLineAndExitCode2() {
    assertThat(execute("run", directory.resolve("none.conf").toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("nodesnr: ").contains("none.conf");
  }

  @Test
  void aMistakeInAConfigIsOneLineAndDebugShowsTheTrace() throws IOException {
    String config = config(Tiny.CONFIG.replace("learningRate", "learningRat"));
    assertThat(execute("run", config, "--dry-run")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("tiny.conf", "learningRate").doesNotContain("\tat ");
    assertThat(execute("run", config, "--dry-run", "--debug")).isEqualTo(2);
    assertThat(err.toString()).contains("\tat org.nodesnr.config");
  }

  @Test
  void aDryRunRefusesWhatASweepWould() throws IOException {
    assertThat(execute("run", tiny(), "--dry-run", "--save-every", "-1")).isEqualTo(2);
    assertThat(err.toString()).contains("--save-every -1: give at least 1 second");
  }

  @Test
  void aDryRunPrintsThePlanAndMakesNothing() throws IOException {
    assertThat(execute("run", tiny(), "--dry-run", "--results", results(), "-w", "2")).isZero();
    assertThat(out.toString())
        .contains("4 runs of 2 regimes, 200 steps each, on synthetic-digits")
        .contains("sgd: 2 runs", "0 done before, 4 to train", "with 2 workers");
    assertThat(directory.resolve("results")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "5000"})
  void impossibleNumbersOfWorkersAreRefused(String workers) throws IOException {
    assertThat(execute("run", tiny(), "--results", results(), "--workers=" + workers)).isEqualTo(2);
    assertThat(err.toString()).contains("--workers " + workers);
  }

  @Test
  void thereIsNoReportWithoutRecords() throws IOException {
    assertThat(execute("figures", tiny(), "--results", results())).isEqualTo(2);
    assertThat(err.toString()).contains("no usable record", "nodesnr run");
  }

  @Test
  void evaluateSaysHowToKeepNetworks() throws IOException {
    assertThat(execute("evaluate", tiny(), "--results", results())).isEqualTo(2);
    assertThat(err.toString()).contains("--keep-networks");
    assertThat(execute("evaluate", tiny(), "--results", results(), "--run", "zz")).isEqualTo(2);
    assertThat(err.toString()).contains("--run zz");
  }

  @Test
  void statusOfWhatWasNeverBegun() throws IOException {
    assertThat(execute("status", tiny(), "--results", results())).isZero();
    assertThat(out.toString()).contains("0 of 4 runs finished", "4 waiting", "0 of 800 steps");
  }

  @Test
  void statusAndDoctorAsJson() throws IOException {
    assertThat(execute("status", tiny(), "--results", results(), "--format", "json")).isZero();
    JsonNode status = Json.parse(out.toString());
    assertThat(status.get("runs").asInt()).isEqualTo(4);
    assertThat(status.get("waiting").asInt()).isEqualTo(4);
    assertThat(status.get("correlations")).isEmpty();
    assertThat(status.get("best").isNull()).isTrue();
    assertThat(status.get("steps").get("made").asInt()).isZero();
    assertThat(status.get("steps").get("planned").asInt()).isEqualTo(800);
    out.getBuffer().setLength(0);
    assertThat(execute("status", tiny(), "--results", results(), "--format=json", "--shard", "1/4"))
        .isZero();
    assertThat(Json.parse(out.toString()).get("runs").asInt()).isEqualTo(1);
    assertThat(Json.parse(out.toString()).get("steps").get("planned").asInt()).isEqualTo(200);
    out.getBuffer().setLength(0);
    assertThat(execute("doctor", "--data", directory.toString(), "--format=json")).isZero();
    JsonNode doctor = Json.parse(out.toString());
    assertThat(doctor.get("backend").asText()).contains("CpuBackend");
    assertThat(doctor.get("works").asBoolean()).isTrue();
    assertThat(doctor.get("workers").asInt()).isPositive();
    assertThat(doctor.get("data").has("mnist")).isTrue();
  }

  @Test
  void aBadArgumentIsOneLine() throws IOException {
    assertThat(execute("run", tiny(), "--workers", "abc")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("nodesnr: Invalid value for option '--workers'")
        .contains("abc")
        .endsWith("; see 'nodesnr run --help'" + System.lineSeparator())
        .hasLineCount(1);
    err.getBuffer().setLength(0);
    assertThat(execute("figurs")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean 'nodesnr figures'").hasLineCount(1);
  }

  @Test
  void dataNeedsAnActionAndAKnownSet() {
    assertThat(execute("data")).isEqualTo(2);
    assertThat(err.toString()).contains("where, fetch, verify");
    assertThat(execute("data", "where", "mnits")).isEqualTo(2);
    assertThat(err.toString()).contains("mnits", "mnist, cifar10");
    assertThat(execute("data", "where", "synthetic-digits")).as("has no files").isEqualTo(2);
    assertThat(execute("data", "where", "--data", directory.resolve("no").toString())).isEqualTo(2);
  }

  @Test
  void whereKnowsEverySetThatConfigsCanName() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("FashionMNIST/raw"));
    Files.createFile(folder.resolve("t10k-images-idx3-ubyte.gz"));
    assertThat(execute("data", "where", "--data", directory.toString())).isZero();
    assertThat(out.toString().lines().takeWhile(line -> !line.startsWith("looked")))
        .map(line -> line.split(" ")[0])
        .containsExactlyElementsOf(Datasets.IN_FILES);
    assertThat(out.toString().lines().filter(line -> line.startsWith("fashion-mnist ")))
        .first()
        .asString()
        .endsWith(folder.toString());
    assertThat(execute("data", "verify", "fashion-mnist", "--data", directory.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("train-images-idx3-ubyte is missing").hasLineCount(1);
    err.getBuffer().setLength(0);
    assertThat(execute("data", "fetch", "kmnist", "--data", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("kmnist: not found, and not downloaded").hasLineCount(1);
  }

  @Test
  void whereNamesEveryPlaceThatWasLookedAt() {
    assertThat(execute("data", "where", "mnist", "--data", directory.toString())).isZero();
    assertThat(out.toString()).contains(directory.toString());
  }

  @Test
  void doctorNamesBackendAndLibrary() {
    assertThat(execute("doctor", "--data", directory.toString())).isZero();
    assertThat(out.toString()).contains("CpuBackend", "nd4j-native", "processor", "memory");
  }

  @Test
  void aTerminalIsOneOnlyWithoutNoColorAndDumb() {
    Map<String, String> usual = Map.of("TERM", "xterm");
    assertThat(Terminal.of("true", "132", usual)).isEqualTo(new Terminal(true, 132));
    assertThat(Terminal.of("false", "132", usual).interactive()).isFalse();
    assertThat(Terminal.of("true", "x", Map.of("TERM", "dumb"))).isEqualTo(new Terminal(false, 80));
    assertThat(Terminal.of("true", "", Map.of("TERM", "xterm", "NO_COLOR", "1")).interactive())
        .isFalse();
    assertThat(Terminal.of("true", "", Map.of()).interactive()).isFalse();
  }
}
