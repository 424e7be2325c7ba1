package org.nodesnr.measures.net;

import org.nodesnr.network.Window;

/** What lies under a window at each of its places, one row a place; zeros outside the picture. */
final class Patches {
  private Patches() {}

  /**
   * Receives runs of neighbouring values: {@code length} from {@code picture} and from {@code row}.
   */
  @FunctionalInterface
  private interface Run {
    void at(int picture, int row, int length);
  }

  static void gather(Window window, Reals pictures, Reals rows, int samples) {
    rows.clear(0, samples * window.places() * window.inputs());
    runs(window, samples, (picture, row, length) -> pictures.copy(picture, rows, row, length));
  }

  /** The transpose of {@link #gather}: adds what the rows say of each value of a picture. */
  static void scatter(Window window, Reals rows, Reals pictures, int samples) {
    runs(
        window,
        samples,
        (picture, row, length) -> {
          for (int i = 0; i < length; i++) {
            pictures.set(picture + i, pictures.get(picture + i) + rows.get(row + i));
          }
        });
  }

  private static void runs(Window w, int samples, Run run) {
    int wide = w.input().width();
    int channels = w.input().channels();
    for (int s = 0; s < samples; s++) {
      for (int place = 0; place < w.places(); place++) {
        int top = w.top(place / w.placesWide());
        int left = w.left(place % w.placesWide());
        int from = Math.max(0, -left);
        int to = Math.min(w.width(), wide - left);
        for (int ky = Math.max(0, -top); ky < w.height() && top + ky < w.input().height(); ky++) {
          if (to > from) {
            int picture = s * w.input().size() + ((top + ky) * wide + left + from) * channels;
            int row = (s * w.places() + place) * w.inputs() + (ky * w.width() + from) * channels;
            run.at(picture, row, (to - from) * channels);
          }
        }
      }
    }
  }
}
