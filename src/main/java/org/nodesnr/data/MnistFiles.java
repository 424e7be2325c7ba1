package org.nodesnr.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset.DataFile;

/** Finds and reads the four files of MNIST. */
final class MnistFiles {
  /** Training images, training labels, test images, test labels. */
  static final List<String> NAMES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  /** The folder of the files within a directory of data sets. */
  static final String FOLDER = "mnist";

  private static final List<String> FOLDERS = List.of(FOLDER, "MNIST/raw", "raw", "");
  private static final List<Integer> ALL = List.of(0, 1, 2, 3);
  private static final List<Integer> TEST = List.of(2, 3);

  private static final int SIDE = 28;
  private static final int CLASSES = 10;

  private final Catalogue catalogue;

  MnistFiles(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The folder in which at least one of the files lies.
   *
   * @param directory a directory of data sets
   * @return {@code directory/mnist}, as torchvision has it {@code directory/MNIST/raw} or {@code
   *     directory/raw}, or {@code directory} itself
   */
  Optional<Path> find(Path directory) {
    return FOLDERS.stream()
        .map(directory::resolve)
        .filter(folder -> NAMES.stream().anyMatch(name -> file(folder, name).isPresent()))
        .findFirst();
  }

  /** What the test files are called, and in which folders of a directory they may lie. */
  static String wanted() {
    return String.join(" and ", NAMES.subList(2, 4))
        + " (also with a dot before idx, also .gz) in it or its "
        + String.join(", ", FOLDERS.subList(0, FOLDERS.size() - 1));
  }

  /** Which of the files are not in a folder, by the names they are published under. */
  List<Catalogue.RemoteFile> missing(Path folder) {
    return missing(folder, ALL);
  }

  /** As {@link #missing(Path)}, of the test files alone. */
  List<Catalogue.RemoteFile> missingTest(Path folder) {
    return missing(folder, TEST);
  }

  private List<Catalogue.RemoteFile> missing(Path folder, List<Integer> roles) {
    return roles.stream()
        .filter(k -> file(folder, NAMES.get(k)).isEmpty())
        .map(catalogue.mnist()::get)
        .toList();
  }

  /**
   * Reads the set.
   *
   * @param folder where the files lie
   * @return the set
   * @throws UserError when a file is missing or damaged or does not fit to the others
   */
  Dataset read(Path folder) {
    Part all = part(folder, ALL);
    return new Dataset(
        Datasets.MNIST,
        images("train", all, 0),
        images("test", all, 2),
        all.files(),
        all.official(),
        false,
        all.origin());
  }

  /** Reads the test files alone; otherwise as {@link #read}. */
  TestSet readTest(Path folder) {
    Part test = part(folder, TEST);
    return new TestSet(images("test", test, 0), test.origin());
  }

  /** Some of the files, in the order of {@link #NAMES}. */
  private record Part(List<Path> paths, List<IdxReader.Idx> content, List<DataFile> files) {
    boolean official() {
      return files.stream().allMatch(DataFile::official);
    }

    String origin() {
      return official()
          ? "MNIST, official files"
          : "MNIST, files whose checksums are not the official ones";
    }
  }

  private Part part(Path folder, List<Integer> roles) {
    List<Path> paths =
        roles.stream()
            .map(NAMES::get)
            .map(
                name ->
                    file(folder, name)
                        .orElseThrow(
                            () ->
                                new UserError(
                                    folder + ": " + name + " is missing, with or without .gz")))
            .toList();
    List<IdxReader.Idx> content =
        paths.stream()
            .parallel()
            .map(
                path ->
                    paths.indexOf(path) % 2 == 0
                        ? IdxReader.images(path, SIDE, SIDE)
                        : IdxReader.labels(path, CLASSES))
            .toList();
    List<DataFile> files = new ArrayList<>();
    for (int k = 0; k < paths.size(); k++) {
      files.add(check(paths.get(k), content.get(k).file(), roles.get(k)));
    }
    DuplicateFiles.refuse(folder, files);
    return new Part(paths, content, files);
  }

  private DataFile check(Path path, SourceFile.Checked file, int role) {
    for (int k = 0; k < NAMES.size(); k++) {
      Catalogue.RemoteFile published = catalogue.mnist().get(k);
      boolean same =
          file.sha256().equals(published.sha256())
              || published.contentSha256().filter(file.sha256()::equals).isPresent();
      if (same && k == role) {
        return new DataFile(path.getFileName().toString(), file.bytes(), file.sha256(), true);
      }
      if (same) {
        throw new UserError(path + ": holds the official " + NAMES.get(k) + "; give it that name");
      }
    }
    return new DataFile(path.getFileName().toString(), file.bytes(), file.sha256(), false);
  }

  private static ImageSet images(String split, Part part, int first) {
    IdxReader.Idx images = part.content().get(first);
    IdxReader.Idx labels = part.content().get(first + 1);
    IdxReader.requireAsMany(images, part.paths().get(first), labels, part.paths().get(first + 1));
    return ImageSet.of(
        Datasets.MNIST + "/" + split, 1, SIDE, SIDE, CLASSES, labels.data(), images.data());
  }

  /** The file of a published name, or as Kaggle has it: {@code t10k-images.idx3-ubyte}. */
  private static Optional<Path> file(Path folder, String name) {
    String dotted = name.replace("-idx", ".idx");
    return Stream.of(name + ".gz", name, dotted, dotted + ".gz")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
