package org.nodesnr.measures.net;

import java.util.Arrays;
import org.nodesnr.network.Window;

/**
 * Products of a convolution with deltas of which most are 0, as they are behind ReLUs and pools:
 * sums over the others, in single precision.
 *
 * <p>What lies under a row of the window stands in an array of its own, for the JIT compiler
 * vectorises loops over arrays that are read from their beginning, and no others.
 */
final class FewDeltas {
  /** Rows shorter than this cost more than the multiplications with 0 that are saved. */
  private static final int LONG_ROW = 64;

  /** The share of deltas up to which it pays. */
  private static final double FEW = 0.35;

  private final Window window;
  private final int nodes;
  private final int row;
  private final float[][] strips;
  private final float[][] kernels;

  /**
   * @param layer a layer that it {@link #suits}
   */
  FewDeltas(Step.Linear layer) {
    window = layer.window();
    nodes = layer.nodes();
    row = window.width() * window.input().channels();
    strips = new float[window.input().height() * window.placesWide()][row];
    kernels = new float[nodes * window.height()][row];
  }

  static boolean suits(Step.Linear layer, Precision precision) {
    Window window = layer.window();
    return precision == Precision.SINGLE
        && window.width() * window.input().channels() >= LONG_ROW
        && window.places() > 1;
  }

  /** Whether few of the deltas of some samples are not 0. */
  boolean are(float[] deltas, int first, int samples) {
    int each = window.places() * nodes;
    int left = 0;
    for (int i = first * each; i < (first + samples) * each; i++) {
      left += deltas[i] != 0 ? 1 : 0;
    }
    return left <= FEW * samples * each;
  }

  /** Takes over the weights for {@link #back}. */
  void weights(float[] matrix) {
    for (int k = 0; k < kernels.length; k++) {
      System.arraycopy(matrix, k * row, kernels[k], 0, row);
    }
  }

  /** Adds deltas of a sample times weights to a picture. */
  void back(float[] deltas, int sample, float[] pictures) {
    clear(strips);
    each(
        deltas, sample, (strip, kernel, delta) -> addScaled(strips[strip], kernels[kernel], delta));
    along(
        sample,
        (strip, at, picture, count) -> {
          float[] from = strips[strip];
          for (int i = 0; i < count; i++) {
            pictures[picture + i] += from[at + i];
          }
        });
  }

  /** Begins a sum of gradients. */
  void clear() {
    clear(kernels);
  }

  private static void clear(float[][] rows) {
    for (float[] each : rows) {
      Arrays.fill(each, 0f);
    }
  }

  /** Adds the gradient of a sample with respect to the weights. */
  void add(float[] deltas, int sample, float[] pictures) {
    clear(strips); // what stands out of the picture
    along(
        sample,
        (strip, at, picture, count) ->
            System.arraycopy(pictures, picture, strips[strip], at, count));
    each(
        deltas, sample, (strip, kernel, delta) -> addScaled(kernels[kernel], strips[strip], delta));
  }

  /** Adds the sum to an array. */
  void addTo(float[] gradient) {
    for (int k = 0; k < kernels.length; k++) {
      for (int i = 0; i < row; i++) {
        gradient[k * row + i] += kernels[k][i];
      }
    }
  }

  /** Sees each row of the window at each place where a node has a delta. */
  @FunctionalInterface
  private interface Visitor {
    void at(int strip, int kernel, float delta);
  }

  private void each(float[] deltas, int sample, Visitor visitor) {
    int base = sample * window.places() * nodes;
    for (int i = 0; i < nodes; i++) {
      for (int place = 0; place < window.places(); place++) {
        float delta = deltas[base + place * nodes + i];
        if (delta != 0) {
          int top = window.top(place / window.placesWide());
          int across = place % window.placesWide();
          int from = Math.max(0, -top);
          int to = Math.min(window.height(), window.input().height() - top);
          for (int ky = from; ky < to; ky++) {
            int strip = (top + ky) * window.placesWide() + across;
            visitor.at(strip, i * window.height() + ky, delta);
          }
        }
      }
    }
  }

  /** Sees each strip with the values of the picture that are in it. */
  @FunctionalInterface
  private interface Strips {
    void at(int strip, int at, int picture, int count);
  }

  private void along(int sample, Strips visitor) {
    int channels = window.input().channels();
    int wide = window.input().width();
    for (int strip = 0; strip < strips.length; strip++) {
      int left = window.left(strip % window.placesWide());
      int from = Math.max(0, -left);
      int count = Math.min(window.width(), wide - left) - from;
      int y = strip / window.placesWide();
      if (count > 0) {
        int picture = sample * window.input().size() + (y * wide + left + from) * channels;
        visitor.at(strip, from * channels, picture, count * channels);
      }
    }
  }

  private static void addScaled(float[] to, float[] from, float by) {
    for (int i = 0; i < to.length; i++) {
      to[i] += by * from[i];
    }
  }
}
