package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.testing.Fuzz;
import org.nodesnr.testing.FuzzTarget;

/** Damaged files of data are read, or refused with a {@link UserError} that names the file. */
class DataFuzzTest {
  private static final int RECORDS = 1;
  private static final String ARCHIVE = "cifar-10-binary.tar.gz";

  @TempDir Path directory;

  private interface Reading {
    void read(Path file) throws IOException;
  }

  private String outcome(byte[] input, Reading reading) throws IOException {
    Path file = Fuzz.write(directory.resolve("input"), input);
    return outcome(file, reading);
  }

  private static String outcome(Path file, Reading reading) throws IOException {
    try {
      reading.read(file);
      return "";
    } catch (UserError e) {
      assertThat(e.getMessage()).startsWith(file.toString());
      return e.getMessage();
    }
  }

  @Test
  void images() throws Exception {
    byte[] images = TestFiles.images(2, 1);
    Fuzz.of(FuzzTarget.IDX_IMAGES)
        .from(images, TestFiles.gzip(images))
        .allocatingAtMost(4 << 20)
        .run(input -> outcome(input, file -> IdxReader.images(file, 28, 28)));
  }

  @Test
  void labels() throws Exception {
    byte[] labels = TestFiles.labels(1, 2, 3);
    Fuzz.of(FuzzTarget.IDX_LABELS)
        .from(labels, TestFiles.gzip(labels))
        .allocatingAtMost(4 << 20)
        .run(input -> outcome(input, file -> IdxReader.labels(file, 10)));
  }

  @Test
  void batches() throws Exception {
    int records = 2;
    Fuzz.of(FuzzTarget.CIFAR_BATCH)
        .from(TestFiles.batch(records, 1), TestFiles.batch(records, 2))
        .run(
            input -> {
              try {
                CifarReader.readBatch(
                    new ByteArrayInputStream(input),
                    "batch",
                    records,
                    0,
                    new byte[records],
                    new byte[records * CifarReader.PIXELS]);
                return "";
              } catch (UserError e) {
                return e.getMessage();
              }
            });
  }

  /** Inputs that are no gzip themselves are compressed: damage within the archive gets past it. */
  private static byte[] compressed(byte[] input) {
    boolean gzip = input.length > 1 && input[0] == 0x1f && input[1] == (byte) 0x8b;
    return gzip || Fuzz.coin(input) ? input : TestFiles.gzip(input);
  }

  private static byte[][] archives() {
    byte[] tar = TestFiles.tar(TestFiles.cifarEntries(RECORDS));
    return new byte[][] {tar, TestFiles.gzip(tar)};
  }

  @Test
  void archivesReadAsTheyAre() throws Exception {
    CifarFiles files = new CifarFiles(Catalogue.PUBLIC, RECORDS);
    Fuzz.of(FuzzTarget.CIFAR_ARCHIVE)
        .from(archives())
        .words("cifar-10-batches-bin/", "data_batch_1.bin", "ustar", "GNU.sparse.map=0,1")
        .run(input -> outcome(compressed(input), files::read));
  }

  /** Whatever the archive says, the six batches and their record are all that ever appears. */
  @Test
  void archivesUnpacked() throws Exception {
    Set<String> allowed = new HashSet<>(CifarFiles.NAMES);
    allowed.addAll(Set.of(VerifiedRecord.NAME, CifarFiles.FOLDER, "nested", "archive"));
    allowed.add("." + CifarFiles.FOLDER + ".part");
    Path nested = Files.createDirectories(directory.resolve("nested"));
    Fuzz.of(FuzzTarget.CIFAR_UNPACKED)
        .from(archives())
        .words("../", "/", "cifar-10-batches-bin/../../", "data_batch_1.bin", ".verified")
        .run(
            input -> {
              Path archive = Fuzz.write(nested.resolve("archive"), compressed(input));
              remove(nested.resolve(CifarFiles.FOLDER));
              String outcome =
                  outcome(
                      archive,
                      file ->
                          CifarUnpacker.unpack(
                              file,
                              Catalogue.PUBLIC.cifar10(),
                              RECORDS * CifarReader.RECORD_BYTES,
                              nested));
              try (Stream<Path> all = Files.walk(directory)) {
                assertThat(all.filter(path -> !path.equals(directory)))
                    .allMatch(path -> allowed.contains(path.getFileName().toString()));
              }
              return outcome;
            });
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  @Test
  void recordsOfWhatWasVerified() throws Exception {
    Map<String, String> digests = new TreeMap<>(Map.of(ARCHIVE, "0".repeat(64)));
    CifarFiles.NAMES.forEach(name -> digests.put(name, "0123456789abcdef".repeat(4)));
    byte[] record = new VerifiedRecord(digests).text().getBytes(StandardCharsets.US_ASCII);
    Fuzz.of(FuzzTarget.VERIFIED_RECORD)
        .from(record, Arrays.copyOf(record, 64 + 2 + ARCHIVE.length() + 1))
        .words("\n", "\r", "  ", ARCHIVE, "test_batch.bin")
        .run(
            input -> {
              Path file = Fuzz.write(directory.resolve(VerifiedRecord.NAME), input);
              return outcome(file, f -> VerifiedRecord.read(directory));
            });
  }
}
