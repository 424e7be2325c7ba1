package org.nodesnr.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * Labelled images of one shape, held once as unsigned bytes.
 *
 * <p>The pixels of a sample lie channel by channel, each channel row by row (C, H, W), as in the
 * CIFAR-10 binary format. An image set is immutable and may be read by any number of threads; a
 * {@linkplain #first(int) prefix} shares the bytes of the whole.
 */
public final class ImageSet {
  private static final float[] SCALED = scaled();

  private final String name;
  private final int channels;
  private final int height;
  private final int width;
  private final int classes;
  private final int size;
  private final byte[] labels;
  private final byte[] pixels;

  private ImageSet(
      String name,
      int channels,
      int height,
      int width,
      int classes,
      int size,
      byte[] labels,
      byte[] pixels) {
    this.name = name;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.classes = classes;
    this.size = size;
    this.labels = labels;
    this.pixels = pixels;
  }

  /**
   * An image set over the given arrays, which are taken over, not copied: the caller must not
   * change them afterwards.
   *
   * @param name what to call it, such as {@code mnist/train}
   * @param channels 1 for grey, 3 for red, green, blue
   * @param height rows of an image
   * @param width columns of an image
   * @param classes number of classes; labels are {@code 0 .. classes - 1}
   * @param labels one label per sample
   * @param pixels {@code labels.length * channels * height * width} unsigned bytes, (C, H, W) per
   *     sample
   * @return the set
   * @throws IllegalArgumentException when the lengths do not agree or a label is out of range
   */
  public static ImageSet of(
      String name, int channels, int height, int width, int classes, byte[] labels, byte[] pixels) {
    Objects.requireNonNull(name, "name");
    if (channels < 1 || height < 1 || width < 1 || classes < 1 || classes > 256) {
      throw new IllegalArgumentException(
          name + ": bad shape " + channels + "x" + height + "x" + width + ", " + classes);
    }
    long expected = (long) labels.length * channels * height * width;
    if (pixels.length != expected) {
      throw new IllegalArgumentException(
          name + ": " + pixels.length + " pixels, expected " + expected);
    }
    for (int i = 0; i < labels.length; i++) {
      if (Byte.toUnsignedInt(labels[i]) >= classes) {
        throw new IllegalArgumentException(
            name + ": label " + Byte.toUnsignedInt(labels[i]) + " of sample " + i);
      }
    }
    return new ImageSet(name, channels, height, width, classes, labels.length, labels, pixels);
  }

  /** What the set is called, such as {@code mnist/train}. */
  public String name() {
    return name;
  }

  /** 1 for grey, 3 for red, green, blue. */
  public int channels() {
    return channels;
  }

  /** Rows of an image. */
  public int height() {
    return height;
  }

  /** Columns of an image. */
  public int width() {
    return width;
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Number of samples. */
  public int size() {
    return size;
  }

  /** Channels × height × width. */
  public int pixelsPerImage() {
    return channels * height * width;
  }

  /**
   * The class of a sample.
   *
   * @param i index of the sample
   * @return {@code 0 .. classes - 1}
   */
  public int label(int i) {
    return Byte.toUnsignedInt(labels[Objects.checkIndex(i, size)]);
  }

  /**
   * One value of one sample.
   *
   * @param i index of the sample
   * @param channel channel
   * @param y row, from the top
   * @param x column, from the left
   * @return {@code 0 .. 255}
   */
  public int pixel(int i, int channel, int y, int x) {
    Objects.checkIndex(channel, channels);
    Objects.checkIndex(y, height);
    Objects.checkIndex(x, width);
    return Byte.toUnsignedInt(pixels[start(i) + (channel * height + y) * width + x]);
  }

  /**
   * @param first index of a sample
   * @param count how many, from it on
   * @return a copy of their pixels, (C, H, W) per sample, as unsigned bytes
   */
  public byte[] pixels(int first, int count) {
    Objects.checkFromIndexSize(first, count, size);
    int each = pixelsPerImage();
    return Arrays.copyOfRange(pixels, first * each, (first + count) * each);
  }

  /**
   * Writes a sample as {@code pixel / 255}, in [0, 1], in the order (C, H, W).
   *
   * @param i index of the sample
   * @param out modified: {@code pixelsPerImage()} values from {@code offset} on
   * @param offset where to begin
   */
  public void copyScaled(int i, float[] out, int offset) {
    int from = start(i);
    int n = pixelsPerImage();
    for (int k = 0; k < n; k++) {
      out[offset + k] = SCALED[pixels[from + k] & 0xff];
    }
  }

  /**
   * The first samples, without copying them.
   *
   * @param n how many; zero, a negative number or more than there are means all
   * @return a view of this set
   */
  public ImageSet first(int n) {
    return n <= 0 || n >= size
        ? this
        : new ImageSet(name, channels, height, width, classes, n, labels, pixels);
  }

  /**
   * The same images under other labels.
   *
   * @param others one label per sample
   * @return a view of this set
   * @throws IllegalArgumentException when their number does not agree or a label is out of range
   */
  public ImageSet labelled(int[] others) {
    if (others.length != size) {
      throw new IllegalArgumentException(name + ": " + others.length + " labels of " + size);
    }
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) Objects.checkIndex(others[i], classes);
    }
    return new ImageSet(name, channels, height, width, classes, size, bytes, pixels);
  }

  /**
   * Some samples, copied.
   *
   * @param from index of the first one
   * @param n how many
   * @return a set of these
   */
  public ImageSet range(int from, int n) {
    Objects.checkFromIndexSize(from, n, size);
    int each = pixelsPerImage();
    return of(
        name,
        channels,
        height,
        width,
        classes,
        Arrays.copyOfRange(labels, from, from + n),
        Arrays.copyOfRange(pixels, from * each, (from + n) * each));
  }

  /** Where sample i begins in {@link #bytes()}. */
  int start(int i) {
    return Objects.checkIndex(i, size) * pixelsPerImage();
  }

  /** All pixels; read only by agreement within the package. */
  byte[] bytes() {
    return pixels;
  }

  /** All labels, of which the first {@link #size()} count; read only by agreement. */
  byte[] labelBytes() {
    return labels;
  }

  /** A pixel as a number in [0, 1]. */
  static float scaled(int unsignedByte) {
    return SCALED[unsignedByte];
  }

  private static float[] scaled() {
    float[] table = new float[256];
    for (int v = 0; v < table.length; v++) {
      table[v] = v / 255f;
    }
    return table;
  }
}
