package org.nodesnr.data;

import java.util.SplittableRandom;

/**
 * Turns samples of an image set into network input: crop, augmentation, scaling. Pure, without
 * allocation per sample, and safe to share between threads.
 *
 * <p>Output value (c, y, x) is pixel {@code (c, top + y − dy, left + x' − dx)} of the sample, 0
 * where that lies outside it, with {@code x' = crop − 1 − x} for a mirrored sample and {@code x' =
 * x} otherwise. Without augmentation {@code dy = dx = 0} and the crop is central: {@code top =
 * (height − crop) / 2}, rounded down, as TensorFlow's {@code resize_with_crop_or_pad} has it (4 for
 * 24 out of 32).
 *
 * <p>Values are {@code pixel / 255}, or, standardised, {@code (pixel − mean) / max(s, 1/√n)} with
 * mean and standard deviation s over the n values of the sample as cropped and shifted, on the
 * scale 0..255: TensorFlow's {@code per_image_standardization}, where s divides by n.
 *
 * <p>Draws of {@link #augmented}, in this order: {@code dy = nextInt(2k + 1) − k} and then {@code
 * dx} alike if {@code k = maxShift > 0}; {@code top = nextInt(height − crop + 1)} and then {@code
 * left = nextInt(width − crop + 1)} if the crop is random and smaller than the image; {@code
 * nextInt(2)}, where 1 means mirrored, if there are flips.
 */
public final class Augmenter {
  private final ImageSet set;
  private final int cropHeight;
  private final int cropWidth;
  private final boolean cropped;
  private final boolean standardise;
  private final Augmentation augmentation;

  /**
   * @param set the samples
   * @param crop side of the square that is cut out, in pixels; 0 for the whole image
   * @param standardise whether each sample is brought to mean 0 and standard deviation 1
   * @param augmentation what is random in {@link #augmented}
   * @throws IllegalArgumentException when the crop does not fit into the image
   */
  public Augmenter(ImageSet set, int crop, boolean standardise, Augmentation augmentation) {
    if (crop < 0 || crop > set.height() || crop > set.width()) {
      throw new IllegalArgumentException(
          "crop " + crop + " of images of " + set.height() + "x" + set.width());
    }
    this.set = set;
    this.cropHeight = crop == 0 ? set.height() : crop;
    this.cropWidth = crop == 0 ? set.width() : crop;
    this.cropped = cropHeight < set.height() || cropWidth < set.width();
    this.standardise = standardise;
    this.augmentation = augmentation;
  }

  /** The samples. */
  public ImageSet set() {
    return set;
  }

  /** Rows of the output. */
  public int height() {
    return cropHeight;
  }

  /** Columns of the output. */
  public int width() {
    return cropWidth;
  }

  /** Channels × height × width of the output. */
  public int valuesPerSample() {
    return set.channels() * cropHeight * cropWidth;
  }

  /**
   * Writes a sample without augmentation.
   *
   * @param i index of the sample
   * @param out modified: {@code valuesPerSample()} values from {@code offset} on, (C, H, W)
   * @param offset where to begin
   */
  public void plain(int i, float[] out, int offset) {
    if (!cropped && !standardise) {
      set.copyScaled(i, out, offset);
    } else {
      write(i, (set.height() - cropHeight) / 2, (set.width() - cropWidth) / 2, false, out, offset);
    }
  }

  /**
   * Writes a sample with augmentation.
   *
   * @param i index of the sample
   * @param random where the draws come from; none is made when nothing is random
   * @param out modified: {@code valuesPerSample()} values from {@code offset} on, (C, H, W)
   * @param offset where to begin
   */
  public void augmented(int i, SplittableRandom random, float[] out, int offset) {
    write(i, cut(random), out, offset);
  }

  /**
   * What is taken of a sample.
   *
   * @param top row of the sample that becomes the first one; may lie outside it
   * @param left column of the sample that becomes the first one, or the last one where mirrored
   * @param mirrored whether left and right are exchanged
   */
  public record Cut(int top, int left, boolean mirrored) {}

  /**
   * @param random where the draws come from; none is made when nothing is random
   * @return what the next sample becomes
   */
  public Cut cut(SplittableRandom random) {
    int top = (set.height() - cropHeight) / 2;
    int left = (set.width() - cropWidth) / 2;
    int k = augmentation.maxShift();
    int dy = k > 0 ? random.nextInt(2 * k + 1) - k : 0;
    int dx = k > 0 ? random.nextInt(2 * k + 1) - k : 0;
    if (augmentation.randomCrop() && cropped) {
      top = random.nextInt(set.height() - cropHeight + 1);
      left = random.nextInt(set.width() - cropWidth + 1);
    }
    boolean mirrored = augmentation.horizontalFlip() && random.nextInt(2) == 1;
    return new Cut(top - dy, left - dx, mirrored);
  }

  /**
   * Writes a sample.
   *
   * @param i index of the sample
   * @param cut what is taken of it
   * @param out modified: {@code valuesPerSample()} values from {@code offset} on, (C, H, W)
   * @param offset where to begin
   */
  public void write(int i, Cut cut, float[] out, int offset) {
    if (augmentation.isNone()) {
      plain(i, out, offset);
    } else {
      write(i, cut.top(), cut.left(), cut.mirrored(), out, offset);
    }
  }

  /** Whether each sample is brought to mean 0 and standard deviation 1. */
  public boolean standardised() {
    return standardise;
  }

  private void write(int i, int top, int left, boolean mirrored, float[] out, int offset) {
    byte[] pixels = set.bytes();
    int height = set.height();
    int width = set.width();
    long sum = 0;
    long sumOfSquares = 0;
    int at = offset;
    for (int c = 0; c < set.channels(); c++) {
      int plane = set.start(i) + c * height * width;
      for (int y = 0; y < cropHeight; y++) {
        int sourceY = top + y;
        boolean rowInside = sourceY >= 0 && sourceY < height;
        int row = plane + sourceY * width;
        for (int x = 0; x < cropWidth; x++) {
          int sourceX = left + (mirrored ? cropWidth - 1 - x : x);
          int value =
              rowInside && sourceX >= 0 && sourceX < width ? pixels[row + sourceX] & 0xff : 0;
          sum += value;
          sumOfSquares += (long) value * value;
          out[at++] = standardise ? value : ImageSet.scaled(value);
        }
      }
    }
    if (standardise) {
      standardise(out, offset, at, sum, sumOfSquares);
    }
  }

  private static void standardise(float[] out, int from, int to, long sum, long sumOfSquares) {
    int n = to - from;
    double mean = (double) sum / n;
    double deviation = Math.sqrt((double) (n * sumOfSquares - sum * sum)) / n;
    double divisor = Math.max(deviation, 1 / Math.sqrt(n));
    for (int k = from; k < to; k++) {
      out[k] = (float) ((out[k] - mean) / divisor);
    }
  }
}
