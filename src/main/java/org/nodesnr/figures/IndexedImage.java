package org.nodesnr.figures;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An image in one byte a pixel, of which PNG files have half the size. Up to 256 colours are kept
 * as they are. Of more, as smooth edges have, the frequent ones are, and each of the others takes
 * the place of one from which none of red, green and blue is further away than the least number of
 * 255 steps that does; where that would be seen, as among bands that lie over one another, there is
 * no such image. Equal images make equal bytes.
 *
 * @param width in pixels
 * @param height in pixels
 * @param colours red, green and blue in the lower three bytes; at most 256
 * @param pixels row by row, the place of its colour
 */
record IndexedImage(int width, int height, int[] colours, byte[] pixels) {
  private static final int MOST = 256;

  /** How many of 255 steps nobody sees. */
  private static final int MOST_STEPS = 4;

  /** A colour of the image: how many pixels have it, and the place of what it becomes. */
  private static final class Shade {
    private final int rgb;
    private int count;
    private byte place;

    Shade(int rgb) {
      this.rgb = rgb;
    }

    int rgb() {
      return rgb;
    }

    int count() {
      return count;
    }
  }

  /** The shades of an image, each at the first free place from that of its colour on. */
  private static final class Shades {
    private final List<Shade> found = new ArrayList<>();
    private Shade[] places = new Shade[1 << 12];

    Shade of(int rgb) {
      int place = place(rgb);
      if (places[place] == null) {
        if (2 * found.size() >= places.length) {
          places = new Shade[2 * places.length];
          found.forEach(shade -> places[place(shade.rgb)] = shade);
          place = place(rgb);
        }
        places[place] = new Shade(rgb);
        found.add(places[place]);
      }
      return places[place];
    }

    private int place(int rgb) {
      // the upper bits of the product depend on all of the colour's
      int unused = Integer.numberOfLeadingZeros(places.length) + 1;
      int place = (rgb * 0x9E3779B1) >>> unused;
      while (places[place] != null && places[place].rgb != rgb) {
        place = (place + 1) & (places.length - 1);
      }
      return place;
    }
  }

  /**
   * @param image of type {@link BufferedImage#TYPE_INT_RGB}
   * @return the same with a palette; empty where it would look different
   */
  static Optional<IndexedImage> of(BufferedImage image) {
    int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] &= 0xffffff; // the upper byte means nothing, and is not always the same
    }
    Shades shades = new Shades();
    List<Shade> shadeOfRun = new ArrayList<>();
    int[] ends = new int[rgb.length];
    int start = 0;
    for (int end = 1; end <= rgb.length; end++) {
      if (end == rgb.length || rgb[end] != rgb[start]) {
        Shade shade = shades.of(rgb[start]);
        shade.count += end - start;
        ends[shadeOfRun.size()] = end;
        shadeOfRun.add(shade);
        start = end;
      }
    }
    int[] colours =
        kept(
            shades.found.stream()
                .sorted(Comparator.comparingInt(Shade::count).reversed().thenComparing(Shade::rgb))
                .toList());
    if (colours.length == 0) {
      return Optional.empty();
    }
    byte[] pixels = new byte[rgb.length];
    for (int run = 0; run < shadeOfRun.size(); run++) {
      Arrays.fill(pixels, run == 0 ? 0 : ends[run - 1], ends[run], shadeOfRun.get(run).place);
    }
    return Optional.of(new IndexedImage(image.getWidth(), image.getHeight(), colours, pixels));
  }

  /**
   * The colours that are kept, none where they can't stand for all; every shade learns the place of
   * that which it becomes.
   */
  private static int[] kept(List<Shade> frequentFirst) {
    int[] kept = new int[MOST];
    for (int steps = 0; steps <= MOST_STEPS; steps++) {
      int n = 0;
      boolean all = true;
      for (Shade shade : frequentFirst) {
        int place = 0;
        while (place < n && !within(steps, shade.rgb, kept[place])) {
          place++;
        }
        if (place == MOST) {
          all = false;
          break;
        }
        if (place == n) {
          kept[n++] = shade.rgb;
        }
        shade.place = (byte) place;
      }
      if (all) {
        return Arrays.copyOf(kept, n);
      }
    }
    return new int[0];
  }

  private static boolean within(int steps, int one, int other) {
    return Math.abs((one >> 16) - (other >> 16)) <= steps
        && Math.abs((one >> 8 & 0xff) - (other >> 8 & 0xff)) <= steps
        && Math.abs((one & 0xff) - (other & 0xff)) <= steps;
  }
}
