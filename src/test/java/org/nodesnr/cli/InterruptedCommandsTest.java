package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.models.ModelReference;

/** Ctrl-C ends a command in one line, with exit code 130 and nothing half written. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class InterruptedCommandsTest {
  /** A shell that starts something in the background lets it ignore Ctrl-C; not here. */
  private static final String[] HEARING = {"env", "--default-signal=INT"};

  /** What the Java runtime and the command's own start take; what follows takes longer. */
  private static final Duration BEGUN = Duration.ofMillis(1500);

  private static final String[] LONG_REPORT = {"--set", "statistics.bootstrapResamples=1000000"};

  @TempDir Path directory;
  private Sweeps sweeps;

  @BeforeEach
  void prepare() throws IOException {
    sweeps = Sweeps.of(directory, "tiny", Tiny.CONFIG).behind(HEARING);
  }

  private static void interrupt(Process process, Duration worked) throws Exception {
    while (process.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(worked) < 0) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
  }

  private Process start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(HEARING));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dorg.bytedeco.javacpp.platform.extension="
                + System.getProperty("org.bytedeco.javacpp.platform.extension", ""),
            "-Djava.awt.headless=true",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private void nothingHalfWritten() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.map(Path::toString)).noneMatch(f -> f.endsWith(AtomicFiles.PARTIAL_SUFFIX));
    }
  }

  /** Pictures enough for a minute, in a file without blocks. */
  private Path pictures() throws IOException {
    long samples = 60_000;
    String header =
        "{'descr': '|u1', 'fortran_order': False, 'shape': (" + samples + ", 3, 32, 32), }";
    String padded = header + " ".repeat(117 - header.length()) + "\n";
    Path file = directory.resolve("inputs.npy");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
      out.write(padded.getBytes(StandardCharsets.US_ASCII));
      out.setLength(128 + samples * 3 * 32 * 32);
    }
    return file;
  }

  @Test
  void evaluate() throws Exception {
    Path log = directory.resolve("evaluate.log");
    Process process =
        start(
            log,
            "evaluate",
            "--model",
            ModelReference.FILES.resolve("graphs/resnet20.onnx").toString(),
            "--inputs",
            pictures().toString(),
            "--figures",
            directory.resolve("plots").toString());
    interrupt(process, BEGUN.multipliedBy(2));
    assertThat(log).hasContent("nodesnr: interrupted");
    assertThat(directory.resolve("plots")).doesNotExist();
  }

  /** Behind a sweep, and by itself. */
  @Test
  void reports() throws Exception {
    Process run = sweeps.start("results", 2, LONG_REPORT);
    Path runs = sweeps.experiment("results").root().resolve("runs");
    while (!Files.isDirectory(runs) || sweeps.records("results").readAll().records().size() < 4) {
      assertThat(run.isAlive()).as(sweeps.log("results")).isTrue();
      Thread.sleep(50);
    }
    // workers are told to end
    Thread.sleep(1500);
    interrupt(run, BEGUN);
    assertThat(sweeps.log("results").lines().filter(line -> line.contains("interrupted")))
        .containsExactly("nodesnr: interrupted");
    nothingHalfWritten();

    Path log = directory.resolve("figures.log");
    String config = sweeps.config().toString();
    String results = directory.resolve("results").toString();
    Process figures =
        start(log, "figures", config, "--results", results, LONG_REPORT[0], LONG_REPORT[1]);
    interrupt(figures, BEGUN);
    assertThat(Files.readAllLines(log))
        .filteredOn(line -> !line.startsWith("note: the runs swept with "))
        .containsExactly("nodesnr: interrupted");
    nothingHalfWritten();
  }

  @Test
  void aFileThatIsBeingWrittenIsFinished() throws Exception {
    Path log = directory.resolve("slow.log");
    Path file = directory.resolve("file");
    List<String> command = new ArrayList<>(List.of(HEARING));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SlowWriter.class.getName(),
            file.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    while (!Files.exists(log) || !Files.readString(log).contains("writing")) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    interrupt(process, Duration.ZERO);
    assertThat(log).hasContent("writing\nnodesnr: interrupted");
    assertThat(file).hasContent("the first half, the second half");
    assertThat(directory.resolve("another")).doesNotExist();
    nothingHalfWritten();
  }

  /** Writes a file for a second, then would write another one. */
  static final class SlowWriter {
    private SlowWriter() {}

    /**
     * Writes.
     *
     * @param args the file
     */
    public static void main(String[] args) throws Exception {
      new Interruption().await(System.err, false);
      Path file = Path.of(args[0]);
      AtomicFiles.write(
          file,
          out -> {
            out.write("the first half, ".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            System.err.println("writing");
            try {
              Thread.sleep(1000);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            out.write("the second half".getBytes(StandardCharsets.US_ASCII));
          });
      AtomicFiles.write(file.resolveSibling("another"), "never");
    }
  }
}
