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
 * @param base64 a PNG file, without line breaks
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

  /** As wide as a total of so many characters allows, the first of some widths or the last. */
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
    return List.copyOf(thumbnails);
  }

  static BufferedImage scaled(BufferedImage image, int width, int height) {
    int w = image.getWidth();
    int h = image.getHeight();
    int[] original = image.getRGB(0, 0, w, h, null, 0, w);
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        scaled.setRGB(x, y, mean(original, w, h, x, y, width, height));
      }
    }
    return scaled;
  }

  /**
   * In units of 1/width and 1/height of an original pixel, pixel (x, y) covers [x · w, (x + 1) · w)
   * × [y · h, (y + 1) · h), with w × h the size of the original, and its pixel (i, j) [i · width,
   * (i + 1) · width) × [j · height, (j + 1) · height).
   */
  private static int mean(int[] original, long w, long h, int x, int y, int width, int height) {
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int j = (int) (y * h / height); (long) j * height < (y + 1) * h; j++) {
      long tall = overlap(j, height, y, h);
      for (int i = (int) (x * w / width); (long) i * width < (x + 1) * w; i++) {
        long area = tall * overlap(i, width, x, w);
        int rgb = original[(int) (j * w + i)];
        red += area * (rgb >> 16 & 0xff);
        green += area * (rgb >> 8 & 0xff);
        blue += area * (rgb & 0xff);
      }
    }
    long all = w * h;
    return (int) (rounded(red, all) << 16 | rounded(green, all) << 8 | rounded(blue, all));
  }

  private static long overlap(long source, long sourceLength, long target, long targetLength) {
    long from = Math.max(source * sourceLength, target * targetLength);
    long to = Math.min((source + 1) * sourceLength, (target + 1) * targetLength);
    return to - from;
  }

  private static long rounded(long sum, long all) {
    return (sum + all / 2) / all;
  }
}
