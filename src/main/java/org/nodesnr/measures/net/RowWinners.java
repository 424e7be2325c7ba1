package org.nodesnr.measures.net;

import java.util.Arrays;
import org.nodesnr.network.Window;

/**
 * The largest value of each window, the first of equals, where all windows lie within the picture.
 * A row of places is taken at a time and there are no branches, for which value is the largest
 * can't be predicted; loops are over arrays that are read from their beginning, so that the JIT
 * compiler vectorises them.
 */
final class RowWinners {
  /** Its square times the least float is more than 1. */
  private static final float LARGE = 1e38f;

  private final Window window;
  private final int channels;
  private final float[][] values;
  private final float[] largest;
  private final float[] number;
  private final int[] offsets;

  /**
   * @param window one that it {@link #suits}
   */
  RowWinners(Window window) {
    this.window = window;
    this.channels = window.input().channels();
    int line = window.placesWide() * channels;
    this.values = new float[window.height() * window.width()][line];
    this.largest = new float[line];
    this.number = new float[line];
    this.offsets = new int[values.length];
    for (int k = 0; k < offsets.length; k++) {
      int row = k / window.width();
      offsets[k] = (row * window.input().width() + k % window.width()) * channels;
    }
  }

  static boolean suits(Window window) {
    int lastRow = window.top(window.placesHigh() - 1) + window.height() - 1;
    int lastColumn = window.left(window.placesWide() - 1) + window.width() - 1;
    return window.top(0) >= 0
        && window.left(0) >= 0
        && lastRow < window.input().height()
        && lastColumn < window.input().width();
  }

  /**
   * @param pictures values, picture after picture
   * @param samples how many
   * @param winners modified: for each place and channel the index of the largest value
   * @param out modified: these values
   */
  void find(float[] pictures, int samples, int[] winners, float[] out) {
    int to = 0;
    for (int s = 0; s < samples; s++) {
      for (int oy = 0; oy < window.placesHigh(); oy++) {
        int row = s * window.input().size() + first(window.top(oy), 0);
        read(pictures, row);
        number();
        System.arraycopy(largest, 0, out, to, largest.length);
        for (int ox = 0; ox < window.placesWide(); ox++) {
          int corner = row + first(0, window.left(ox));
          for (int c = 0; c < channels; c++) {
            winners[to++] = corner + c + offsets[(int) number[ox * channels + c]];
          }
        }
      }
    }
  }

  /**
   * The largest values alone.
   *
   * @param pictures values, picture after picture
   * @param samples how many
   * @param out modified: for each place and channel the largest value
   */
  void largest(float[] pictures, int samples, float[] out) {
    int to = 0;
    for (int s = 0; s < samples; s++) {
      for (int oy = 0; oy < window.placesHigh(); oy++) {
        read(pictures, s * window.input().size() + first(window.top(oy), 0));
        larger();
        System.arraycopy(largest, 0, out, to, largest.length);
        to += largest.length;
      }
    }
  }

  private int first(int y, int x) {
    return (y * window.input().width() + x) * channels;
  }

  private void read(float[] pictures, int row) {
    for (int k = 0; k < values.length; k++) {
      for (int ox = 0; ox < window.placesWide(); ox++) {
        int from = row + first(0, window.left(ox)) + offsets[k];
        System.arraycopy(pictures, from, values[k], ox * channels, channels);
      }
    }
  }

  /** Which value of its window is the largest. */
  private void number() {
    larger();
    Arrays.fill(number, values.length - 1);
    for (int k = values.length - 2; k >= 0; k--) {
      unless(number, k, largest, values[k]);
    }
  }

  private void larger() {
    System.arraycopy(values[0], 0, largest, 0, largest.length);
    for (float[] each : values) {
      larger(largest, each);
    }
  }

  private static void larger(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.max(a[i], b[i]);
    }
  }

  /** k where values are as large as the largest, by a factor that is 0 there and else 1. */
  private static void unless(float[] number, int k, float[] largest, float[] values) {
    for (int i = 0; i < number.length; i++) {
      float less = Math.min(1f, (largest[i] - values[i]) * LARGE * LARGE);
      number[i] = k + less * (number[i] - k);
    }
  }
}
