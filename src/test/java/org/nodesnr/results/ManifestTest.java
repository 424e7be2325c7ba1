package org.nodesnr.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.files.AtomicFiles;

class ManifestTest {
  private static final Manifest.Origin ORIGIN = origin("1.0", "pooled", "aa", "bb");

  @TempDir Path temporary;
  private ExperimentDirectory directory;

  private static Manifest.Origin origin(String version, String options, String... ids) {
    return new Manifest.Origin(version, options, List.of(ids), Optional.empty());
  }

  @BeforeEach
  void write() throws IOException {
    directory = ExperimentDirectory.of(temporary, "tiny");
    AtomicFiles.write(directory.run("aa"), "{\"seed\": 1}");
    AtomicFiles.write(directory.run("bb"), "{\"seed\": 2}");
    AtomicFiles.write(directory.runTable(), "id\naa\nbb\n");
    AtomicFiles.write(directory.tables().resolve("simpson.csv"), "x\n1\n");
    AtomicFiles.write(directory.tables().resolve("simpson.md"), "1");
    AtomicFiles.write(directory.tables().resolve("simpson.tex"), "1");
    Manifest.of(directory, ORIGIN).write(directory);
  }

  private List<String> stale(Manifest.Origin now) throws IOException {
    return Manifest.read(directory).orElseThrow().stale(directory, now);
  }

  @Test
  void holdsTheDigestsThatSha256sumPrints() throws IOException {
    Manifest manifest = Manifest.read(directory).orElseThrow();
    assertThat(manifest).isEqualTo(Manifest.of(directory, ORIGIN));
    assertThat(manifest.files())
        .containsOnlyKeys("runs.csv", "tables/simpson.csv", "tables/simpson.md")
        // printf 1 | sha256sum
        .containsEntry(
            "tables/simpson.md",
            "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b");
    assertThat(manifest.records()).containsOnlyKeys("aa", "bb");
    assertThat(stale(ORIGIN)).isEmpty();
  }

  @Test
  void packingARecordChangesNothing() throws IOException {
    Path packed = directory.runs().resolve("bb.json.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(directory.run("bb"), out);
    }
    Files.delete(directory.plainRun("bb"));
    assertThat(Manifest.read(directory)).contains(Manifest.of(directory, ORIGIN));
    assertThat(stale(ORIGIN)).isEmpty();
  }

  @Test
  void namesWhatWasEditedAndWhatIsForeign() throws IOException {
    Path table = directory.tables().resolve("simpson.csv");
    Files.writeString(table, "x\n2\n");
    Path foreign = directory.tables().resolve("mine.csv");
    Files.writeString(foreign, "x\n");
    Files.writeString(directory.run("bb"), "{\"seed\": 3}");
    assertThat(stale(ORIGIN))
        .containsExactly(
            table + " was changed after it was made",
            foreign + " was not made with the other tables",
            directory.run("bb") + " is another record than the one that the tables were made from");
  }

  /** As in a checkout, where only some of the tables and none of the drawn files are. */
  @Test
  void whatIsNotThereIsNotStale() throws IOException {
    Files.delete(directory.tables().resolve("simpson.csv"));
    assertThat(stale(ORIGIN)).isEmpty();
  }

  @Test
  void namesWhatTablesWouldBeMadeOfNow() throws IOException {
    assertThat(stale(origin("1.0", "pooled", "aa")))
        .containsExactly("runs in the tables that no longer belong there: 1");
    assertThat(stale(origin("1.0", "pooled", "aa", "bb", "cc")))
        .containsExactly("runs without a place in the tables: 1");
    assertThat(stale(origin("1.0", "within", "aa", "bb")))
        .containsExactly("the config puts runs into relation in another way since");
    assertThat(stale(origin("1.1", "pooled", "aa", "bb")))
        .containsExactly("the tables were made by version 1.0, this is 1.1");
    ExperimentDirectory shipped = ExperimentDirectory.reference(temporary, "tiny");
    AtomicFiles.write(shipped.run("aa"), "{}");
    Manifest.Origin compared =
        new Manifest.Origin("1.0", "pooled", List.of("aa", "bb"), Optional.of(shipped));
    assertThat(stale(compared))
        .containsExactly("the shipped records that they are compared with are others");
  }

  @Test
  void oneThatCannotBeReadIsNone() throws IOException {
    Files.writeString(directory.manifest(), "{");
    assertThat(Manifest.read(directory)).isEmpty();
    Files.delete(directory.manifest());
    assertThat(Manifest.read(directory)).isEmpty();
  }
}
