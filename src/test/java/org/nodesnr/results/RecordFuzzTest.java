package org.nodesnr.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Json;
import org.nodesnr.files.PackedFile;
import org.nodesnr.spec.RunSpecs;
import org.nodesnr.testing.Fuzz;
import org.nodesnr.testing.FuzzTarget;

/**
 * Damaged files of results. A record is set aside or can be put into tables; files of nodes and
 * vectors are read or refused with an {@link IOException} that names them.
 */
class RecordFuzzTest {
  private static final Path RECORDS = Path.of("results/reference/mnist-quick/runs");

  @TempDir Path temporary;

  @Test
  void records() throws Exception {
    List<Path> shipped;
    try (Stream<Path> files = Files.list(RECORDS)) {
      shipped = files.sorted().limit(3).toList();
    }
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, "fuzz");
    RecordStore store = new RecordStore(directory, spec -> RunSpecs.id(RunSpecs.fromJson(spec)));
    String id = shipped.get(0).getFileName().toString().replace(".json.gz", "");
    Path file = Files.createDirectories(directory.runs()).resolve(id + ".json");
    Files.writeString(file, PackedFile.text(shipped.get(0)));
    RunRecord whole = store.find(id).orElseThrow();
    Fuzz.of(FuzzTarget.RUN_RECORDS)
        .from(Files.readAllBytes(file), Json.line(whole).getBytes(StandardCharsets.UTF_8))
        .words("null", "[]", "{}", "[null]", "\"NaN\"", "\"variants\":", "\"layers\":", ",", "}")
        .words("\"step\":", "\"DIVERGED\"", "\"schema\":1", whole.regime(), "[", "{", "\\u0000")
        .run(
            input -> {
              Fuzz.write(file, input);
              RecordStore.Contents contents = store.readAll();
              assertThat(contents.records().size() + contents.damaged().size()).isEqualTo(1);
              List<RunRecord> runs = contents.records();
              if (!runs.isEmpty()) {
                Csv.text(RunTable.ofFinal(runs, List.of(whole.regime())).table());
                Csv.text(RunTable.ofCheckpoints(runs, List.of()).table());
                return "";
              }
              assertThat(store.find(whole.id())).isEmpty();
              return contents.damaged().get(0).reason();
            });
  }

  private static byte[] gzip(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private interface Reading {
    Object read(Path file) throws IOException;
  }

  /** Inputs that are no gzip themselves are compressed first. */
  private String outcome(byte[] input, Reading reading) throws IOException {
    boolean compressed = input.length > 1 && input[0] == 0x1f && input[1] == (byte) 0x8b;
    Path file = Fuzz.write(temporary.resolve("input.csv.gz"), compressed ? input : gzip(input));
    try {
      assertThat(reading.read(file)).isNotNull();
      return "";
    } catch (IOException e) {
      assertThat(e.getMessage()).startsWith(file + ": ");
      return e.getMessage();
    }
  }

  @Test
  void valuesOfNodes() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NodeFile.write(
        List.of(
            NodeValues.of("paper", 1, 3, 1, 2, 0.5, 3),
            NodeValues.of("notebook", 1, 3, 1, 2, 0, 3),
            NodeValues.of("paper", 2, 0, 0.12345678901, Double.NaN, 0.25, 1e-9),
            NodeValues.of("notebook", 2, 0, -0.5, 12345678.9, 0.25, 1e-9)),
        out);
    Fuzz.of(FuzzTarget.NODE_FILES)
        .from(out.toByteArray(), unzipped(out))
        .words(",", "\n", "\r\n", "paper", "2,0,", "layer,node,variant,S,G,activationRate")
        .run(input -> outcome(input, NodeFile::read));
  }

  @Test
  void vectors() throws Exception {
    List<NodeVectors.Input> inputs =
        List.of(
            new NodeVectors.Input(0, 0.123456, -1.23456e-7),
            new NodeVectors.Input(3, -0.5, Double.NaN));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VectorFile.write(
        List.of(
            new NodeVectors(1, 10, 7, 0.12345678901, 2, inputs),
            new NodeVectors(2, 50, 2, 0.5, 3, inputs)),
        out);
    Fuzz.of(FuzzTarget.VECTOR_FILES)
        .from(out.toByteArray(), unzipped(out))
        .words(",", "\n", "\r\n", "1,10,7,", "layer,percentile,node,S,G,input,w,c")
        .run(input -> outcome(input, VectorFile::read));
  }

  private static byte[] unzipped(ByteArrayOutputStream gzip) throws IOException {
    try (var in =
        new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(gzip.toByteArray()))) {
      return in.readAllBytes();
    }
  }
}
