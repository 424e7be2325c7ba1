package org.nodesnr.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nodesnr.UserError;

/** The data sets by name: finds, downloads where allowed, and reads or draws them. */
public final class Datasets {
  /** Handwritten digits, 60,000 and 10,000 of 1×28×28. */
  public static final String MNIST = "mnist";

  /** Photographs of ten kinds of things, 50,000 and 10,000 of 3×32×32. */
  public static final String CIFAR10 = "cifar10";

  /** Digits drawn by code, 1×28×28. */
  public static final String SYNTHETIC_DIGITS = "synthetic-digits";

  /** Colour textures drawn by code, 3×32×32. */
  public static final String SYNTHETIC_TEXTURES = "synthetic-textures";

  /** Photographs of a hundred kinds of things, 50,000 and 10,000 of 3×32×32. */
  public static final String CIFAR100 = "cifar100";

  /** All names but those of arrays of one's own. */
  public static final List<String> NAMES =
      Stream.of(
              List.of(MNIST, CIFAR10, SYNTHETIC_DIGITS, SYNTHETIC_TEXTURES),
              IdxSets.keys(),
              List.of(CIFAR100))
          .flatMap(List::stream)
          .toList();

  /** Those whose files are downloaded, and whose checksums are known. */
  public static final List<String> DOWNLOADED = List.of(MNIST, CIFAR10);

  /** Those that are read from files. */
  public static final List<String> IN_FILES =
      NAMES.stream()
          .filter(name -> !List.of(SYNTHETIC_DIGITS, SYNTHETIC_TEXTURES).contains(name))
          .toList();

  private static final PublishedSets PUBLISHED =
      new PublishedSets(Catalogue.PUBLIC, CifarReader.BATCH_RECORDS, Downloader.Patience.USUAL);

  private Datasets() {}

  /**
   * Reads or draws a set. Only a set that is asked for by a made-up set's name is made up.
   *
   * @param set one of {@link #NAMES}
   * @param location where files are looked for and downloaded to; of no matter for made-up sets
   * @param synthetic seed and sizes of a made-up set; of no matter for the others
   * @param progress told of downloads
   * @return the set
   * @throws UserError when there is no such set, or its files can't be had or are damaged
   */
  public static Dataset load(
      String set, DataLocation location, SyntheticSpec synthetic, DownloadProgress progress) {
    return switch (set) {
      case MNIST -> PUBLISHED.mnist(location, progress);
      case CIFAR10 -> PUBLISHED.cifar10(location, progress);
      case SYNTHETIC_DIGITS ->
          SyntheticSets.draw(SYNTHETIC_DIGITS, "digits", new DigitPainter(), synthetic);
      case SYNTHETIC_TEXTURES ->
          SyntheticSets.draw(SYNTHETIC_TEXTURES, "textures", new TexturePainter(), synthetic);
      case CIFAR100 -> Cifar100Files.read(location);
      default ->
          IdxSets.of(set)
              .map(files -> files.read(location))
              .or(() -> ArraySets.of(set).map(files -> files.read(location)))
              .orElseThrow(() -> unknown(set));
    };
  }

  /**
   * Reads or draws what a set's networks are judged on; training files may be missing. Otherwise as
   * {@link #load}.
   *
   * @param set one of {@link #NAMES}
   * @param location where files are looked for and downloaded to
   * @param synthetic seed and sizes of a made-up set
   * @param progress told of downloads
   * @return the test set
   */
  public static TestSet loadTest(
      String set, DataLocation location, SyntheticSpec synthetic, DownloadProgress progress) {
    return switch (set) {
      case MNIST -> PUBLISHED.mnistTest(location, progress);
      case CIFAR10 -> PUBLISHED.cifar10Test(location, progress);
      default -> {
        Dataset drawn = load(set, location, synthetic, progress);
        yield new TestSet(drawn.test(), drawn.origin());
      }
    };
  }

  /**
   * @return what {@link #loadTest} looks for in a directory, in a few words
   */
  public static String wantedForTests() {
    return PUBLISHED.wantedForTests();
  }

  /**
   * Where the files of a set are.
   *
   * @param set one of {@link #NAMES}
   * @param location where to look
   * @return the folder or archive that {@link #load} would read without downloading anything; empty
   *     for a made-up set
   * @throws UserError when there is no such set
   */
  public static Optional<Path> find(String set, DataLocation location) {
    return switch (set) {
      case MNIST -> PUBLISHED.findMnist(location);
      case CIFAR10 -> PUBLISHED.findCifar10(location);
      case SYNTHETIC_DIGITS, SYNTHETIC_TEXTURES -> Optional.empty();
      case CIFAR100 -> Cifar100Files.find(location);
      default ->
          IdxSets.of(set)
              .map(files -> files.find(location))
              .or(() -> ArraySets.of(set).map(files -> files.find(location)))
              .orElseThrow(() -> unknown(set));
    };
  }

  /**
   * What is missing of a set.
   *
   * @param set one of {@link #NAMES}
   * @param location where to look
   * @return what {@link #load} would download, from where and how much, or what it would not find;
   *     empty where everything is there
   */
  public static Optional<String> lacking(String set, DataLocation location) {
    return switch (set) {
      case MNIST -> PUBLISHED.lackingOfMnist(location);
      case CIFAR10 -> PUBLISHED.lackingOfCifar10(location);
      case SYNTHETIC_DIGITS, SYNTHETIC_TEXTURES -> Optional.empty();
      default ->
          find(set, location).isPresent()
              ? Optional.empty()
              : Optional.of(set + " is not on this machine, and nodesnr does not download it");
    };
  }

  private static UserError unknown(String set) {
    return new UserError("data set " + set + " is unknown; there are " + String.join(", ", NAMES));
  }
}
