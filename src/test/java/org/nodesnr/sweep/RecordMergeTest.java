package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.NodeValues;
import org.nodesnr.results.Provenance;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;

class RecordMergeTest {
  private static final MadeUpRuns.MadeUpRegime SGD = MadeUpRuns.MNIST_REGIMES.get(0);

  @TempDir Path directory;

  private RecordStore store(String name) {
    return new RecordStore(new ExperimentDirectory(directory.resolve(name)));
  }

  private RecordStore store(String name, RunRecord... runs) throws IOException {
    RecordStore store = store(name);
    for (RunRecord run : runs) {
      store.writeNodes(run.id(), List.of(NodeValues.of("paper", 1, 0, 0.5, 1.5, 0.25, 2)));
      store.write(run);
    }
    return store;
  }

  private static RunRecord run(RunRecord.Status status, long seed) {
    return MadeUpRuns.mnist().run(SGD, seed, status, seed);
  }

  private static RunRecord run(long seed) {
    return run(RunRecord.Status.FINISHED, seed);
  }

  /** The same run with another status, provenance or experiment. */
  private static RunRecord like(
      RunRecord run, String experiment, RunRecord.Status status, Provenance provenance) {
    return new RunRecord(
        run.schema(),
        run.id(),
        experiment,
        run.regime(),
        run.family(),
        run.seed(),
        status,
        run.message(),
        run.spec(),
        run.checkpoints(),
        provenance);
  }

  private static Provenance provenance(Provenance p, String fingerprint, double seconds) {
    return new Provenance(
        p.version(),
        p.gitCommit(),
        p.gitDirty(),
        p.dataSet(),
        fingerprint,
        p.dataOfficial(),
        p.dataFiles(),
        p.jdk(),
        p.backend(),
        p.nativeLibrary(),
        p.engine(),
        p.convolution(),
        p.device(),
        p.processor(),
        p.operatingSystem(),
        p.threads(),
        p.startedAt(),
        seconds,
        p.processorSeconds());
  }

  private Map<String, String> files(String name) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    Path root = directory.resolve(name);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            root.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private RecordMerge.Outcome merge(RecordStore... sources) throws IOException {
    return new RecordMerge(store("all")).merge(List.of(sources), Set.of());
  }

  private void assertRefused(RecordStore source, String... words) throws IOException {
    Map<String, String> before = files("all");
    assertThatThrownBy(() -> merge(source))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(words);
    assertThat(files("all")).isEqualTo(before);
  }

  @Test
  void partsBecomeTheWholeByteForByteAndAgain() throws IOException {
    store("whole", run(1), run(2), run(3));
    RecordStore a = store("a", run(1), run(3));
    RecordStore b = store("b", run(2), run(3));
    Path network = KeptNetworks.file(b.directory(), run(2).id());
    Files.createDirectories(network.getParent());
    Files.writeString(network, "weights");
    assertThat(merge(a, b)).isEqualTo(new RecordMerge.Outcome(3, 0, 1));
    assertThat(KeptNetworks.file(store("all").directory(), run(2).id())).hasContent("weights");
    Map<String, String> once = files("all");
    assertThat(merge(a, b)).isEqualTo(new RecordMerge.Outcome(0, 0, 4));
    assertThat(files("all")).isEqualTo(once);
    once.keySet().removeIf(name -> name.startsWith("networks"));
    assertThat(once).isEqualTo(files("whole"));
  }

  @Test
  void timesMayDifferAndTheTargetsStay() throws IOException {
    RunRecord run = run(1);
    store("all", run);
    Provenance slower = provenance(run.provenance(), run.provenance().dataFingerprint(), 9999);
    merge(store("a", like(run, run.experiment(), run.status(), slower)));
    assertThat(store("all").readAll().records()).containsExactly(run);
  }

  @Test
  void aFailedRunGivesWayAndNeverTakesAPlace() throws IOException {
    RunRecord run = run(1);
    RunRecord failed = like(run, "mnist", RunRecord.Status.FAILED, run.provenance());
    store("all", failed);
    assertThat(merge(store("a", run))).isEqualTo(new RecordMerge.Outcome(0, 1, 0));
    assertThat(merge(store("b", failed))).isEqualTo(new RecordMerge.Outcome(0, 0, 1));
    assertThat(store("all").readAll().records()).containsExactly(run);
  }

  @Test
  void whatContradictsIsNamedAndNothingIsWritten() throws IOException {
    RunRecord run = run(1);
    store("all", run, run(2));
    RunRecord other = run(3);
    RunRecord forged = MadeUpRuns.measured(run, other.checkpoints());
    assertRefused(
        store("a", run(4), forged),
        "different content",
        "a/runs/" + run.id(),
        "all/runs/" + run.id());
    assertRefused(
        store("b", like(other, "cifar10", other.status(), other.provenance())),
        "different experiments",
        "cifar10, mnist",
        other.id());
    assertRefused(
        store(
            "c",
            like(
                other, "mnist", other.status(), provenance(other.provenance(), "f".repeat(64), 1))),
        "different data",
        other.id());
    RecordStore lacking = store("d");
    lacking.write(other);
    assertRefused(lacking, other.id(), "is missing");
    RecordStore cut = store("e", other);
    Files.writeString(cut.directory().run(other.id()), "{");
    assertRefused(cut, other.id(), "truncated");
    assertRefused(store("f"), "has no records");
    assertThatThrownBy(
            () -> new RecordMerge(store("all")).merge(List.of(store("g", run(5))), Set.of("x")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the config does not have");
  }
}
