package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.UserError;
import org.nodesnr.data.TestFiles.Entry;
import org.nodesnr.testing.Fuzz;

class CifarFilesTest {
  private static final int RECORDS = 12;
  private static final String ARCHIVE = "cifar-10-binary.tar.gz";

  @TempDir Path directory;

  @Test
  void readsAFolderOfBatches() {
    writeFolder();
    CifarFiles files = files(TestFiles.tarGz(TestFiles.cifarEntries(RECORDS)));

    Dataset set = files.read(files.find(directory).orElseThrow());

    assertThat(set.train().size()).isEqualTo(5 * RECORDS);
    assertThat(set.test().size()).isEqualTo(RECORDS);
    assertThat(set.files())
        .extracting(Dataset.DataFile::name)
        .containsExactlyElementsOf(CifarFiles.NAMES);
    byte[] third = TestFiles.batch(RECORDS, 2);
    int sample = 2 * RECORDS + 7;
    assertThat(set.train().label(sample)).isEqualTo(7);
    for (int k = 0; k < 3072; k++) {
      assertThat((byte) set.train().pixel(sample, k / 1024, k / 32 % 32, k % 32))
          .isEqualTo(third[7 * 3073 + 1 + k]);
    }
    assertThat(set.official()).isFalse();
    assertThat(set.origin()).isEqualTo("CIFAR-10, files not verified as the official ones");
  }

  @Test
  void readsTheArchiveAsItIs() {
    byte[] archive = TestFiles.tarGz(TestFiles.cifarEntries(RECORDS));
    CifarFiles files = files(archive);
    TestFiles.write(directory, ARCHIVE, archive);

    Dataset set = files.read(files.find(directory).orElseThrow());

    assertThat(set.official()).isTrue();
    assertThat(set.origin()).isEqualTo("CIFAR-10, official files");
    assertThat(set.files()).hasSize(1);
    writeFolder();
    Path folder = files.find(directory).orElseThrow();
    assertThat(folder).isEqualTo(directory.resolve(CifarFiles.FOLDER));
    assertThat(files.read(folder).fingerprint()).isEqualTo(set.fingerprint());
  }

  @Test
  void anotherArchiveIsAcceptedAndSaidToBeAnother() {
    CifarFiles files = files(new byte[] {1});
    TestFiles.write(directory, ARCHIVE, TestFiles.tarGz(TestFiles.cifarEntries(RECORDS)));

    Dataset set = files.read(files.find(directory).orElseThrow());

    assertThat(set.official()).isFalse();
    assertThat(set.origin()).isEqualTo("CIFAR-10, files whose checksums are not the official ones");
  }

  @Test
  void unpacksWithARecordThatMakesTheFilesOfficial() {
    byte[] archive = TestFiles.tarGz(TestFiles.cifarEntries(RECORDS));
    CifarFiles files = files(archive);
    TestFiles.write(directory, ARCHIVE, archive);
    TestFiles.write(directory.resolve("." + CifarFiles.FOLDER + ".part"), "left over", new byte[9]);

    files.unpack(directory);

    Path folder = directory.resolve(CifarFiles.FOLDER);
    assertThat(directory).isDirectoryNotContaining(file -> !file.equals(folder));
    assertThat(files.find(directory)).contains(folder);
    assertThat(files.read(folder).official()).isTrue();

    Path batch = folder.resolve("data_batch_3.bin");
    TestFiles.write(folder, "data_batch_3.bin", TestFiles.batch(RECORDS, 77));
    assertThatThrownBy(() -> files.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(batch + ": has changed since it was verified");
  }

  @Test
  void aRecordOfAnotherArchiveMakesNothingOfficial() {
    writeFolder();
    Map<String, String> digests = new TreeMap<>(Map.of(ARCHIVE, "0".repeat(64)));
    for (int k = 0; k < 6; k++) {
      digests.put(CifarFiles.NAMES.get(k), TestFiles.sha256(TestFiles.batch(RECORDS, k)));
    }
    Path folder = directory.resolve(CifarFiles.FOLDER);
    TestFiles.write(
        folder,
        ".verified",
        new VerifiedRecord(digests).text().getBytes(StandardCharsets.US_ASCII));

    assertThat(files(new byte[1]).read(folder).official()).isFalse();
  }

  @Test
  void aMalformedRecordIsNamed() {
    writeFolder();
    Path folder = directory.resolve(CifarFiles.FOLDER);
    Path record = TestFiles.write(folder, ".verified", "yes\n".getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> files(new byte[1]).read(folder))
        .isInstanceOf(UserError.class)
        .hasMessage(record + ": is no list of checksums; delete it");
  }

  static Stream<Arguments> brokenBatches() {
    byte[] good = TestFiles.batch(RECORDS, 9);
    return Stream.of(
        Arguments.of("empty", new byte[0], "too little data: a batch has 12 records"),
        Arguments.of("few bytes", new byte[5], "this one 0 and 5 bytes"),
        Arguments.of("a label short", TestFiles.cut(good, 11 * 3073), "this one 11 and 0 bytes"),
        Arguments.of(
            "a byte short", TestFiles.cut(good, good.length - 1), "this one 11 and 3072 bytes"),
        Arguments.of("a byte long", TestFiles.cut(good, good.length + 1), "too much data"),
        Arguments.of(
            "label", TestFiles.changed(good, 3 * 3073, 10), "label 10 of sample 3 is not in 0..9"),
        Arguments.of("copy of another", TestFiles.batch(RECORDS, 0), "are the same file"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenBatches")
  void refusesABrokenBatch(String name, byte[] content, String message) {
    writeFolder();
    Path folder = directory.resolve(CifarFiles.FOLDER);
    TestFiles.write(folder, "test_batch.bin", content);

    assertThatThrownBy(() -> files(new byte[1]).read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContainingAll("test_batch.bin", message);
  }

  @Test
  void refusesAFolderWithoutOneOfTheBatches() throws IOException {
    writeFolder();
    Path missing = directory.resolve(CifarFiles.FOLDER).resolve("data_batch_4.bin");
    Files.delete(missing);
    CifarFiles files = files(new byte[1]);

    assertThatThrownBy(() -> files.read(files.find(directory).orElseThrow()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(missing + ": is missing");
  }

  static Stream<Arguments> hostileArchives() {
    Entry[] good = TestFiles.cifarEntries(RECORDS);
    byte[] batch = good[1].content();
    byte[] archive = TestFiles.tarGz(good);
    return Stream.of(
        Arguments.of("empty", new byte[0], "data_batch_1.bin is not in the archive"),
        Arguments.of("no archive", TestFiles.noise(2000, 1), "ARCHIVE: "),
        Arguments.of("compressed noise", TestFiles.gzip(TestFiles.noise(2000, 1)), "ARCHIVE: "),
        Arguments.of("truncated", TestFiles.cut(archive, archive.length / 2), "ARCHIVE"),
        Arguments.of(
            "bit flip",
            TestFiles.changed(archive, archive.length / 2, archive[archive.length / 2] ^ 1),
            "ARCHIVE"),
        Arguments.of(
            "batch missing", TestFiles.tarGz(without(good, 2)), "data_batch_2.bin is not in"),
        Arguments.of("batch twice", TestFiles.tarGz(with(good, good[1])), "twice"),
        Arguments.of(
            "batch too long",
            TestFiles.tarGz(
                with(without(good, 2), Entry.file(good[2].name(), new byte[batch.length + 1]))),
            "a batch has 36876"),
        Arguments.of(
            "batch as a link",
            TestFiles.tarGz(
                with(
                    without(good, 2),
                    new Entry(
                        good[2].name(),
                        TarArchiveEntry.LF_SYMLINK,
                        "/etc/passwd".getBytes(StandardCharsets.US_ASCII)))),
            "data_batch_2.bin is not in"),
        Arguments.of(
            "batch outside",
            TestFiles.tarGz(
                with(without(good, 2), Entry.file("../" + good[2].name(), good[2].content()))),
            "data_batch_2.bin is not in"),
        Arguments.of("batch as a device", instead(good, TarArchiveEntry.LF_BLK), "is not in"),
        Arguments.of("batch as a terminal", instead(good, TarArchiveEntry.LF_CHR), "is not in"),
        Arguments.of("batch as a pipe", instead(good, TarArchiveEntry.LF_FIFO), "is not in"),
        Arguments.of("batch as a directory", instead(good, TarArchiveEntry.LF_DIR), "is not in"),
        Arguments.of("batch as a hard link", instead(good, TarArchiveEntry.LF_LINK), "is not in"),
        Arguments.of(
            "sparse batch",
            TestFiles.gzip(edited(good, 156, new byte[] {TarArchiveEntry.LF_GNUTYPE_SPARSE})),
            "ARCHIVE"),
        Arguments.of(
            "batch of 8 GiB",
            TestFiles.gzip(edited(good, 124, "77777777777".getBytes(StandardCharsets.US_ASCII))),
            "data_batch_1.bin: 8589934591 bytes; a batch has 36876"),
        Arguments.of(
            "batch of 2^63 - 1 bytes",
            TestFiles.gzip(
                edited(good, 124, new byte[] {-128, 0, 0, 0, 127, -1, -1, -1, -1, -1, -1, -1})),
            "data_batch_1.bin: 9223372036854775807 bytes; a batch has 36876"),
        Arguments.of(
            "batch of -1 bytes",
            TestFiles.gzip(
                edited(good, 124, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1})),
            "ARCHIVE"),
        Arguments.of(
            "name without end",
            TestFiles.gzip(
                edited(
                    with(new Entry[] {Entry.file("long", new byte[4 << 20])}, good),
                    0,
                    156,
                    new byte[] {TarArchiveEntry.LF_GNUTYPE_LONGNAME})),
            "unpacks to more than"),
        Arguments.of(
            "bomb",
            TestFiles.tarGz(with(good, Entry.file("zeros", new byte[4 << 20]))),
            "unpacks to more than"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileArchives")
  void refusesAHostileArchive(String name, byte[] content, String message) {
    Path archive = TestFiles.write(directory, ARCHIVE, content);

    Runnable reading =
        () ->
            assertThatThrownBy(() -> files(content).read(archive))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(message.replace("ARCHIVE", archive.toString()))
                .hasMessageNotContaining("\n");
    assertThat(Fuzz.allocatedBy(reading)).isLessThan(32 << 20);
    assertThat(directory).isDirectoryNotContaining(file -> !file.equals(archive));
  }

  /** The first batch replaced by an entry of another kind. */
  private static byte[] instead(Entry[] good, byte type) {
    return TestFiles.tarGz(
        with(without(good, 1), new Entry(good[1].name(), type, new byte[] {'x'})));
  }

  /** Bytes written over the header of the first batch, whose checksum is made to fit. */
  private static byte[] edited(Entry[] entries, int at, byte[] bytes) {
    return edited(entries, 2 * 512, at, bytes);
  }

  private static byte[] edited(Entry[] entries, int header, int at, byte[] bytes) {
    byte[] tar = TestFiles.tar(entries);
    System.arraycopy(bytes, 0, tar, header + at, bytes.length);
    Arrays.fill(tar, header + 148, header + 156, (byte) ' ');
    int sum = 0;
    for (int k = 0; k < 512; k++) {
      sum += Byte.toUnsignedInt(tar[header + k]);
    }
    byte[] checksum = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(checksum, 0, tar, header + 148, checksum.length);
    return tar;
  }

  @Test
  void nothingButTheBatchesIsEverWritten() throws IOException {
    Entry[] entries =
        with(
            TestFiles.cifarEntries(RECORDS),
            Entry.file("../outside", new byte[10]),
            Entry.file("cifar-10-batches-bin/../../outside", new byte[10]),
            new Entry(
                "cifar-10-batches-bin/.verified",
                TarArchiveEntry.LF_LINK,
                "x".getBytes(StandardCharsets.US_ASCII)),
            Entry.file("/tmp/outside", new byte[10]));
    byte[] archive = TestFiles.tarGz(entries);
    Path inner = directory.resolve("a").resolve("b");
    TestFiles.write(inner, ARCHIVE, archive);

    files(archive).unpack(inner);

    List<String> names = new ArrayList<>(CifarFiles.NAMES);
    names.add(".verified");
    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all.filter(Files::isRegularFile).map(p -> inner.relativize(p).toString()))
          .containsExactlyInAnyOrderElementsOf(
              names.stream().map(n -> CifarFiles.FOLDER + "/" + n).toList());
    }
  }

  @Test
  void anArchiveThatCanNotBeReadIsNotTakenForAFullDisk() {
    byte[] archive = TestFiles.tarGz(TestFiles.cifarEntries(RECORDS));
    byte[] damaged =
        TestFiles.changed(archive, archive.length / 2, archive[archive.length / 2] ^ 1);
    Path file = TestFiles.write(directory, ARCHIVE, damaged);

    assertThatThrownBy(() -> files(damaged).unpack(directory))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": the compressed data are corrupt");
    assertThat(directory.resolve(CifarFiles.FOLDER)).doesNotExist();
  }

  private void writeFolder() {
    for (int k = 0; k < 6; k++) {
      TestFiles.write(
          directory.resolve(CifarFiles.FOLDER),
          CifarFiles.NAMES.get(k),
          TestFiles.batch(RECORDS, k));
    }
  }

  private static CifarFiles files(byte[] archive) {
    return new CifarFiles(
        new Catalogue(
            List.of(),
            new Catalogue.RemoteFile(
                ARCHIVE,
                archive.length,
                TestFiles.sha256(archive),
                Optional.empty(),
                List.of(URI.create("https://localhost/")))),
        RECORDS);
  }

  private static Entry[] without(Entry[] entries, int index) {
    List<Entry> list = new ArrayList<>(List.of(entries));
    list.remove(index);
    return list.toArray(Entry[]::new);
  }

  private static Entry[] with(Entry[] entries, Entry... more) {
    return Stream.concat(Stream.of(entries), Stream.of(more)).toArray(Entry[]::new);
  }
}
