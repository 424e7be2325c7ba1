package org.nodesnr.measures.net;

import java.util.Arrays;
import org.nodesnr.network.Window;

/**
 * Products of a convolution with deltas of which most are 0, as they are behind ReLUs and pools:
 * sums over the others, in single precision.
 *
 * <p>Of the picture it has strips: what lies under a row of the window. Each stands in an array of
 * its own, for the JIT compiler vectorises loops over arrays that are read from their beginning,
 * and no others.
 */
final class FewDeltas {
  /** Strips shorter than this cost more than the multiplications with 0 that are saved. */
  private static final int LONG = 64;

  /** The share of deltas up to which it pays. */
  private static final double FEW = 0.35;

  private final Window window;
  private final int nodes;

  /** Rows of the window, each of which is a part of a kernel and sees a strip. */
  private final int parts;

  private final int length;
  private final float[][] strips;
  private final float[][] kernels;
  private final ActiveDeltas active;
  private final Reals.Floats sum;

  /** Number of the strip of each place and part; -1 outside the picture. */
  private final int[] stripOf;

  /** Four numbers a run: its strip, its first index there and in the picture, and its length. */
  private final int[] runs;

  /** Strips of the deltas of a node, and the deltas. */
  private final float[][] factors;

  private final float[] deltasOfNode;

  /**
   * @param layer a layer that it {@link #suits}
   */
  FewDeltas(Step.Linear layer) {
    window = layer.window();
    nodes = layer.nodes();
    parts = window.height();
    length = window.width() * window.input().channels();
    strips = new float[window.input().height() * window.placesWide()][length];
    kernels = new float[nodes * parts][length];
    active = new ActiveDeltas(window.places(), nodes);
    sum = new Reals.Floats(new float[length]);
    stripOf = new int[window.places() * parts];
    runs = runs();
    factors = new float[window.places()][];
    deltasOfNode = new float[window.places()];
  }

  static boolean suits(Step.Linear layer, Precision precision) {
    return precision == Precision.SINGLE
        && layer.window().width() * layer.window().input().channels() >= LONG
        && layer.window().places() > 1;
  }

  private int[] runs() {
    for (int i = 0; i < stripOf.length; i++) {
      int place = i / parts;
      int y = window.top(place / window.placesWide()) + i % parts;
      boolean inside = y >= 0 && y < window.input().height();
      stripOf[i] = inside ? y * window.placesWide() + place % window.placesWide() : -1;
    }
    int channels = window.input().channels();
    int wide = window.input().width();
    int[] found = new int[4 * strips.length];
    int at = 0;
    for (int strip = 0; strip < strips.length; strip++) {
      int left = window.left(strip % window.placesWide());
      int from = Math.max(0, -left);
      int count = Math.min(window.width(), wide - left) - from;
      if (count > 0) {
        found[at] = strip;
        found[at + 1] = from * channels;
        found[at + 2] = (strip / window.placesWide() * wide + left + from) * channels;
        found[at + 3] = count * channels;
        at += 4;
      }
    }
    return Arrays.copyOf(found, at);
  }

  /** Whether few of the deltas of some samples are not 0. */
  boolean are(float[] deltas, int first, int samples) {
    int each = window.places() * nodes;
    int left = 0;
    for (int i = first * each; i < (first + samples) * each; i++) {
      left += ActiveDeltas.some(deltas[i]);
    }
    return left <= FEW * samples * each;
  }

  /** Takes over the weights for {@link #back}. */
  void weights(float[] matrix) {
    for (int k = 0; k < kernels.length; k++) {
      System.arraycopy(matrix, k * length, kernels[k], 0, length);
    }
  }

  /** Adds deltas of a sample times weights to a picture. */
  void back(float[] deltas, int sample, float[] pictures) {
    clear(strips);
    active.read(deltas, sample);
    for (int i = 0; i < nodes; i++) {
      for (int n = 0; n < active.count(i); n++) {
        for (int part = 0; part < parts; part++) {
          int strip = stripOf[active.place(i, n) * parts + part];
          if (strip >= 0) {
            addScaled(strips[strip], kernels[i * parts + part], active.delta(i, n));
          }
        }
      }
    }
    int picture = sample * window.input().size();
    for (int r = 0; r < runs.length; r += 4) {
      float[] from = strips[runs[r]];
      for (int i = 0; i < runs[r + 3]; i++) {
        pictures[picture + runs[r + 2] + i] += from[runs[r + 1] + i];
      }
    }
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
    read(deltas, sample, pictures);
    for (int k = 0; k < kernels.length; k++) {
      addGradient(k, kernels[k]);
    }
  }

  /** The gradient of a sample with respect to the weights, part of a kernel by part. */
  void gradient(float[] deltas, int sample, float[] pictures, Pieces pieces) {
    read(deltas, sample, pictures);
    for (int k = 0; k < kernels.length; k++) {
      Arrays.fill(sum.values(), 0f);
      addGradient(k, sum.values());
      pieces.piece(k, sum);
    }
  }

  /** The number of weights of a part of a kernel. */
  int length() {
    return length;
  }

  private void read(float[] deltas, int sample, float[] pictures) {
    active.read(deltas, sample);
    clear(strips); // what stands out of the picture
    int picture = sample * window.input().size();
    for (int r = 0; r < runs.length; r += 4) {
      System.arraycopy(pictures, picture + runs[r + 2], strips[runs[r]], runs[r + 1], runs[r + 3]);
    }
  }

  /** What a part of a kernel gets, four places at a time. */
  private void addGradient(int kernel, float[] to) {
    int node = kernel / parts;
    int part = kernel % parts;
    int count = 0;
    for (int n = 0; n < active.count(node); n++) {
      int strip = stripOf[active.place(node, n) * parts + part];
      if (strip >= 0) {
        factors[count] = strips[strip];
        deltasOfNode[count++] = active.delta(node, n);
      }
    }
    int n = 0;
    for (; n + 4 <= count; n += 4) {
      addScaled(
          to,
          factors[n],
          deltasOfNode[n],
          factors[n + 1],
          deltasOfNode[n + 1],
          factors[n + 2],
          deltasOfNode[n + 2],
          factors[n + 3],
          deltasOfNode[n + 3]);
    }
    for (; n < count; n++) {
      addScaled(to, factors[n], deltasOfNode[n]);
    }
  }

  /** Adds the sum to an array. */
  void addTo(float[] gradient) {
    for (int k = 0; k < kernels.length; k++) {
      for (int i = 0; i < length; i++) {
        gradient[k * length + i] += kernels[k][i];
      }
    }
  }

  private static void addScaled(float[] to, float[] from, float by) {
    for (int i = 0; i < to.length; i++) {
      to[i] += by * from[i];
    }
  }

  /** The same additions, in their order, as four times those of one. */
  private static void addScaled(
      float[] to,
      float[] a,
      float byA,
      float[] b,
      float byB,
      float[] c,
      float byC,
      float[] d,
      float byD) {
    for (int i = 0; i < to.length; i++) {
      to[i] = to[i] + byA * a[i] + byB * b[i] + byC * c[i] + byD * d[i];
    }
  }
}
