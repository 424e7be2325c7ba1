package org.nodesnr.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.files.GzipLines;
import org.nodesnr.files.Json;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Quantity;
import org.nodesnr.measure.Reading;

class RecordStoreTest {
  @TempDir Path temporary;
  private ExperimentDirectory directory;
  private RecordStore store;
  private final List<RunRecord> runs =
      MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES.subList(0, 3), 2);

  @BeforeEach
  void open() {
    directory = ExperimentDirectory.of(temporary, "mnist");
    store = new RecordStore(directory);
  }

  @Test
  void recordsComeBackUnchangedAndSortedById() throws IOException {
    for (RunRecord run : runs) {
      store.write(run);
    }
    RecordStore.Contents contents = store.readAll();
    assertThat(contents.damaged()).isEmpty();
    assertThat(contents.records()).containsExactlyInAnyOrderElementsOf(runs);
    assertThat(contents.records()).extracting(RunRecord::id).isSorted();
    assertThat(store.find(runs.get(4).id())).contains(runs.get(4));
  }

  @Test
  void anEmptyStoreHasNothing() throws IOException {
    assertThat(store.readAll().records()).isEmpty();
    assertThat(store.find("none")).isEmpty();
  }

  @Test
  void damagedRecordsAreNamedAndIgnored() throws IOException {
    RunRecord run = runs.get(0);
    String text = Json.text(run);
    Path folder = Files.createDirectories(directory.runs());
    Files.writeString(folder.resolve("a-truncated.json"), text.substring(0, text.length() / 2));
    Files.writeString(folder.resolve("b-old.json"), text.replace("\"schema\": 2", "\"schema\": 0"));
    Files.writeString(folder.resolve("c-renamed.json"), text);
    Files.writeString(folder.resolve("d-empty.json"), "");
    Files.write(folder.resolve("e-binary.json"), new byte[] {'{', (byte) 0xff, '}'});
    Files.writeString(folder.resolve("f-field.json"), text.replace("\"seed\":", "\"sead\":"));
    Files.writeString(folder.resolve("g-list.json"), "[1, 2]");
    Files.writeString(folder.resolve("h-new.json"), text.replace("\"schema\": 2", "\"schema\": 3"));
    Files.writeString(folder.resolve(".x.json.17.part"), text);
    Files.writeString(folder.resolve("notes.txt"), "hello");
    store.write(run);

    RecordStore.Contents contents = store.readAll();
    assertThat(contents.records()).containsExactly(run);
    assertThat(contents.damaged())
        .extracting(d -> d.path().getFileName().toString())
        .containsExactly(
            "a-truncated.json",
            "b-old.json",
            "c-renamed.json",
            "d-empty.json",
            "e-binary.json",
            "f-field.json",
            "g-list.json",
            "h-new.json");
    assertThat(contents.damaged())
        .filteredOn(DamagedRecord::newer)
        .extracting(DamagedRecord::id)
        .containsExactly("h-new");
    assertThat(contents.damaged())
        .extracting(DamagedRecord::reason)
        .satisfiesExactly(
            r -> assertThat(r).startsWith("is truncated or no run record"),
            r -> assertThat(r).isEqualTo("has schema 0, but this version reads up to 2"),
            r -> assertThat(r).isEqualTo("holds run " + run.id() + ", which its name denies"),
            r -> assertThat(r).isEqualTo("is empty"),
            r -> assertThat(r).isEqualTo("is no UTF-8 text"),
            r ->
                assertThat(r)
                    .startsWith("is truncated or no run record, line ")
                    .endsWith("Missing creator property 'seed' (index 5)"),
            r -> assertThat(r).isEqualTo("is no run record"),
            r -> assertThat(r).isEqualTo("has schema 3, but this version reads up to 2"));
    assertThat(contents.damaged().get(1).describe())
        .isEqualTo(
            "ignored: "
                + folder.resolve("b-old.json")
                + " has schema 0, but this version reads up to 2");
    assertThat(folder.resolve("a-truncated.json")).exists();
    assertThat(store.find("a-truncated")).isEmpty();
  }

  private Path pack(RunRecord run) throws IOException {
    Path plain = directory.plainRun(run.id());
    Path packed = plain.resolveSibling(plain.getFileName() + ".gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(plain, out);
    }
    Files.delete(plain);
    return packed;
  }

  @Test
  void packedRecordsAreReadLikePlainOnes() throws IOException {
    for (RunRecord run : runs) {
      store.write(run);
    }
    RecordStore.Contents plain = store.readAll();
    Path packed = pack(runs.get(1));
    pack(runs.get(3));
    assertThat(store.readAll()).isEqualTo(plain);
    assertThat(store.find(runs.get(1).id())).contains(runs.get(1));
    assertThat(directory.run(runs.get(1).id())).isEqualTo(packed);
    // one that is written anew stands before the packed one
    store.write(runs.get(1));
    assertThat(directory.run(runs.get(1).id())).isEqualTo(directory.plainRun(runs.get(1).id()));
    assertThat(store.readAll()).isEqualTo(plain);
  }

  @Test
  void damagedPackedRecordsAreNamedAndIgnored() throws IOException {
    for (RunRecord run : runs.subList(0, 3)) {
      store.write(run);
    }
    Path cut = pack(runs.get(0));
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    Path other = pack(runs.get(1));
    Files.writeString(other, "{}");
    Path renamed = pack(runs.get(2));
    Files.move(renamed, renamed.resolveSibling("x.json.gz"));
    assertThat(store.readAll().records()).isEmpty();
    assertThat(store.readAll().damaged())
        .extracting(d -> d.id() + " " + d.reason())
        .containsExactlyInAnyOrder(
            runs.get(0).id() + " is damaged: it ends too early",
            runs.get(1).id() + " is damaged: Not in GZIP format",
            "x holds run " + runs.get(2).id() + ", which its name denies");
  }

  @Test
  void recordsOfTheFirstBuildsHaveOneEngineThatConvolvedDirectly() throws IOException {
    RunRecord run = runs.get(0);
    String text = Json.text(run);
    String first =
        text.replaceFirst(",\\s*\"engine\": *\"nd4j\",\\s*\"convolution\": *\"direct\"", "");
    assertThat(first).isNotEqualTo(text);
    Files.createDirectories(directory.runs());
    Files.writeString(directory.run(run.id()), first);
    assertThat(store.find(run.id())).contains(run);
  }

  @Test
  void recordsOfTheFirstBuildsHaveNoProcessorTime() throws IOException {
    RunRecord run = runs.get(0);
    String text = Json.text(run);
    String first = text.replaceFirst(",\\s*\"processorSeconds\": *[0-9.]+", "");
    assertThat(first).isNotEqualTo(text);
    Files.createDirectories(directory.runs());
    Files.writeString(directory.run(run.id()), first);
    Provenance read = store.find(run.id()).orElseThrow().provenance();
    assertThat(read.processorSeconds()).isNaN();
    assertThat(read.coreSeconds()).isEqualTo(read.wallSeconds() * read.threads());
    assertThat(run.provenance().coreSeconds()).isEqualTo(run.provenance().processorSeconds());
  }

  @Test
  void aChangedNumberIsNoticed() throws IOException {
    RunRecord run = runs.get(0);
    store.write(run);
    Path file = directory.run(run.id());
    String text = Files.readString(file);
    double accuracy = run.checkpoints().get(30).test().accuracy();
    String edited = text.replace("\"accuracy\":" + accuracy, "\"accuracy\":0.9999");
    assertThat(edited).isNotEqualTo(text);
    Files.writeString(file, edited);
    assertThat(store.find(run.id())).isEmpty();
    assertThat(store.readAll().damaged())
        .extracting(DamagedRecord::reason)
        .containsExactly("was changed after it was written: its checksum differs");

    Files.writeString(file, text.replace("\"regime\": \"SGD\"", "\"regime\": \"L2\""));
    assertThat(store.readAll().damaged()).hasSize(1);
    Files.writeString(file, text.replace(": ", " :\n\t"));
    assertThat(store.readAll().records()).as("only laid out otherwise").containsExactly(run);
  }

  @Test
  void recordsFromBeforeThereWereChecksumsAreRead() throws IOException {
    RunRecord run = runs.get(0);
    Files.createDirectories(directory.runs());
    Files.writeString(directory.run(run.id()), Json.text(run));
    assertThat(Files.readString(directory.run(run.id()))).doesNotContain("\n \"sha256\"");
    assertThat(store.readAll().records()).containsExactly(run);
    RecordStore shipped =
        new RecordStore(ExperimentDirectory.reference(Path.of("results"), "mnist-quick"));
    assertThat(shipped.readAll().records()).hasSize(18);
    assertThat(shipped.readAll().damaged()).isEmpty();
  }

  @Test
  void aDamagedFileIsKeptUnderAnotherName() throws IOException {
    RunRecord run = runs.get(0);
    for (String name : List.of(".damaged", ".damaged-2", ".damaged-3")) {
      Files.createDirectories(directory.runs());
      Files.writeString(directory.run(run.id()), name);
      store.keep(store.readAll().damaged().get(0));
      store.write(run);
      assertThat(directory.runs().resolve(run.id() + ".json" + name)).hasContent(name);
    }
    assertThat(store.readAll()).isEqualTo(new RecordStore.Contents(List.of(run), List.of()));
  }

  @Test
  void contradictionsWithinARecordAreFound() throws IOException {
    RunRecord run = runs.get(0);
    List<Checkpoint> backwards = new ArrayList<>(run.checkpoints());
    Collections.reverse(backwards);
    store.write(with("backwards", backwards));
    store.write(with("unmeasured", run.checkpoints().subList(0, 2)));
    store.write(with("untrained", List.of()));
    assertThat(store.readAll().damaged())
        .extracting(d -> d.path().getFileName().toString(), DamagedRecord::reason)
        .containsExactly(
            tuple("backwards.json", "has checkpoint 58000 after 60000"),
            tuple(
                "unmeasured.json", "is marked as finished, but its final network was not measured"),
            tuple(
                "untrained.json", "is marked as finished, but its final network was not measured"));
  }

  @Test
  void theIdIsHeldAgainstTheConfig() throws IOException {
    store.write(runs.get(0));
    assertThat(new RecordStore(directory, spec -> runs.get(0).id()).readAll().damaged()).isEmpty();
    assertThat(new RecordStore(directory, spec -> "other").readAll().damaged())
        .extracting(DamagedRecord::reason)
        .containsExactly("has a config whose id is other");
    RecordStore refusing =
        new RecordStore(
            directory,
            spec -> {
              throw new IllegalArgumentException("no such key");
            });
    assertThat(refusing.readAll().damaged())
        .extracting(DamagedRecord::reason)
        .containsExactly("has a config that this version can't read: no such key");
  }

  @Test
  void anEditedCopyOfTheConfigIsFound() throws IOException {
    RunRecord run = runs.get(0);
    Path file = directory.run(run.id());
    Files.createDirectories(file.getParent());
    String text = Json.text(run);
    RecordStore store = new RecordStore(directory, spec -> run.id());
    for (String edited :
        List.of(
            text.replace("\"regime\": \"SGD\"", "\"regime\": \"L2 0.00002\""),
            text.replace("\"family\": \"SGD\"", "\"family\": \"L2\""),
            Json.text(withSpec(run, "{\"seed\":77}")))) {
      assertThat(edited).isNotEqualTo(text);
      Files.writeString(file, edited);
      assertThat(store.readAll().damaged())
          .extracting(DamagedRecord::reason)
          .containsExactly("has another seed, regime or family than its config");
    }
  }

  @Test
  void impossibleNumbersAreFound() throws IOException {
    RunRecord run = runs.get(0);
    Checkpoint last = run.checkpoints().get(run.checkpoints().size() - 1);
    Quantity ofS = Quantity.ofLayer(Measure.OPTIMALITY, "paper", 1);
    Quantity ofG = Quantity.ofLayer(Measure.GAIN, "paper", 1);
    double tooLarge = -1.001 * Math.sqrt(last.layers().get(0).inputs());
    Path file = directory.run(run.id());
    Files.createDirectories(file.getParent());
    String text = Json.line(run);
    String score = "has an accuracy outside [0, 1] or a loss below 0 at step ";
    Map<String, String> edits = new LinkedHashMap<>();
    edits.put(
        text.replace(Json.line(last.test()), "{\"accuracy\":1.01,\"loss\":1,\"samples\":9}"),
        score);
    edits.put(
        text.replace(Json.line(last.test()), "{\"accuracy\":0.9,\"loss\":-1,\"samples\":9}"),
        score);
    edits.put(
        text.replace(Json.line(last.train()), "{\"accuracy\":\"NaN\",\"loss\":1,\"samples\":9}"),
        score);
    edits.put(
        text.replace(Json.line(last.reading(ofS).orElseThrow()), read("S", 1.001)),
        "has an impossible paper.S1 at step ");
    edits.put(
        text.replace(Json.line(last.reading(ofG).orElseThrow()), read("G", tooLarge)),
        "has an impossible paper.G1 at step ");
    assertThat(edits).hasSize(5).doesNotContainKey(text);
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      Files.writeString(file, edit.getKey());
      assertThat(store.readAll().damaged())
          .extracting(DamagedRecord::reason)
          .singleElement()
          .asString()
          .startsWith(edit.getValue());
    }
  }

  private static String read(String measure, double value) {
    return Json.line(new Reading(measure, "paper", 1, value, 1000, 0));
  }

  @Test
  void measurementsOtherThanTheConfigAsksForAreFound() throws IOException {
    RunRecord run = runs.get(0);
    RecordStore store = new RecordStore(directory, spec -> run.id());
    store.write(withSpec(run, "{\"evaluation\":{\"variants\":[{\"name\":\"paper\"}]}}"));
    assertThat(store.readAll().damaged())
        .extracting(DamagedRecord::reason)
        .containsExactly("has other layers or variants than its config at step 0");
    store.write(withSpec(run, "{\"regime\":{\"steps\":60001}}"));
    assertThat(store.readAll().damaged())
        .extracting(DamagedRecord::reason)
        .containsExactly("is marked as finished, but ends at step 60000 of 60001");
    store.write(run);
    assertThat(store.readAll().damaged()).isEmpty();
  }

  @Test
  void whatJsonAllowsAndARecordDoesNotIsFound() throws IOException {
    RunRecord run = runs.get(0);
    Path file = directory.run(run.id());
    Files.createDirectories(file.getParent());
    String text = Json.text(run);
    for (String edited :
        List.of(
            text.replace("\"regime\": \"SGD\"", "\"regime\": null"),
            text.replace("\"message\":", "\"seed\": 5, \"message\":"),
            text.replaceFirst("\"seed\": (\\d+)", "\"seed\": $1.5"),
            text.replace("\"message\":", "\"massage\": \"\", \"message\":"),
            text + "{}")) {
      assertThat(edited).isNotEqualTo(text);
      Files.writeString(file, edited);
      assertThat(store.readAll().damaged())
          .extracting(DamagedRecord::reason)
          .singleElement()
          .asString()
          .startsWith("is truncated or no run record, line ");
    }
  }

  @Test
  void damagedValuesOfNodesAreRefusedWithTheirFile() throws IOException {
    store.writeNodes("run", List.of(NodeValues.of("paper", 1, 0, 0.5, 1, 0.5, 1)));
    store.writeVectors(
        "run", List.of(new NodeVectors(1, 10, 0, 1, 1, List.of(new NodeVectors.Input(0, 1, 1)))));
    Path nodes = directory.nodes("run");
    Path vectors = directory.vectors("run");
    byte[] whole = Files.readAllBytes(nodes);
    Files.write(nodes, Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(() -> store.readNodes("run"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(nodes + ": is damaged (");
    Files.write(nodes, Files.readAllBytes(vectors));
    assertThatThrownBy(() -> store.readNodes("run"))
        .hasMessage(
            nodes + ": does not begin with 'layer,node,variant,S,G,activationRate,weightNorm'");
    gzip(nodes, "layer,node,variant,S,G,activationRate,weightNorm\n1,0,paper,1,1,1\n");
    assertThatThrownBy(() -> store.readNodes("run"))
        .hasMessage(nodes + ": line 2 is no row of node values");
    assertThat(store.nodeFault("run"))
        .hasValue(
            nodes
                + ": line 2 is no row of node values; delete it and "
                + directory.run("run")
                + ", and 'nodesnr run' makes both again");
    gzip(vectors, "layer,percentile,node,S,G,input,w,c\n1,10,0,1,1,0,one,1\n");
    assertThatThrownBy(() -> store.readVectors("run"))
        .hasMessage(vectors + ": line 2 is no row of vectors");
    store.writeNodes("run", List.of());
    assertThat(store.nodeFault("run"))
        .hasValue(
            vectors
                + ": line 2 is no row of vectors; delete it and "
                + directory.run("run")
                + ", and 'nodesnr run' makes both again");
  }

  @Test
  void textsThatUnpackWithoutEndAreRefused() throws IOException {
    Path file = temporary.resolve("bomb.gz");
    gzip(file, "header\n" + "0".repeat(50_000_000));
    assertThatThrownBy(() -> GzipLines.open(file, "header", 1000).next())
        .hasMessage(file + ": has a line of more than 1000 bytes");
    gzip(file, "header\n" + "0\n".repeat(1000));
    try (GzipLines lines = GzipLines.open(file, "header", 1000)) {
      assertThatThrownBy(
              () -> {
                while (lines.next() != null) {
                  continue;
                }
              })
          .hasMessage(file + ": unpacks to more than 1000 bytes");
    }
  }

  private static void gzip(Path file, String text) throws IOException {
    try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static RunRecord withSpec(RunRecord run, String spec) throws IOException {
    return new RunRecord(
        run.schema(),
        run.id(),
        run.experiment(),
        run.regime(),
        run.family(),
        run.seed(),
        run.status(),
        run.message(),
        Json.parse(spec),
        run.checkpoints(),
        run.provenance());
  }

  @Test
  void nodesComeBackToSevenDigitsAndTheirFileIsReproducible() throws IOException {
    List<NodeValues> nodes =
        List.of(
            NodeValues.of("paper", 2, 0, 0.12345678901, Double.NaN, 0.25, 1e-9),
            NodeValues.of("notebook", 2, 0, -0.5, 12345678.9, 0.25, 1e-9),
            NodeValues.of("paper", 1, 3, 1, 2, 0, 3),
            NodeValues.of("notebook", 1, 3, 1, 2, 0, 3));
    store.writeNodes("run", nodes);
    byte[] first = Files.readAllBytes(directory.nodes("run"));
    assertThat(store.readNodes("run"))
        .containsExactly(
            NodeValues.of("paper", 1, 3, 1, 2, 0, 3),
            NodeValues.of("notebook", 1, 3, 1, 2, 0, 3),
            NodeValues.of("paper", 2, 0, 0.1234568, Double.NaN, 0.25, 1e-9),
            NodeValues.of("notebook", 2, 0, -0.5, 12345680, 0.25, 1e-9));
    store.writeNodes("run", nodes);
    assertThat(Files.readAllBytes(directory.nodes("run"))).isEqualTo(first);
    assertThat(first[4] | first[5] | first[6] | first[7]).as("time in the gzip header").isZero();
  }

  @Test
  void vectorsComeBackToFourDigits() throws IOException {
    List<NodeVectors> nodes =
        List.of(
            new NodeVectors(
                1,
                10,
                7,
                0.12345678901,
                2,
                List.of(
                    new NodeVectors.Input(0, 0.123456, -1.23456e-7),
                    new NodeVectors.Input(3, -0.5, Double.NaN))),
            new NodeVectors(1, 50, 2, 0.5, 3, List.of(new NodeVectors.Input(0, 1, 1))),
            new NodeVectors(2, 10, 2, 0.5, 3, List.of(new NodeVectors.Input(0, 1, 1))));
    store.writeVectors("run", nodes);
    byte[] first = Files.readAllBytes(directory.vectors("run"));
    List<NodeVectors> read = store.readVectors("run");
    assertThat(read.get(0))
        .isEqualTo(
            new NodeVectors(
                1,
                10,
                7,
                0.1234568,
                2,
                List.of(
                    new NodeVectors.Input(0, 0.1235, -1.235e-7),
                    new NodeVectors.Input(3, -0.5, Double.NaN))));
    assertThat(read.subList(1, 3)).isEqualTo(nodes.subList(1, 3));
    store.writeVectors("run", read);
    assertThat(Files.readAllBytes(directory.vectors("run"))).isEqualTo(first);
    assertThat(store.readVectors("other")).isEmpty();
  }

  private RunRecord with(String id, List<Checkpoint> checkpoints) {
    RunRecord run = runs.get(0);
    return new RunRecord(
        run.schema(),
        id,
        run.experiment(),
        run.regime(),
        run.family(),
        run.seed(),
        run.status(),
        run.message(),
        run.spec(),
        checkpoints,
        run.provenance());
  }
}
