package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;

/**
 * Sweeps of one config in processes of their own.
 *
 * @param directory where the config, the results of each sweep and its log lie
 * @param experiment name of the experiment
 * @param prefix program and arguments that start the Java runtime; none for starting it as it is
 * @param environment variables on top of this process's own
 */
record Sweeps(
    Path directory, String experiment, List<String> prefix, Map<String, String> environment) {
  private static final long PATIENCE_SECONDS = 180;

  static Sweeps of(Path directory, String experiment, String config) throws IOException {
    Sweeps sweeps = new Sweeps(directory, experiment, List.of(), Map.of());
    Files.writeString(sweeps.config(), config);
    return sweeps;
  }

  Sweeps behind(String... command) {
    return new Sweeps(directory, experiment, List.of(command), environment);
  }

  Sweeps with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Sweeps(directory, experiment, prefix, more);
  }

  Path config() {
    return directory.resolve(experiment + ".conf");
  }

  Process start(String results, int workers, String... more) throws IOException {
    List<String> command = new ArrayList<>(prefix);
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
            config().toString(),
            "--offline",
            "--results",
            directory.resolve(results).toString(),
            "--workers",
            Integer.toString(workers),
            "--save-every",
            "1",
            "--keep-networks"));
    command.addAll(List.of(more));
    if (!command.contains("--device")) {
      command.addAll(List.of("--device", "cpu"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile(results)));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Waits for a sweep and gives its exit code. */
  int end(Process process, String results) throws IOException, InterruptedException {
    boolean over = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!over) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(over).as(log(results)).isTrue();
    return process.exitValue();
  }

  int sweep(String results, int workers, String... more) throws IOException, InterruptedException {
    return end(start(results, workers, more), results);
  }

  /** Writes the tables, in this process, which is faster. */
  void tabulate(String results, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "stats",
                config().toString(),
                "--results",
                directory.resolve(results).toString(),
                "--set",
                "statistics.bootstrapResamples=100"));
    arguments.addAll(List.of(more));
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(Writer.nullWriter()))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).isZero();
  }

  private File logFile(String results) {
    return directory.resolve(results + ".log").toFile();
  }

  /** What the coordinators of a results directory said, one after the other. */
  String log(String results) throws IOException {
    return Files.readString(logFile(results).toPath());
  }

  ExperimentDirectory experiment(String results) {
    return ExperimentDirectory.of(directory.resolve(results), experiment);
  }

  RecordStore records(String results) {
    return ExperimentOptions.store(experiment(results));
  }

  /** Worker processes of a coordinator. */
  static List<ProcessHandle> workers(Process coordinator) {
    return coordinator
        .descendants()
        .filter(p -> p.info().command().filter(c -> c.endsWith("java")).isPresent())
        .toList();
  }

  /** Every file but locks and logs and what is made from records, relative to the experiment. */
  List<String> files(String results) throws IOException {
    Path root = experiment(results).root();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> root.relativize(f).toString())
          .filter(f -> f.matches("(runs|nodes|networks|state)/.*|.*\\.csv|.*\\.part"))
          .filter(f -> !f.startsWith("tables") && !f.startsWith("figures"))
          .sorted()
          .toList();
    }
  }

  /** Unfinished files; may be asked for while a sweep runs. */
  List<Path> partialFiles(String results) throws IOException {
    Path root = experiment(results).root();
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("runs", "nodes", "networks", "state")) {
      if (Files.isDirectory(root.resolve(folder))) {
        try (DirectoryStream<Path> files =
            Files.newDirectoryStream(root.resolve(folder), "*" + AtomicFiles.PARTIAL_SUFFIX)) {
          files.forEach(found::add);
        }
      }
    }
    return found;
  }

  /** Asserts that two sweeps left the same numbers, files and weights, bit for bit. */
  void assertSame(String results, String expected) throws IOException {
    Path actual = experiment(results).root();
    Path other = experiment(expected).root();
    assertThat(files(results)).isEqualTo(files(expected));
    for (String table : List.of("runs.csv", "checkpoints.csv")) {
      assertThat(actual.resolve(table)).hasSameTextualContentAs(other.resolve(table));
    }
    for (String file : files(expected)) {
      if (file.startsWith("networks") || file.startsWith("nodes")) {
        assertThat(actual.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
      }
    }
  }
}
