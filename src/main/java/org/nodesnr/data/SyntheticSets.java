package org.nodesnr.data;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nodesnr.random.Streams;
import org.nodesnr.random.Streams.Purpose;

/**
 * Draws the made-up sets. Classes are balanced: each block of ten images holds every class once, in
 * random order.
 */
final class SyntheticSets {
  private static final int CLASSES = 10;
  private static final long TEST = 1L << 32;
  private static final long LABELS = 1L << 33;

  private SyntheticSets() {}

  /**
   * Draws a set.
   *
   * @param name its key
   * @param what what the images are, for the origin: {@code digits}
   * @param painter draws one image
   * @param spec seed and sizes
   * @return the set
   */
  static Dataset draw(String name, String what, Painter painter, SyntheticSpec spec) {
    return new Dataset(
        name,
        split(name + "/train", painter, spec.seed(), 0, spec.train()),
        split(name + "/test", painter, spec.seed(), TEST, spec.test()),
        List.of(),
        false,
        true,
        String.format(Locale.ROOT, "made-up %s (seed %d)", what, spec.seed()));
  }

  private static ImageSet split(String name, Painter painter, long seed, long split, int size) {
    Streams streams = new Streams(seed);
    int imageBytes = painter.channels() * painter.side() * painter.side();
    byte[] labels = new byte[size];
    byte[] pixels = new byte[Math.multiplyExact(size, imageBytes)];
    IntStream.rangeClosed(0, (size - 1) / CLASSES)
        .parallel()
        .forEach(
            block -> {
              int first = block * CLASSES;
              int[] order =
                  order(new Draws(streams.stream(Purpose.SYNTHESIS, LABELS + split + block)));
              for (int i = first; i < Math.min(size, first + CLASSES); i++) {
                labels[i] = (byte) order[i - first];
                Draws draws = new Draws(streams.stream(Purpose.SYNTHESIS, split + i));
                painter.paint(labels[i], draws, pixels, i * imageBytes);
              }
            });
    return ImageSet.of(
        name, painter.channels(), painter.side(), painter.side(), CLASSES, labels, pixels);
  }

  /** The classes in random order (Fisher-Yates). */
  private static int[] order(Draws draws) {
    int[] order = IntStream.range(0, CLASSES).toArray();
    for (int k = CLASSES - 1; k > 0; k--) {
      int other = draws.integer(k + 1);
      int swap = order[k];
      order[k] = order[other];
      order[other] = swap;
    }
    return order;
  }
}
