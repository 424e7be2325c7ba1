package org.nodesnr.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.nodesnr.files.Digests;

/**
 * A training and a test set, and where they come from.
 *
 * @param name the key in a config: {@code mnist}, {@code cifar10}, {@code synthetic-digits} or
 *     {@code synthetic-textures}
 * @param train what networks are trained on
 * @param test what they are judged on
 * @param files the files that were read, in a fixed order; empty for a made-up set
 * @param official whether every file is the published one, by checksum
 * @param synthetic whether the images were drawn by code
 * @param origin a short phrase for tables and figures, such as {@code MNIST, official files},
 *     {@code CIFAR-10, files whose checksums are not the official ones} or {@code made-up digits
 *     (seed 1)}
 */
public record Dataset(
    String name,
    ImageSet train,
    ImageSet test,
    List<DataFile> files,
    boolean official,
    boolean synthetic,
    String origin) {

  /**
   * A file that was read.
   *
   * @param name its name, without its directory
   * @param bytes its length
   * @param sha256 checksum of the file as it lies on the disk, in lower-case hexadecimal
   * @param official whether that is the checksum of the published file, or one that follows from it
   */
  public record DataFile(String name, long bytes, String sha256, boolean official) {}

  /** Copies the list. */
  public Dataset {
    files = List.copyOf(files);
  }

  /**
   * Identifies the data, however they are stored: SHA-256 over shape, labels and pixels of both
   * sets. A compressed file and the same file uncompressed give one fingerprint; any change to any
   * pixel or label, or to their order, another.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String fingerprint() {
    MessageDigest digest = Digests.sha256();
    for (ImageSet set : List.of(train, test)) {
      String shape =
          String.format(
              Locale.ROOT,
              "%d x %d x %d x %d, %d classes\n",
              set.size(),
              set.channels(),
              set.height(),
              set.width(),
              set.classes());
      digest.update(shape.getBytes(StandardCharsets.US_ASCII));
      digest.update(set.labelBytes(), 0, set.size());
      digest.update(set.bytes(), 0, set.size() * set.pixelsPerImage());
    }
    return Digests.hex(digest);
  }
}
