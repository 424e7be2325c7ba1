package org.nodesnr.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset.DataFile;

/**
 * Sets in the form of MNIST's files beside MNIST itself: found, never downloaded, their checksums
 * known to nobody here.
 */
enum IdxSets {
  /** Xiao et al., arXiv 1708.07747. */
  FASHION_MNIST("fashion-mnist", "Fashion-MNIST", "FashionMNIST/raw", 10),
  /** Clanuwat et al., arXiv 1812.01718. */
  KMNIST("kmnist", "KMNIST", "KMNIST/raw", 10),
  /** Cohen et al., arXiv 1702.05373, as the others of that name. */
  EMNIST_BYCLASS("emnist-byclass", "EMNIST ByClass", "EMNIST/raw", 62),
  /** Letters alike as capitals and small are one class. */
  EMNIST_BYMERGE("emnist-bymerge", "EMNIST ByMerge", "EMNIST/raw", 47),
  /** As many of each class. */
  EMNIST_BALANCED("emnist-balanced", "EMNIST Balanced", "EMNIST/raw", 47),
  /** Labels of the files are 1 to 26. */
  EMNIST_LETTERS("emnist-letters", "EMNIST Letters", "EMNIST/raw", 26),
  /** Digits alone. */
  EMNIST_DIGITS("emnist-digits", "EMNIST Digits", "EMNIST/raw", 10),
  /** Digits, as many as MNIST has. */
  EMNIST_MNIST("emnist-mnist", "EMNIST MNIST", "EMNIST/raw", 10);

  private static final int SIDE = 28;
  private static final String EMNIST = "emnist";

  private final String key;
  private final String title;
  private final String folder;
  private final int classes;

  IdxSets(String key, String title, String folder, int classes) {
    this.key = key;
    this.title = title;
    this.folder = folder;
    this.classes = classes;
  }

  static List<String> keys() {
    return Stream.of(values()).map(set -> set.key).toList();
  }

  static Optional<IdxSets> of(String key) {
    return Stream.of(values()).filter(set -> set.key.equals(key)).findFirst();
  }

  private boolean isEmnist() {
    return key.startsWith(EMNIST);
  }

  /** Training images, training labels, test images, test labels. */
  private List<String> names() {
    return isEmnist()
        ? List.of(
            key + "-train-images-idx3-ubyte",
            key + "-train-labels-idx1-ubyte",
            key + "-test-images-idx3-ubyte",
            key + "-test-labels-idx1-ubyte")
        : MnistFiles.NAMES;
  }

  private List<String> folders() {
    return isEmnist() ? List.of(EMNIST, EMNIST + "/gzip", folder, "gzip") : List.of(key, folder);
  }

  /** The folder within one of the directories in which at least one of the files lies. */
  Optional<Path> find(DataLocation location) {
    return location.directories().stream()
        .flatMap(directory -> folders().stream().map(directory::resolve))
        .filter(in -> names().stream().anyMatch(name -> file(in, name).isPresent()))
        .findFirst();
  }

  private static Optional<Path> file(Path folder, String name) {
    return Stream.of(name + ".gz", name)
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * @throws UserError when files are missing or damaged or don't fit to each other
   */
  Dataset read(DataLocation location) {
    Path found =
        find(location)
            .orElseThrow(
                () ->
                    Missing.set(
                        key, location, names().get(0) + " (also .gz) and the like", folders()));
    List<Path> paths = new ArrayList<>();
    for (String name : names()) {
      paths.add(
          file(found, name)
              .orElseThrow(
                  () -> new UserError(found + ": " + name + " is missing, with or without .gz")));
    }
    List<DataFile> files = new ArrayList<>();
    ImageSet train = images("train", paths.subList(0, 2), files);
    ImageSet test = images("test", paths.subList(2, 4), files);
    DuplicateFiles.refuse(found, files);
    return new Dataset(key, train, test, files, false, false, title);
  }

  private ImageSet images(String split, List<Path> paths, List<DataFile> files) {
    IdxReader.Idx images = IdxReader.images(paths.get(0), SIDE, SIDE);
    boolean fromOne = this == EMNIST_LETTERS;
    IdxReader.Idx labels = IdxReader.labels(paths.get(1), classes + (fromOne ? 1 : 0));
    IdxReader.requireAsMany(images, paths.get(0), labels, paths.get(1));
    files.add(file(paths.get(0), images));
    files.add(file(paths.get(1), labels));
    byte[] numbers = fromOne ? lessOne(paths.get(1), labels.data()) : labels.data();
    byte[] pixels = isEmnist() ? transposed(images.data()) : images.data();
    return ImageSet.of(key + "/" + split, 1, SIDE, SIDE, classes, numbers, pixels);
  }

  private static DataFile file(Path path, IdxReader.Idx content) {
    String name = path.getFileName().toString();
    return new DataFile(name, content.file().bytes(), content.file().sha256(), false);
  }

  private static byte[] lessOne(Path path, byte[] labels) {
    byte[] numbers = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == 0) {
        throw new UserError(path + ": label 0 of sample " + i + "; those of letters are 1 to 26");
      }
      numbers[i] = (byte) (labels[i] - 1);
    }
    return numbers;
  }

  /** EMNIST's files hold each image column by column. */
  private static byte[] transposed(byte[] pixels) {
    byte[] upright = new byte[pixels.length];
    for (int image = 0; image < pixels.length; image += SIDE * SIDE) {
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          upright[image + y * SIDE + x] = pixels[image + x * SIDE + y];
        }
      }
    }
    return upright;
  }
}
