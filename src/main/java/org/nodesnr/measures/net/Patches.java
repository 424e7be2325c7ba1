package org.nodesnr.measures.net;

import java.util.Arrays;
import org.nodesnr.network.Window;

/**
 * What lies under a window at each of its places, one row a place; zeros outside the picture. Rows
 * consist of runs of values that are neighbours in the picture, too.
 */
final class Patches {
  private Patches() {}

  /**
   * @param w a window
   * @return three numbers a run: index of its first value within the picture, within the rows of a
   *     picture, and its length
   */
  static int[] runs(Window w) {
    int wide = w.input().width();
    int channels = w.input().channels();
    int[] runs = new int[3 * w.places() * w.height()];
    int at = 0;
    for (int place = 0; place < w.places(); place++) {
      int top = w.top(place / w.placesWide());
      int left = w.left(place % w.placesWide());
      int from = Math.max(0, -left);
      int to = Math.min(w.width(), wide - left);
      for (int ky = Math.max(0, -top); ky < w.height() && top + ky < w.input().height(); ky++) {
        if (to > from) {
          runs[at] = ((top + ky) * wide + left + from) * channels;
          runs[at + 1] = place * w.inputs() + (ky * w.width() + from) * channels;
          runs[at + 2] = (to - from) * channels;
          at += 3;
        }
      }
    }
    return Arrays.copyOf(runs, at);
  }

  static void gather(Window window, Reals pictures, Reals rows, int samples) {
    int[] runs = runs(window);
    rows.clear(0, samples * window.places() * window.inputs());
    for (int s = 0; s < samples; s++) {
      int picture = s * window.input().size();
      int row = s * window.places() * window.inputs();
      for (int r = 0; r < runs.length; r += 3) {
        pictures.copy(picture + runs[r], rows, row + runs[r + 1], runs[r + 2]);
      }
    }
  }

  /** The transpose of {@link #gather}: adds what the rows say of each value of a picture. */
  static void scatter(Window window, Reals rows, Reals pictures, int samples) {
    int[] runs = runs(window);
    for (int s = 0; s < samples; s++) {
      for (int r = 0; r < runs.length; r += 3) {
        int picture = s * window.input().size() + runs[r];
        int row = s * window.places() * window.inputs() + runs[r + 1];
        pictures.add(picture, rows, row, runs[r + 2]);
      }
    }
  }
}
