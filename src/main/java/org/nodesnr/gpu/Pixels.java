package org.nodesnr.gpu;

import org.nodesnr.data.ImageSet;

/**
 * Samples on the card.
 *
 * @param device the card
 * @param height rows of a picture
 * @param width columns of a picture
 * @param bytes one for each pixel, (C, H, W) per sample
 * @param scale what each byte becomes: a number in [0, 1]
 * @param whole the same without scaling
 */
record Pixels(
    Device device,
    int height,
    int width,
    Device.Buffer bytes,
    Device.Buffer scale,
    Device.Buffer whole)
    implements AutoCloseable {
  private static final int PIECE = 4096;
  private static final int LEVELS = 256;

  /**
   * @param device the card
   * @param set the samples, which are copied there
   */
  static Pixels of(Device device, ImageSet set) {
    int each = set.pixelsPerImage();
    Device.Buffer bytes = device.allocate((long) set.size() * each);
    for (int first = 0; first < set.size(); first += PIECE) {
      int count = Math.min(PIECE, set.size() - first);
      device.write(set.pixels(first, count), bytes, (long) first * each);
    }
    float[] scale = new float[LEVELS];
    float[] whole = new float[LEVELS];
    for (int v = 0; v < LEVELS; v++) {
      scale[v] = v / 255f;
      whole[v] = v;
    }
    return new Pixels(
        device, set.height(), set.width(), bytes, table(device, scale), table(device, whole));
  }

  private static Device.Buffer table(Device device, float[] values) {
    Device.Buffer buffer = device.allocate((long) values.length * Float.BYTES);
    device.write(values, buffer, 0);
    return buffer;
  }

  @Override
  public void close() {
    device.free(bytes);
    device.free(scale);
    device.free(whole);
  }
}
