package org.nodesnr.figures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Images with a palette as PNG files. Rows are not filtered, as ImageIO does, which makes files of
 * drawings larger. Source: W3C, Portable Network Graphics (PNG) Specification.
 */
final class PngFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int PALETTE = 3;
  private static final int METRE = 1;
  private static final double METRE_IN_INCHES = 39.370078740157;

  /** Most bytes of pixels in a chunk. */
  private static final int CHUNK = 32_768;

  /** Deflate's of 9, which takes four times as long, for files 5% smaller. */
  private static final int LEVEL = 7;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private PngFile() {}

  /**
   * @param image what it shows
   * @param dpi dots per inch
   * @return the file
   */
  static byte[] of(IndexedImage image, double dpi) {
    PngFile file = new PngFile();
    file.out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(image.width()).putInt(image.height());
    file.chunk("IHDR", header.put((byte) 8).put((byte) PALETTE).array());
    ByteBuffer colours = ByteBuffer.allocate(3 * image.colours().length);
    for (int rgb : image.colours()) {
      colours.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
    }
    file.chunk("PLTE", colours.array());
    int perMetre = (int) Math.round(dpi * METRE_IN_INCHES);
    ByteBuffer resolution = ByteBuffer.allocate(9).putInt(perMetre).putInt(perMetre);
    file.chunk("pHYs", resolution.put((byte) METRE).array());
    file.pixels(image);
    file.chunk("IEND", new byte[0]);
    return file.out.toByteArray();
  }

  /** Rows as they are, each after the number of its filter, which is none. */
  private void pixels(IndexedImage image) {
    byte[] rows = new byte[image.height() * (image.width() + 1)];
    for (int y = 0; y < image.height(); y++) {
      int from = y * image.width();
      System.arraycopy(image.pixels(), from, rows, from + y + 1, image.width());
    }
    Deflater deflater = new Deflater(LEVEL);
    try {
      deflater.setInput(rows);
      deflater.finish();
      byte[] packed = new byte[CHUNK];
      while (!deflater.finished()) {
        int length = 0;
        while (length < CHUNK && !deflater.finished()) {
          length += deflater.deflate(packed, length, CHUNK - length);
        }
        chunk("IDAT", Arrays.copyOf(packed, length));
      }
    } finally {
      deflater.end();
    }
  }

  private void chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 4 + data.length);
    out.writeBytes(chunk.putInt((int) sum.getValue()).array());
  }
}
