package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps in processes of their own, disturbed in the ways that workstations know. */
@Timeout(300)
class SweepProcessesTest {
  @TempDir Path directory;
  private Path config;

  @BeforeEach
  void prepare() throws IOException {
    config = directory.resolve("tiny.conf");
    Files.writeString(config, Tiny.CONFIG);
  }

  private Process start(String results, int workers, int steps) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Dorg.bytedeco.javacpp.platform.extension="
                + System.getProperty("org.bytedeco.javacpp.platform.extension", ""),
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            config.toString(),
            "--offline",
            "--results",
            directory.resolve(results).toString(),
            "--workers",
            Integer.toString(workers),
            "--save-every",
            "1",
            "--keep-networks",
            "--no-report",
            "--set",
            "base.steps=" + steps));
    File log = directory.resolve(results + ".log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private int sweep(String results, int workers, int steps)
      throws IOException, InterruptedException {
    return end(start(results, workers, steps), results);
  }

  private int end(Process process, String results) throws IOException, InterruptedException {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(log(results)).isTrue();
    return process.exitValue();
  }

  private String log(String results) throws IOException {
    return Files.readString(directory.resolve(results + ".log"));
  }

  private Path experiment(String results) {
    return directory.resolve(results).resolve("tiny");
  }

  private String read(String results, String file) throws IOException {
    return Files.readString(experiment(results).resolve(file));
  }

  private List<String> files(String results) throws IOException {
    try (Stream<Path> files = Files.walk(experiment(results))) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> experiment(results).relativize(f).toString())
          .filter(f -> !f.startsWith("logs") && !f.startsWith("tables"))
          .sorted()
          .toList();
    }
  }

  private void assertSame(String results, String expected) throws IOException {
    assertThat(read(results, "runs.csv")).isEqualTo(read(expected, "runs.csv"));
    assertThat(read(results, "checkpoints.csv")).isEqualTo(read(expected, "checkpoints.csv"));
    assertThat(files(results)).isEqualTo(files(expected));
    for (String file : files(expected)) {
      if (file.startsWith("networks") || file.startsWith("nodes")) {
        assertThat(experiment(results).resolve(file))
            .hasSameBinaryContentAs(experiment(expected).resolve(file));
      }
    }
  }

  @Test
  void twoWorkersKilledAnywhereGiveTheNumbersOfOneUndisturbed() throws Exception {
    int steps = 8_000;
    assertThat(sweep("calm", 1, steps)).as(log("calm")).isZero();
    tabulate("calm", steps);
    assertThat(read("calm", "runs.csv").lines()).hasSize(5);
    assertThat(files("calm").stream().filter(f -> f.startsWith("state")))
        .containsExactly("state/.locks");

    SplittableRandom random = new SplittableRandom(1);
    killWorker(random, steps);
    killCoordinator(random, steps);
    assertThat(sweep("rough", 2, steps)).as(log("rough")).isZero();
    tabulate("rough", steps);
    assertSame("rough", "calm");

    assertThat(sweep("rough", 2, steps)).isZero();
    assertThat(log("rough")).contains("4 done before, 0 to train");
  }

  /** Kills a worker, then the coordinator soon after. */
  private void killWorker(SplittableRandom random, int steps) throws Exception {
    Process process = start("rough", 2, steps);
    awaitRuns(process);
    Thread.sleep(random.nextInt(1000));
    process.descendants().findFirst().ifPresent(ProcessHandle::destroyForcibly);
    process.waitFor(random.nextInt(2000), TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    end(process, "rough");
  }

  private void killCoordinator(SplittableRandom random, int steps) throws Exception {
    Process process = start("rough", 2, steps);
    process.waitFor(2000 + random.nextInt(4000), TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    end(process, "rough");
  }

  private static void awaitRuns(Process process) throws InterruptedException {
    while (process.isAlive() && process.descendants().count() < 2) {
      Thread.sleep(50);
    }
  }

  /** Writes the tables, in this process, which is faster. */
  private void tabulate(String results, int steps) {
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(Writer.nullWriter()))
            .execute(
                "stats",
                config.toString(),
                "--results",
                directory.resolve(results).toString(),
                "--set",
                "base.steps=" + steps);
    assertThat(code).isZero();
  }

  @Test
  void terminatedASweepSavesStopsAndSaysHowToGoOn() throws Exception {
    Process process = start("stopped", 2, 1_000_000);
    awaitLine("stopped", "by this measurement");
    Process second = start("stopped", 2, 1_000_000);
    assertThat(end(second, "stopped")).isEqualTo(2);
    assertThat(log("stopped"))
        .contains("another sweep is writing here (process " + process.pid() + " on ");
    List<ProcessHandle> workers = process.descendants().toList();
    process.destroy();
    assertThat(end(process, "stopped")).as(log("stopped")).isEqualTo(130);
    assertThat(log("stopped")).contains("4 of 4 runs are left", "goes on where this one stopped");
    assertThat(workers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(files("stopped"))
        .anyMatch(f -> f.matches("state/[0-9a-f]{16}\\.json"))
        .anyMatch(f -> f.matches("state/[0-9a-f]{16}-[0-9]+\\.bin"));
  }

  private void awaitLine(String results, String line) throws IOException, InterruptedException {
    while (!log(results).contains(line)) {
      Thread.sleep(100);
    }
    Thread.sleep(2000);
  }
}
