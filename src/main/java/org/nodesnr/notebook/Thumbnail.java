package org.nodesnr.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import org.nodesnr.UserError;

/**
 * An image made narrow enough to be embedded. Each pixel is the mean of the rectangle of the
 * original that it covers, in whole numbers: equal images make equal bytes.
 *
 * @param base64 a PNG file, without line breaks; empty where there is no room for it
 * @param shownWidth how wide it is to be shown, in pixels: half the original's width, which is
 *     drawn for print at 300 dots per inch, and at most 800
 */
record Thumbnail(String base64, int shownWidth) {
  private static final int WIDEST_SHOWN = 800;

  /**
   * @param file a PNG file
   * @param widest pixels of the thumbnail; an original no wider is taken as it is
   * @return its thumbnail
   * @throws UserError when the file is no image
   */
  static Thumbnail of(Path file, int widest) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    BufferedImage image = decoded(file, bytes);
    if (image.getWidth() > widest) {
      long height = Math.round((double) image.getHeight() * widest / image.getWidth());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(scaled(image, widest, (int) Math.max(1, height)), "png", out);
      bytes = out.toByteArray();
    }
    int shown = Math.min(WIDEST_SHOWN, Math.max(1, image.getWidth() / 2));
    return new Thumbnail(Base64.getEncoder().encodeToString(bytes), shown);
  }

  boolean isEmpty() {
    return base64.isEmpty();
  }

  private static BufferedImage decoded(Path file, byte[] bytes) throws IOException {
    String message = file + " is no image: make it again with 'make figures'";
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
      if (image == null) {
        throw new UserError(message);
      }
      return image;
    } catch (IIOException e) {
      throw new UserError(message, e);
    }
  }

  /**
   * As wide as a total of so many characters allows, the first of some widths or the last; of those
   * that do not fit even so, the last are empty.
   */
  static List<Thumbnail> of(List<Path> files, List<Integer> widths, long characters)
      throws IOException {
    List<Thumbnail> thumbnails = new ArrayList<>();
    for (int width : widths) {
      thumbnails.clear();
      for (Path file : files) {
        thumbnails.add(of(file, width));
      }
      if (thumbnails.stream().mapToLong(t -> t.base64.length()).sum() <= characters) {
        break;
      }
    }
    long left = characters;
    for (int i = 0; i < thumbnails.size(); i++) {
      Thumbnail thumbnail = thumbnails.get(i);
      left -= thumbnail.base64.length();
      if (left < 0) {
        thumbnails.set(i, new Thumbnail("", thumbnail.shownWidth));
      }
    }
    return List.copyOf(thumbnails);
  }

  /**
   * In units of 1/width and 1/height of an original pixel, pixel (x, y) covers [x · w, (x + 1) · w)
   * × [y · h, (y + 1) · h), with w × h the size of the original, and its pixel (i, j) [i · width,
   * (i + 1) · width) × [j · height, (j + 1) · height).
   */
  static BufferedImage scaled(BufferedImage image, int width, int height) {
    int w = image.getWidth();
    int h = image.getHeight();
    int[] original = image.getRGB(0, 0, w, h, null, 0, w);
    int[][] across = overlaps(w, width);
    int[][] down = overlaps(h, height);
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * h / height);
      for (int x = 0; x < width; x++) {
        int start = top * w + (int) ((long) x * w / width);
        scaled.setRGB(x, y, mean(original, start, w, across[x], down[y]));
      }
    }
    return scaled;
  }

  /** How much of each original pixel, from the first that it touches on, a pixel covers. */
  private static int[][] overlaps(int originals, int pixels) {
    int[][] overlaps = new int[pixels][];
    for (int pixel = 0; pixel < pixels; pixel++) {
      long from = (long) pixel * originals;
      long to = from + originals;
      long first = from / pixels;
      long last = (to - 1) / pixels;
      overlaps[pixel] = new int[(int) (last - first + 1)];
      for (long i = first; i <= last; i++) {
        long end = Math.min(to, (i + 1) * pixels);
        overlaps[pixel][(int) (i - first)] = (int) (end - Math.max(from, i * pixels));
      }
    }
    return overlaps;
  }

  private static int mean(int[] original, int start, int stride, int[] across, int[] down) {
    long red = 0;
    long green = 0;
    long blue = 0;
    long all = 0;
    for (int j = 0; j < down.length; j++) {
      for (int i = 0; i < across.length; i++) {
        long area = (long) down[j] * across[i];
        int rgb = original[start + j * stride + i];
        red += area * (rgb >> 16 & 0xff);
        green += area * (rgb >> 8 & 0xff);
        blue += area * (rgb & 0xff);
        all += area;
      }
    }
    return (int) (rounded(red, all) << 16 | rounded(green, all) << 8 | rounded(blue, all));
  }

  private static long rounded(long sum, long all) {
    return (sum + all / 2) / all;
  }
}
