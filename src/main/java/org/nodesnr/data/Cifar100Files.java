package org.nodesnr.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset.DataFile;

/**
 * The binary version of CIFAR-100: {@code train.bin} and {@code test.bin}, records of a coarse
 * label, a fine label and 3,072 pixels, 1,024 red, then green, then blue. The fine labels count.
 */
final class Cifar100Files {
  private static final List<String> FOLDERS = List.of("cifar-100-binary", "cifar100");
  private static final List<String> NAMES = List.of("train.bin", "test.bin");
  private static final int CLASSES = 100;
  private static final int MOST_RECORDS = 50_000;
  private static final int RECORD_BYTES = 2 + CifarReader.PIXELS;

  private Cifar100Files() {}

  static Optional<Path> find(DataLocation location) {
    return location.directories().stream()
        .flatMap(directory -> FOLDERS.stream().map(directory::resolve))
        .filter(in -> NAMES.stream().anyMatch(name -> Files.isRegularFile(in.resolve(name))))
        .findFirst();
  }

  /**
   * @throws UserError when files are missing or damaged
   */
  static Dataset read(DataLocation location) {
    String wanted = "train.bin and test.bin, unpacked from cifar-100-binary.tar.gz,";
    Path found =
        find(location).orElseThrow(() -> Missing.set(Datasets.CIFAR100, location, wanted, FOLDERS));
    List<DataFile> files = new ArrayList<>();
    ImageSet train = images(found.resolve(NAMES.get(0)), "train", files);
    ImageSet test = images(found.resolve(NAMES.get(1)), "test", files);
    DuplicateFiles.refuse(found, files);
    return new Dataset(Datasets.CIFAR100, train, test, files, false, false, "CIFAR-100");
  }

  private static ImageSet images(Path path, String split, List<DataFile> files) {
    if (!Files.isRegularFile(path)) {
      throw new UserError(path + ": is missing");
    }
    try (SourceFile in = SourceFile.open(path)) {
      byte[] content = in.readUpTo(MOST_RECORDS * RECORD_BYTES);
      int records = content.length / RECORD_BYTES;
      if (records == 0 || content.length % RECORD_BYTES != 0 || in.hasMore()) {
        throw new UserError(
            path
                + ": no binary version of CIFAR-100: up to "
                + MOST_RECORDS
                + " records of "
                + RECORD_BYTES
                + " bytes are expected");
      }
      byte[] labels = new byte[records];
      byte[] pixels = new byte[records * CifarReader.PIXELS];
      for (int k = 0; k < records; k++) {
        labels[k] = content[k * RECORD_BYTES + 1];
        if (Byte.toUnsignedInt(labels[k]) >= CLASSES) {
          throw new UserError(
              path
                  + ": fine label "
                  + Byte.toUnsignedInt(labels[k])
                  + " of sample "
                  + k
                  + " is not in 0.."
                  + (CLASSES - 1));
        }
        System.arraycopy(
            content, k * RECORD_BYTES + 2, pixels, k * CifarReader.PIXELS, CifarReader.PIXELS);
      }
      SourceFile.Checked file = in.check();
      files.add(new DataFile(path.getFileName().toString(), file.bytes(), file.sha256(), false));
      return ImageSet.of(
          Datasets.CIFAR100 + "/" + split,
          CifarReader.CHANNELS,
          CifarReader.SIDE,
          CifarReader.SIDE,
          CLASSES,
          labels,
          pixels);
    }
  }
}
