package org.nodesnr.figures;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An image in one byte a pixel, of which PNG files have half the size. Up to 256 colours are kept
 * as they are. Of more, as smooth edges have, the frequent ones are, and each of the others takes
 * the place of one from which none of red, green and blue is further away than the least number of
 * 255 steps that does. Equal images make equal bytes.
 *
 * @param width in pixels
 * @param height in pixels
 * @param colours red, green and blue in the lower three bytes; at most 256
 * @param pixels row by row, the place of its colour
 */
record IndexedImage(int width, int height, int[] colours, byte[] pixels) {
  private static final int MOST = 256;

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

  /**
   * @param image of type {@link BufferedImage#TYPE_INT_RGB}
   * @return the same with a palette
   */
  static IndexedImage of(BufferedImage image) {
    // The upper byte means nothing, and is not always the same.
    int[] rgb =
        Arrays.stream(((DataBufferInt) image.getRaster().getDataBuffer()).getData())
            .map(pixel -> pixel & 0xffffff)
            .toArray();
    Map<Integer, Shade> shades = new HashMap<>();
    List<Shade> shadeOfRun = new ArrayList<>();
    int[] ends = new int[rgb.length];
    int start = 0;
    for (int end = 1; end <= rgb.length; end++) {
      if (end == rgb.length || rgb[end] != rgb[start]) {
        // An odd factor keeps colours apart, and spreads them over the map.
        int key = rgb[start] * 0x9E3779B1;
        Shade shade = shades.get(key);
        if (shade == null) {
          shade = new Shade(rgb[start]);
          shades.put(key, shade);
        }
        shade.count += end - start;
        ends[shadeOfRun.size()] = end;
        shadeOfRun.add(shade);
        start = end;
      }
    }
    int[] colours =
        kept(
            shades.values().stream()
                .sorted(Comparator.comparingInt(Shade::count).reversed().thenComparing(Shade::rgb))
                .toList());
    byte[] pixels = new byte[rgb.length];
    for (int run = 0; run < shadeOfRun.size(); run++) {
      Arrays.fill(pixels, run == 0 ? 0 : ends[run - 1], ends[run], shadeOfRun.get(run).place);
    }
    return new IndexedImage(image.getWidth(), image.getHeight(), colours, pixels);
  }

  /** The colours that are kept; every shade learns the place of that which it becomes. */
  private static int[] kept(List<Shade> frequentFirst) {
    int[] kept = new int[MOST];
    for (int steps = 0; ; steps++) {
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
  }

  private static boolean within(int steps, int one, int other) {
    return Math.abs((one >> 16) - (other >> 16)) <= steps
        && Math.abs((one >> 8 & 0xff) - (other >> 8 & 0xff)) <= steps
        && Math.abs((one & 0xff) - (other & 0xff)) <= steps;
  }
}
