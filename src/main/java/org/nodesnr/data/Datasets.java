package org.nodesnr.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

  /** All names. */
  public static final List<String> NAMES =
      List.of(MNIST, CIFAR10, SYNTHETIC_DIGITS, SYNTHETIC_TEXTURES);

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
      String set, DataLocation location, SyntheticSpec synthetic, Progress progress) {
    return switch (set) {
      case MNIST -> mnist(location);
      case CIFAR10 -> cifar10(location);
      case SYNTHETIC_DIGITS ->
          SyntheticSets.draw(SYNTHETIC_DIGITS, "digits", new DigitPainter(), synthetic);
      case SYNTHETIC_TEXTURES ->
          SyntheticSets.draw(SYNTHETIC_TEXTURES, "textures", new TexturePainter(), synthetic);
      default ->
          throw new UserError(
              "data set " + set + " is unknown; there are " + String.join(", ", NAMES));
    };
  }

  private static Dataset mnist(DataLocation location) {
    MnistFiles files = new MnistFiles(Catalogue.PUBLIC);
    return location.directories().stream()
        .map(files::find)
        .flatMap(Optional<Path>::stream)
        .findFirst()
        .map(files::read)
        .orElseThrow(() -> new UserError("mnist is in none of " + location.directories()));
  }

  private static Dataset cifar10(DataLocation location) {
    CifarFiles files = new CifarFiles(Catalogue.PUBLIC, CifarReader.BATCH_RECORDS);
    return location.directories().stream()
        .map(files::find)
        .flatMap(Optional<Path>::stream)
        .findFirst()
        .map(files::read)
        .orElseThrow(() -> new UserError("cifar10 is in none of " + location.directories()));
  }
}
