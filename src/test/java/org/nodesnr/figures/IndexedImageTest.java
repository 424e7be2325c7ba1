package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class IndexedImageTest {
  private static final int SIZE = 64;

  private static BufferedImage image(int... colours) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIZE * SIZE; i++) {
      image.setRGB(i % SIZE, i / SIZE, colours[i % colours.length]);
    }
    return image;
  }

  /** What a PNG file of it shows. */
  private static BufferedImage indexed(BufferedImage image) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(PngFile.of(image, 300)));
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, SIZE, SIZE, null, 0, SIZE);
  }

  private static int furthest(int[] one, int[] other) {
    int furthest = 0;
    for (int i = 0; i < one.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        int difference = Math.abs((one[i] >> shift & 0xff) - (other[i] >> shift & 0xff));
        furthest = Math.max(furthest, difference);
      }
    }
    return furthest;
  }

  @Test
  void upTo256ColoursAreKeptAsTheyAre() throws IOException {
    int[] colours = new int[256];
    for (int i = 0; i < 256; i++) {
      colours[i] = i * 0x010000 + (255 - i);
    }
    BufferedImage image = image(colours);
    assertThat(pixels(indexed(image))).isEqualTo(pixels(image));
  }

  /** 257 greys and reds, a step apart: the nearest pairs are one step from each other. */
  @Test
  void ofMoreNoneIsFurtherOffThanItHasToBe() throws IOException {
    int[] colours = new int[257];
    for (int i = 0; i < 256; i++) {
      colours[i] = i * 0x010101;
    }
    colours[256] = 0xff0000;
    BufferedImage image = image(colours);
    BufferedImage indexed = indexed(image);
    assertThat(((IndexColorModel) indexed.getColorModel()).getMapSize()).isLessThanOrEqualTo(256);
    assertThat(furthest(pixels(indexed), pixels(image))).isEqualTo(1);
  }

  @Test
  void whatIsFrequentKeepsItsColourAmongThousands() throws IOException {
    int[] colours = new int[1024];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = 0x200000 + i;
    }
    BufferedImage image = image(colours);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(0x0072B2));
    g.fillRect(0, 0, SIZE, 20);
    g.setColor(new Color(0xEEF4EC));
    g.fillRect(0, 20, SIZE, 20);
    g.dispose();
    assertThat(IndexedImage.of(image)).isPresent();
    int[] before = pixels(image);
    int[] after = pixels(indexed(image));
    assertThat(after[0]).isEqualTo(0xff0072B2);
    assertThat(after[30 * SIZE]).isEqualTo(0xffEEF4EC);
    assertThat(furthest(before, after)).isBetween(1, 4);
  }

  /** Greens and blues, eight steps apart: any two of them that become one would be seen. */
  @Test
  void withoutAPaletteWhereItWouldBeSeen() throws IOException {
    int[] colours = new int[1024];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = (i >> 5) * 0x0800 + (i & 31) * 8;
    }
    BufferedImage image = image(colours);
    assertThat(IndexedImage.of(image)).isEmpty();
    assertThat(indexed(image).getColorModel()).isNotInstanceOf(IndexColorModel.class);
    assertThat(pixels(indexed(image))).isEqualTo(pixels(image));
  }
}
