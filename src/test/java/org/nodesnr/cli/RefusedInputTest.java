package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.testing.BadConfigs;
import picocli.CommandLine;

/** Bad configs and damaged data end in one line and exit code 2, before anything is trained. */
class RefusedInputTest {
  private static final String IMAGES = "train-images-idx3-ubyte.gz";
  private static final String LABELS = "train-labels-idx1-ubyte.gz";

  @TempDir Path directory;

  private record Ending(int code, String out, String err) {}

  private Ending run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int code = line.execute(args);
    return new Ending(code, out.toString(), err.toString());
  }

  @Test
  void everyBadConfigEndsInItsMessageAndExitCode2() throws IOException {
    BadConfigs.writeIncluded(directory);
    List<String> golden = Files.readAllLines(Path.of("src/test/resources/golden/bad-configs.txt"));
    List<String> expected = golden.stream().filter(line -> line.startsWith("    ")).toList();
    List<BadConfigs.Case> cases = BadConfigs.cases();
    assertThat(expected).hasSameSizeAs(cases);
    for (int k = 0; k < cases.size(); k++) {
      BadConfigs.Case bad = cases.get(k);
      String config = Files.writeString(directory.resolve("bad.conf"), bad.config()).toString();
      List<String> args = new ArrayList<>(List.of("run", config));
      bad.overrides().forEach(override -> args.addAll(List.of("--set", override)));
      args.addAll(List.of("--results", directory.resolve("results").toString()));
      Ending ending = run(args.toArray(String[]::new));
      assertThat(ending.err().replace(directory + "/", ""))
          .as(bad.name())
          .isEqualTo("nodesnr: " + expected.get(k).strip() + "\n");
      assertThat(ending.code()).as(bad.name()).isEqualTo(ExitCodes.BAD_INPUT);
      assertThat(ending.out()).isEmpty();
    }
    assertThat(directory.resolve("results")).doesNotExist();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] images(int count) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(16 + count * 784).putInt(0x803).putInt(count);
    file.putInt(28).putInt(28);
    while (file.hasRemaining()) {
      file.put((byte) (file.position() % 251 + count));
    }
    return gzip(file.array());
  }

  private static byte[] labels(int count) throws IOException {
    return gzip(ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count).array());
  }

  private interface Damage {
    void to(Map<String, byte[]> files) throws IOException;
  }

  private static Arguments damaged(String how, Damage damage, String message) {
    return Arguments.of(how, damage, message);
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damaged(
            "bit flip",
            files -> files.get(IMAGES)[files.get(IMAGES).length / 2] ^= 1,
            IMAGES + ": the compressed data "),
        damaged(
            "truncated",
            files -> files.put(IMAGES, Arrays.copyOf(files.get(IMAGES), 200)),
            IMAGES + ": the compressed data end early (the file is truncated)"),
        damaged(
            "trailing byte",
            files ->
                files.put(LABELS, Arrays.copyOf(files.get(LABELS), files.get(LABELS).length + 1)),
            LABELS + ": the compressed data are corrupt"),
        damaged(
            "images and labels swapped",
            files -> files.put(IMAGES, files.put(LABELS, files.get(IMAGES))),
            ".gz: wrong number of dimensions: "),
        damaged(
            "fewer labels than images",
            files -> files.put(LABELS, labels(25)),
            IMAGES + ": 30 images, but 25 labels in " + LABELS),
        damaged(
            "test set for training set",
            files -> {
              files.put(LABELS, files.get("t10k-labels-idx1-ubyte.gz"));
              files.put(IMAGES, files.get("t10k-images-idx3-ubyte.gz"));
            },
            " are the same file; get one of them again"),
        damaged(
            "a file missing", files -> files.remove(LABELS), "is missing, with or without .gz"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void damagedDataAreRefusedBeforeTraining(String how, Damage damage, String message)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(IMAGES, images(30));
    files.put(LABELS, labels(30));
    files.put("t10k-images-idx3-ubyte.gz", images(20));
    files.put("t10k-labels-idx1-ubyte.gz", labels(20));
    damage.to(files);
    Path data = Files.createDirectories(directory.resolve("data").resolve("mnist"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(data.resolve(file.getKey()), file.getValue());
    }
    Path config =
        Files.writeString(
            directory.resolve("small.conf"),
            "name = small, data.set = mnist, network.dense = [4], base { steps = 5, batchSize = 5 }\n"
                + "regimes.sgd {}, seeds = 1\n");
    Path results = directory.resolve("results");
    Ending ending =
        run(
            "run",
            config.toString(),
            "--data",
            data.getParent().toString(),
            "--results",
            results.toString(),
            "--workers",
            "1",
            "--offline");
    assertThat(ending.err()).contains(message);
    assertThat(ending.err().lines().filter(line -> line.startsWith("nodesnr: "))).hasSize(1);
    assertThat(ending.code()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(results).as("nothing is left").doesNotExist();
  }

  /** What is asked for by name is looked at even where there is nothing to do with it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--device cuda0      | --device cuda0: give auto, cpu, or cards such as cuda:0",
        "--device opencl:99  | --device opencl:99: no such card; there is",
        "--convolution fast  | --convolution fast: give",
        "--data nowhere      | --data nowhere: there is no such directory",
        "--save-every 0      | --save-every 0: give at least 1 second"
      })
  void optionsAreCheckedThoughAllRunsAreDone(String option, String message) throws Exception {
    InProcess tiny = InProcess.of(directory, Tiny.CONFIG.replace("steps = 200", "steps = 2"));
    tiny.trained();
    String[] two = option.split(" ");
    Ending ending =
        run(
            "run",
            tiny.config().toString(),
            "--results",
            tiny.results().toString(),
            two[0],
            two[1]);
    assertThat(ending.err()).startsWith("nodesnr: " + message).hasLineCount(1);
    assertThat(ending.code()).isEqualTo(ExitCodes.BAD_INPUT);
  }

  @Test
  void aDryRunSaysWhichDataAreMissing() throws IOException {
    Path data = Files.createDirectories(directory.resolve("MNIST/raw"));
    Files.write(data.resolve(LABELS), labels(3));
    Path config =
        Files.writeString(
            directory.resolve("small.conf"),
            "name = small, data.set = mnist, network.dense = [4], base.steps = 5\n"
                + "regimes.sgd {}, seeds = 1\n");
    Ending ending = run("run", config.toString(), "-n", "--data", directory.toString());
    assertThat(ending.code()).isZero();
    assertThat(ending.out())
        .contains("  mnist: " + data + " lacks train-images-idx3-ubyte.gz, t10k-images-idx3-ubyte");
  }
}
