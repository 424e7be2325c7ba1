package org.nodesnr.measures.net;

import java.util.Arrays;
import org.nodesnr.network.Window;

/**
 * What lies under a window at each of its places, one row a place; zeros outside the picture. Rows
 * consist of runs of values that are neighbours in the picture, too.
 */
final class Patches {
  private final Window window;

  /**
   * Three numbers a run: index of its first value within the picture, within the rows of a picture,
   * and its length.
   */
  private final int[] runs;

  Patches(Window window) {
    this.window = window;
    this.runs = runs(window);
  }

  private static int[] runs(Window w) {
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

  /**
   * @param pictures not modified
   * @param first number of the first that is gathered
   * @param rows modified, from the first on
   * @param samples how many pictures
   */
  void gather(Reals pictures, int first, Reals rows, int samples) {
    rows.clear(0, samples * window.places() * window.inputs());
    for (int s = 0; s < samples; s++) {
      int picture = (first + s) * window.input().size();
      int row = s * window.places() * window.inputs();
      for (int r = 0; r < runs.length; r += 3) {
        pictures.copy(picture + runs[r], rows, row + runs[r + 1], runs[r + 2]);
      }
    }
  }

  /**
   * The transpose of {@link #gather}: adds what the rows say of each value of a picture.
   *
   * @param rows not modified
   * @param pictures modified
   * @param first number of the first picture that is added to
   * @param samples how many
   */
  void scatter(Reals rows, Reals pictures, int first, int samples) {
    for (int s = 0; s < samples; s++) {
      int picture = (first + s) * window.input().size();
      int row = s * window.places() * window.inputs();
      for (int r = 0; r < runs.length; r += 3) {
        pictures.add(picture + runs[r], rows, row + runs[r + 1], runs[r + 2]);
      }
    }
  }
}
