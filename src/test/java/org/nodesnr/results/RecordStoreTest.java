package org.nodesnr.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void damagedRecordsAreNamedAndSetAside() throws IOException {
    RunRecord run = runs.get(0);
    String text = Json.text(run);
    Path folder = Files.createDirectories(directory.runs());
    Files.writeString(folder.resolve("a-truncated.json"), text.substring(0, text.length() / 2));
    Files.writeString(folder.resolve("b-old.json"), text.replace("\"schema\": 1", "\"schema\": 0"));
    Files.writeString(folder.resolve("c-renamed.json"), text);
    Files.writeString(folder.resolve("d-empty.json"), "");
    Files.write(folder.resolve("e-binary.json"), new byte[] {'{', (byte) 0xff, '}'});
    Files.writeString(folder.resolve("f-field.json"), text.replace("\"seed\":", "\"sead\":"));
    Files.writeString(folder.resolve("g-list.json"), "[1, 2]");
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
            "g-list.json");
    assertThat(contents.damaged())
        .extracting(DamagedRecord::reason)
        .satisfiesExactly(
            r -> assertThat(r).startsWith("is truncated or no run record"),
            r -> assertThat(r).isEqualTo("has schema 0, but this version reads 1"),
            r -> assertThat(r).isEqualTo("holds run " + run.id() + ", which its name denies"),
            r -> assertThat(r).isEqualTo("is empty"),
            r -> assertThat(r).isEqualTo("is no UTF-8 text"),
            r ->
                assertThat(r)
                    .startsWith("is truncated or no run record, line ")
                    .endsWith("Missing creator property 'seed' (index 5)"),
            r -> assertThat(r).isEqualTo("is no run record"));
    assertThat(folder.resolve("a-truncated.json")).exists();
    assertThat(store.find("a-truncated")).isEmpty();
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
            tuple("unmeasured.json", "is marked as finished, but has no final S and G"),
            tuple("untrained.json", "is marked as finished, but has no final S and G"));
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
  void nodesComeBackToSevenDigitsAndTheirFileIsReproducible() throws IOException {
    List<NodeFigures> nodes =
        List.of(
            new NodeFigures("paper", 2, 0, 0.12345678901, Double.NaN, 0.25, 1e-9),
            new NodeFigures("notebook", 2, 0, -0.5, 12345678.9, 0.25, 1e-9),
            new NodeFigures("paper", 1, 3, 1, 2, 0, 3),
            new NodeFigures("notebook", 1, 3, 1, 2, 0, 3));
    store.writeNodes("run", nodes);
    byte[] first = Files.readAllBytes(directory.nodes("run"));
    assertThat(store.readNodes("run"))
        .containsExactly(
            new NodeFigures("paper", 1, 3, 1, 2, 0, 3),
            new NodeFigures("notebook", 1, 3, 1, 2, 0, 3),
            new NodeFigures("paper", 2, 0, 0.1234568, Double.NaN, 0.25, 1e-9),
            new NodeFigures("notebook", 2, 0, -0.5, 12345680, 0.25, 1e-9));
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
