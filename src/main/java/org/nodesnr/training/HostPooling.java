package org.nodesnr.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nodesnr.spec.Activation;

/**
 * Max-pooling in the memory of the host, one row of windows at a time. The same place of all
 * windows of a row is gathered, so that every loop runs over arrays at the same index: the JIT
 * compiler vectorises such loops only.
 *
 * <p>Which place of a window held the maximum is not noted: going back, each place in turn takes
 * the share of the gradient that is left if its value is the maximum, so of equal values the first
 * one takes it. That is arithmetic without branches. Has scratch arrays of its own: one thread at a
 * time.
 */
final class HostPooling {
  /** Times the difference of two floats: over 1, unless they are equal (or below 10⁻³⁸). */
  private static final float HUGE = 1e38f;

  private PoolWindow window;
  private float[] rows;
  private float[][] places;
  private float[] most;
  private float[] left;
  private float[] bias;

  private void reserve(PoolWindow next) {
    if (next.equals(window)) {
      return;
    }
    window = next;
    rows = new float[next.side() * next.width() * next.channels()];
    int pooledRow = next.outputWidth() * next.channels();
    places = new float[next.side() * next.side()][pooledRow];
    most = new float[pooledRow];
    left = new float[pooledRow];
    bias = new float[pooledRow];
  }

  /** {@code h ← g(maxpool(r) + b)}. */
  void pool(FloatBuffer r, float[] b, Activation activation, PoolWindow geometry, FloatBuffer h) {
    reserve(geometry);
    for (int i = 0; i < bias.length; i += b.length) {
      System.arraycopy(b, 0, bias, i, b.length);
    }
    int row = window.width() * window.channels();
    int to = 0;
    for (int s = 0; s < window.samples(); s++) {
      for (int oy = 0; oy < window.outputHeight(); oy++, to += most.length) {
        int first = window.firstRow(oy);
        int count = window.endRow(oy) - first;
        r.get((s * window.height() + first) * row, rows, 0, count * row);
        maxima(count);
        HostElementwise.apply(most, bias, most.length, activation);
        h.put(to, most, 0, most.length);
      }
    }
  }

  /** Gathers the places of a row of windows, and their maxima. */
  private void maxima(int count) {
    for (int y = 0; y < count; y++) {
      for (int dx = 0; dx < window.side(); dx++) {
        float[] place = places[y * window.side() + dx];
        gather(y, dx, place);
        if (y + dx == 0) {
          System.arraycopy(place, 0, most, 0, most.length);
        } else {
          maximum(most, place, most.length);
        }
      }
    }
  }

  private static void maximum(float[] most, float[] values, int length) {
    for (int i = 0; i < length; i++) {
      most[i] = Math.max(most[i], values[i]);
    }
  }

  /** Column dx of every window in row y; −∞ where a window has no such column. */
  private void gather(int y, int dx, float[] place) {
    int channels = window.channels();
    for (int ox = 0; ox < window.outputWidth(); ox++) {
      int x = window.firstColumn(ox) + dx;
      if (x < window.endColumn(ox)) {
        int from = (y * window.width() + x) * channels;
        System.arraycopy(rows, from, place, ox * channels, channels);
      } else {
        Arrays.fill(place, ox * channels, (ox + 1) * channels, Float.NEGATIVE_INFINITY);
      }
    }
  }

  private void scatter(int y, int dx, float[] place) {
    int channels = window.channels();
    for (int ox = 0; ox < window.outputWidth(); ox++) {
      int x = window.firstColumn(ox) + dx;
      if (x < window.endColumn(ox)) {
        int to = (y * window.width() + x) * channels;
        System.arraycopy(place, ox * channels, rows, to, channels);
      }
    }
  }

  /** {@code d ←} gradient with respect to r, given that with respect to the maxima. */
  void unpool(FloatBuffer gradient, PoolWindow geometry, FloatBuffer r, FloatBuffer d) {
    reserve(geometry);
    int row = window.width() * window.channels();
    int from = 0;
    for (int s = 0; s < window.samples(); s++) {
      for (int oy = 0; oy < window.outputHeight(); oy++, from += left.length) {
        int first = window.firstRow(oy);
        int count = window.endRow(oy) - first;
        int at = (s * window.height() + first) * row;
        r.get(at, rows, 0, count * row);
        maxima(count);
        gradient.get(from, left, 0, left.length);
        for (int y = 0; y < count; y++) {
          for (int dx = 0; dx < window.side(); dx++) {
            float[] place = places[y * window.side() + dx];
            take(place, most, left, left.length);
            scatter(y, dx, place);
          }
        }
        d.put(at, rows, 0, count * row);
      }
    }
  }

  /** Replaces values by the gradient where they are the maximum and it is not yet taken, else 0. */
  private static void take(float[] values, float[] most, float[] left, int length) {
    for (int i = 0; i < length; i++) {
      float rest = left[i] * Math.min((most[i] - values[i]) * HUGE, 1f);
      values[i] = left[i] - rest;
      left[i] = rest;
    }
  }
}
