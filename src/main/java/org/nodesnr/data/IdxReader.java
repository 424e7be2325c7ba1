package org.nodesnr.data;

import java.nio.file.Path;
import org.nodesnr.UserError;

/**
 * Reads the IDX files of MNIST, compressed or not.
 *
 * <p>An IDX file has two zero bytes, a type code (8: unsigned bytes), the number of dimensions, one
 * big-endian 32-bit size for each, and then the data, the last dimension running fastest. Source:
 * Y. LeCun, C. Cortes, C. Burges, <i>The MNIST database of handwritten digits</i>.
 *
 * <p>Everything a file claims is checked against what it holds, and no memory is set aside on a
 * claim alone.
 */
final class IdxReader {
  /** Files that claim more samples are refused. */
  static final int MAX_SAMPLES = 1_000_000;

  private static final int UNSIGNED_BYTES = 0x08;

  /**
   * The content of a file.
   *
   * @param data the values, without the header
   * @param count the first dimension: number of samples
   * @param file length and checksum as on the disk
   */
  record Idx(byte[] data, int count, SourceFile.Checked file) {}

  private IdxReader() {}

  /**
   * Reads images of one shape.
   *
   * @param path an IDX file of three dimensions
   * @param height the rows an image must have
   * @param width the columns an image must have
   * @return the pixels, image by image and row by row
   * @throws UserError when the file is unreadable, of another format or shape, too short or too
   *     long
   */
  static Idx images(Path path, int height, int width) {
    return read(path, "images", height, width);
  }

  /**
   * Reads labels.
   *
   * @param path an IDX file of one dimension
   * @param classes labels must be below this
   * @return one label per sample
   * @throws UserError as {@link #images}, and when a label is out of range
   */
  static Idx labels(Path path, int classes) {
    Idx idx = read(path, "labels");
    for (int i = 0; i < idx.count(); i++) {
      int label = Byte.toUnsignedInt(idx.data()[i]);
      if (label >= classes) {
        throw new UserError(
            path + ": label " + label + " of sample " + i + " is not in 0.." + (classes - 1));
      }
    }
    return idx;
  }

  /**
   * Refuses images and labels of different numbers.
   *
   * @param images what one file holds
   * @param imagePath that file
   * @param labels what the other one holds
   * @param labelPath that file
   * @throws UserError when there are more of one than of the other
   */
  static void requireAsMany(Idx images, Path imagePath, Idx labels, Path labelPath) {
    if (images.count() != labels.count()) {
      throw new UserError(
          imagePath
              + ": "
              + images.count()
              + " images, but "
              + labels.count()
              + " labels in "
              + labelPath.getFileName());
    }
  }

  private static Idx read(Path path, String what, int... sampleShape) {
    try (SourceFile in = SourceFile.open(path)) {
      int dimensions = 1 + sampleShape.length;
      int headerBytes = 4 + 4 * dimensions;
      byte[] header = new byte[headerBytes];
      int present = in.read(header, 0, 4);
      if (present < 4) {
        throw tooShort(path, what, present, headerBytes);
      }
      checkMagic(path, what, header, dimensions);
      present += in.read(header, 4, headerBytes - 4);
      if (present < headerBytes) {
        throw tooShort(path, what, present, headerBytes);
      }
      int sampleBytes = checkShape(path, what, header, sampleShape);
      long count = unsigned(header, 4);
      if (count < 1 || count > MAX_SAMPLES) {
        throw new UserError(
            path
                + ": the header claims "
                + count
                + " "
                + what
                + "; 1 to "
                + MAX_SAMPLES
                + " are accepted");
      }
      int claimed = Math.multiplyExact((int) count, sampleBytes);
      byte[] data = in.readUpTo(claimed);
      if (data.length < claimed) {
        throw new UserError(
            path
                + ": too little data: the header claims "
                + count
                + " "
                + what
                + ", "
                + claimed
                + " bytes, and "
                + data.length
                + " follow");
      }
      if (in.hasMore()) {
        throw new UserError(
            path
                + ": too much data: more bytes follow the "
                + count
                + " "
                + what
                + " of the header");
      }
      return new Idx(data, (int) count, in.check());
    }
  }

  private static void checkMagic(Path path, String what, byte[] header, int dimensions) {
    if (header[0] != 0 || header[1] != 0) {
      throw new UserError(
          path
              + ": wrong magic number: an IDX file begins with two zero bytes, this one with "
              + hex(header[0])
              + " "
              + hex(header[1]));
    }
    if (header[2] != UNSIGNED_BYTES) {
      throw new UserError(
          path
              + ": wrong type code "
              + hex(header[2])
              + ": "
              + what
              + " are unsigned bytes, type 0x08");
    }
    if (header[3] != dimensions) {
      throw new UserError(
          path
              + ": wrong number of dimensions: "
              + Byte.toUnsignedInt(header[3])
              + "; "
              + what
              + " have "
              + dimensions);
    }
  }

  private static int checkShape(Path path, String what, byte[] header, int... sampleShape) {
    int sampleBytes = 1;
    for (int k = 0; k < sampleShape.length; k++) {
      sampleBytes *= sampleShape[k];
    }
    for (int k = 0; k < sampleShape.length; k++) {
      if (unsigned(header, 8 + 4 * k) != sampleShape[k]) {
        throw new UserError(
            path
                + ": wrong shape: "
                + what
                + " of "
                + unsigned(header, 8)
                + "x"
                + unsigned(header, 12)
                + "; expected "
                + sampleShape[0]
                + "x"
                + sampleShape[1]);
      }
    }
    return sampleBytes;
  }

  private static UserError tooShort(Path path, String what, int present, int headerBytes) {
    return new UserError(
        path
            + ": too little data: "
            + present
            + " bytes, and the header of an IDX file of "
            + what
            + " has "
            + headerBytes);
  }

  private static long unsigned(byte[] b, int at) {
    return ((b[at] & 0xffL) << 24)
        | ((b[at + 1] & 0xffL) << 16)
        | ((b[at + 2] & 0xffL) << 8)
        | (b[at + 3] & 0xffL);
  }

  private static String hex(byte b) {
    return "0x" + java.util.HexFormat.of().toHexDigits(b);
  }
}
