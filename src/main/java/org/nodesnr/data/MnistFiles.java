package org.nodesnr.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
   * @return {@code directory/mnist} or {@code directory} itself
   */
  Optional<Path> find(Path directory) {
    return List.of(directory.resolve(FOLDER), directory).stream()
        .filter(folder -> NAMES.stream().anyMatch(name -> file(folder, name).isPresent()))
        .findFirst();
  }

  /** Which of the files are not in a folder, by the names they are published under. */
  List<Catalogue.RemoteFile> missing(Path folder) {
    return IntStream.range(0, NAMES.size())
        .filter(k -> file(folder, NAMES.get(k)).isEmpty())
        .mapToObj(catalogue.mnist()::get)
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
    List<Path> paths =
        NAMES.stream()
            .map(
                name ->
                    file(folder, name)
                        .orElseThrow(
                            () ->
                                new UserError(
                                    folder + ": " + name + " is missing, with or without .gz")))
            .toList();
    List<IdxReader.Idx> content =
        IntStream.range(0, paths.size())
            .parallel()
            .mapToObj(
                k ->
                    k % 2 == 0
                        ? IdxReader.images(paths.get(k), SIDE, SIDE)
                        : IdxReader.labels(paths.get(k), CLASSES))
            .toList();
    List<DataFile> files = new ArrayList<>();
    for (int k = 0; k < paths.size(); k++) {
      files.add(check(paths.get(k), content.get(k).file(), k));
    }
    DuplicateFiles.refuse(folder, files);
    boolean official = files.stream().allMatch(DataFile::official);
    return new Dataset(
        Datasets.MNIST,
        images("train", paths, content, 0),
        images("test", paths, content, 2),
        files,
        official,
        false,
        official
            ? "MNIST, official files"
            : "MNIST, files whose checksums are not the official ones");
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

  private static ImageSet images(
      String split, List<Path> paths, List<IdxReader.Idx> content, int first) {
    IdxReader.Idx images = content.get(first);
    IdxReader.Idx labels = content.get(first + 1);
    if (images.count() != labels.count()) {
      throw new UserError(
          paths.get(first)
              + ": "
              + images.count()
              + " images, but "
              + labels.count()
              + " labels in "
              + paths.get(first + 1).getFileName());
    }
    return ImageSet.of(
        Datasets.MNIST + "/" + split, 1, SIDE, SIDE, CLASSES, labels.data(), images.data());
  }

  private static Optional<Path> file(Path folder, String name) {
    return List.of(folder.resolve(name + ".gz"), folder.resolve(name)).stream()
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
