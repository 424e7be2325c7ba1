package org.nodesnr.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset.DataFile;

/** Finds and reads the binary version of CIFAR-10: a folder of batches, or the archive. */
final class CifarFiles {
  /** The five training batches and the test batch. */
  static final List<String> NAMES =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin",
          "test_batch.bin");

  /** The folder of the batches, in the archive and on the disk. */
  static final String FOLDER = "cifar-10-batches-bin";

  private static final String OWN = "cifar10";
  private static final int TRAIN_BATCHES = 5;

  private final Catalogue catalogue;
  private final int records;

  /**
   * @param catalogue what is official
   * @param records records in a batch, {@link CifarReader#BATCH_RECORDS} but for tests
   */
  CifarFiles(Catalogue catalogue, int records) {
    this.catalogue = catalogue;
    this.records = records;
  }

  /**
   * A folder that holds at least one batch, or the archive where there is none.
   *
   * @param directory a directory of data sets
   * @return the folder or the archive
   */
  Optional<Path> find(Path directory) {
    Path own = directory.resolve(OWN);
    return List.of(directory.resolve(FOLDER), directory, own.resolve(FOLDER), own).stream()
        .filter(
            folder -> NAMES.stream().anyMatch(name -> Files.isRegularFile(folder.resolve(name))))
        .findFirst()
        .or(
            () ->
                List.of(directory, own).stream()
                    .map(folder -> folder.resolve(catalogue.cifar10().name()))
                    .filter(Files::isRegularFile)
                    .findFirst());
  }

  /** What the test batch is called, and in which folders of a directory it may lie. */
  String wanted() {
    return NAMES.get(TRAIN_BATCHES)
        + " in it or its "
        + String.join(", ", FOLDER, OWN, OWN + "/" + FOLDER)
        + ", or "
        + catalogue.cifar10().name();
  }

  /** Reads the test batch alone; otherwise as {@link #read}. */
  TestSet readTest(Path found) {
    if (!Files.isDirectory(found)) {
      Dataset set = readArchive(found);
      return new TestSet(set.test(), set.origin());
    }
    Batches batches = new Batches(0);
    Path file = found.resolve(NAMES.get(TRAIN_BATCHES));
    DataFile test = readFile(file, TRAIN_BATCHES, batches, VerifiedRecord.read(found));
    return new TestSet(batches.test(), origin(test.official()));
  }

  /**
   * Reads the set.
   *
   * @param found what {@link #find} found
   * @return the set
   * @throws UserError when a file is missing or damaged, or differs from what was verified
   */
  Dataset read(Path found) {
    return Files.isDirectory(found) ? readFolder(found) : readArchive(found);
  }

  /**
   * Unpacks a verified archive and removes it.
   *
   * @param directory where the archive lies and the folder goes
   * @throws UserError when the folder can't be written
   */
  void unpack(Path directory) {
    Path archive = directory.resolve(catalogue.cifar10().name());
    CifarUnpacker.unpack(archive, catalogue.cifar10(), batchBytes(), directory);
    try {
      Files.delete(archive);
    } catch (IOException e) {
      throw new UserError(archive + ": can't be removed (" + e + ")", e);
    }
  }

  private long batchBytes() {
    return (long) records * CifarReader.RECORD_BYTES;
  }

  private Dataset readFolder(Path folder) {
    Optional<VerifiedRecord> record = VerifiedRecord.read(folder);
    Batches batches = new Batches(TRAIN_BATCHES);
    List<DataFile> files =
        IntStream.range(0, NAMES.size())
            .parallel()
            .mapToObj(k -> readFile(folder.resolve(NAMES.get(k)), k, batches, record))
            .toList();
    DuplicateFiles.refuse(folder, files);
    boolean official = files.stream().allMatch(DataFile::official);
    return batches.dataset(files, official, origin(official));
  }

  private static String origin(boolean official) {
    return official
        ? "CIFAR-10, official files"
        : "CIFAR-10, files not verified as the official ones";
  }

  private DataFile readFile(
      Path path, int batch, Batches batches, Optional<VerifiedRecord> record) {
    if (!Files.isRegularFile(path)) {
      throw new UserError(path + ": is missing, and other batches are there");
    }
    try (SourceFile in = SourceFile.open(path)) {
      try {
        batches.read(in.content(), path.toString(), batch);
      } catch (IOException e) {
        throw in.failure(e);
      }
      SourceFile.Checked file = in.check();
      String name = NAMES.get(batch);
      record.ifPresent(r -> r.requireSame(path, file.sha256()));
      boolean official = record.filter(r -> r.isOf(catalogue.cifar10())).isPresent();
      return new DataFile(name, file.bytes(), file.sha256(), official);
    }
  }

  private Dataset readArchive(Path archive) {
    try (SourceFile in = SourceFile.open(archive)) {
      Batches batches = new Batches(TRAIN_BATCHES);
      CifarArchive.forEachBatch(
          in,
          batchBytes(),
          (batch, content) -> {
            batches.read(content, archive + ", " + NAMES.get(batch), batch);
          });
      SourceFile.Checked file = in.check();
      boolean official = file.sha256().equals(catalogue.cifar10().sha256());
      return batches.dataset(
          List.of(
              new DataFile(
                  archive.getFileName().toString(), file.bytes(), file.sha256(), official)),
          official,
          official
              ? "CIFAR-10, official files"
              : "CIFAR-10, files whose checksums are not the official ones");
    }
  }

  /** The arrays that the batches are read into; different batches may be read at once. */
  private final class Batches {
    private final byte[] trainLabels;
    private final byte[] trainPixels;
    private final byte[] testLabels = new byte[records];
    private final byte[] testPixels = new byte[testLabels.length * CifarReader.PIXELS];

    Batches(int trainBatches) {
      trainLabels = new byte[trainBatches * records];
      trainPixels = new byte[trainLabels.length * CifarReader.PIXELS];
    }

    void read(InputStream in, String name, int batch) throws IOException {
      if (batch < TRAIN_BATCHES) {
        CifarReader.readBatch(in, name, records, batch * records, trainLabels, trainPixels);
      } else {
        CifarReader.readBatch(in, name, records, 0, testLabels, testPixels);
      }
    }

    Dataset dataset(List<DataFile> files, boolean official, String origin) {
      return new Dataset(
          Datasets.CIFAR10,
          images("train", trainLabels, trainPixels),
          test(),
          files,
          official,
          false,
          origin);
    }

    ImageSet test() {
      return images("test", testLabels, testPixels);
    }

    private ImageSet images(String split, byte[] labels, byte[] pixels) {
      return ImageSet.of(
          Datasets.CIFAR10 + "/" + split,
          CifarReader.CHANNELS,
          CifarReader.SIDE,
          CifarReader.SIDE,
          CifarReader.CLASSES,
          labels,
          pixels);
    }
  }
}
