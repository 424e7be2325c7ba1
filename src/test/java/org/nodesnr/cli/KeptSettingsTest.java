package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.config.ExperimentLoader;
import org.nodesnr.files.Json;

/** An experiment that was swept with --set is reported on and compared without. */
@Timeout(180)
class KeptSettingsTest {
  private static final String SET = "base.steps=100";

  @TempDir Path directory;

  private InProcess swept() throws Exception {
    InProcess plain = InProcess.of(directory, Tiny.CONFIG);
    InProcess swept =
        new InProcess(
            plain.config(),
            plain.results(),
            ExperimentOptions.jobs(ExperimentLoader.load(plain.config(), List.of(SET))));
    swept.trained();
    // Every run is done: the sweep writes nothing but what it was asked to be.
    assertThat(swept.command("run", "--set", SET, "--offline", "--no-report").code()).isZero();
    return swept;
  }

  @Test
  void figuresAndStatsTakeTheSettingsOfTheSweep() throws Exception {
    InProcess swept = swept();
    InProcess.Answer stats = swept.command("stats");
    assertThat(stats.err()).isEmpty();
    assertThat(stats.code()).isZero();
    assertThat(stats.out()).contains("note: the runs swept with --set " + SET);
    assertThat(Files.readAllLines(swept.directory().runTable()))
        .hasSize(5)
        .anyMatch(row -> row.contains(swept.jobs().get(3).id()));
    Path settings = swept.directory().root().resolve("settings.json");
    assertThat(Json.parse(Files.readString(settings)).path("set").get(0).asText()).isEqualTo(SET);

    // Records of the config as it is come first.
    InProcess.of(directory, Tiny.CONFIG).trained();
    assertThat(swept.command("stats").out())
        .doesNotContain("swept with --set")
        .contains("4 records are of runs that this config does not have");

    Files.writeString(settings, "{");
    assertThat(swept.command("stats").code()).isZero();
  }

  @Test
  void compareSeesIt() throws Exception {
    InProcess swept = swept();
    Files.move(swept.config(), directory.resolve("tiny.conf"));
    String root = swept.directory().root().toString();
    assertThat(compare(root)).contains("swept with --set " + SET);
    Files.delete(swept.directory().root().resolve("settings.json"));
    assertThat(compare(root)).contains("no record is of a run that its config has; all are taken");
  }

  private String compare(String experiment) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute("compare", experiment, experiment, "--configs", directory.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("sgd");
    return err.toString();
  }

  @Test
  void oneExperimentThatCannotBeReportedOnKeepsNoOther() throws Exception {
    InProcess swept = swept();
    Path configs = Files.createDirectories(directory.resolve("configs"));
    String other = Tiny.CONFIG.replace("name = tiny", "name = other");
    Files.writeString(configs.resolve("a.conf"), other);
    Files.writeString(configs.resolve("b.conf"), Tiny.CONFIG);
    Files.writeString(configs.resolve("c.conf"), "name = ");
    Files.createDirectories(directory.resolve("results/other/runs"));

    String said = process(0, "stats");
    assertThat(said)
        .contains("note: left out: results/other has no usable record of a run of this config")
        .contains("note: left out: configs/c.conf:");
    assertThat(swept.directory().runTable()).exists();

    Files.delete(swept.directory().runTable());
    said = process(2, "stats", "configs/a.conf", "configs/b.conf");
    assertThat(said.lines().filter(line -> line.startsWith("nodesnr: "))).hasSize(1);
    assertThat(said).contains("nodesnr: results/other has no usable record");
    assertThat(swept.directory().runTable()).exists();
  }

  private String process(int code, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(code);
    return said;
  }
}
