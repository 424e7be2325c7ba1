package org.nodesnr.data;

import java.io.IOException;
import java.io.InputStream;
import org.nodesnr.UserError;

/**
 * Reads the batches of the binary version of CIFAR-10: records of one label and 3,072 pixels, 1,024
 * red, then green, then blue, each row by row. Source: A. Krizhevsky, <i>Learning Multiple Layers
 * of Features from Tiny Images</i>, 2009, and the page of the data set.
 */
final class CifarReader {
  static final int CHANNELS = 3;
  static final int SIDE = 32;
  static final int CLASSES = 10;
  static final int PIXELS = CHANNELS * SIDE * SIDE;
  static final int RECORD_BYTES = 1 + PIXELS;

  /** Records in a batch of the official set. */
  static final int BATCH_RECORDS = 10_000;

  private CifarReader() {}

  /**
   * Reads one batch.
   *
   * @param in the batch, to its end
   * @param name how errors name the file
   * @param records how many records it must hold
   * @param firstSample where its samples go
   * @param labels modified: one label per sample
   * @param pixels modified: {@link #PIXELS} per sample
   * @throws UserError when the batch is too short or too long or a label is out of range
   * @throws IOException when it can't be read
   */
  static void readBatch(
      InputStream in, String name, int records, int firstSample, byte[] labels, byte[] pixels)
      throws IOException {
    for (int k = 0; k < records; k++) {
      int sample = firstSample + k;
      int present = in.readNBytes(labels, sample, 1);
      if (present == 1) {
        present += in.readNBytes(pixels, sample * PIXELS, PIXELS);
      }
      if (present < RECORD_BYTES) {
        throw new UserError(
            name
                + ": too little data: a batch has "
                + records
                + " records of "
                + RECORD_BYTES
                + " bytes, this one "
                + k
                + " and "
                + present
                + " bytes");
      }
      int label = Byte.toUnsignedInt(labels[sample]);
      if (label >= CLASSES) {
        throw new UserError(
            name + ": label " + label + " of sample " + k + " is not in 0.." + (CLASSES - 1));
      }
    }
    if (in.read() >= 0) {
      throw new UserError(
          name
              + ": too much data: a batch has "
              + records
              + " records of "
              + RECORD_BYTES
              + " bytes, and more follow");
    }
  }
}
