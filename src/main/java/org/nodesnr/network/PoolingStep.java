package org.nodesnr.network;

import java.util.Arrays;

/** Pooling of a {@link ForwardPass}; with a second input, {@link Operation.AtMaximum}. */
final class PoolingStep implements ForwardStep {
  private final Layer.Pooling layer;
  private final Window window;
  private final Shape input;

  /** The window's rows, one over the other, then its columns: rows of a picture. */
  private final float[] tall;

  private final float[] other;
  private final float[] gathered;
  private final float[] reduced;

  PoolingStep(Layer.Pooling layer, Shape input) {
    this.layer = layer;
    this.window = Window.of(layer, input);
    this.input = input;
    this.tall = new float[input.width() * input.channels()];
    this.other = new float[tall.length];
    this.gathered = new float[window.placesWide() * input.channels()];
    this.reduced = new float[gathered.length];
  }

  @Override
  public void apply(float[][] in, float[] out, int samples) {
    int channels = input.channels();
    int at = 0;
    for (int s = 0; s < samples; s++) {
      int sample = s * input.size();
      for (int oy = 0; oy < window.placesHigh(); oy++) {
        if (in.length == 1) {
          reduce(in[0], sample, oy, out, at);
          at += reduced.length;
          continue;
        }
        for (int ox = 0; ox < window.placesWide(); ox++, at += channels) {
          pick(in[0], in[1], sample, oy, ox, out, at);
        }
      }
    }
  }

  private void pick(float[] in, float[] of, int sample, int oy, int ox, float[] out, int at) {
    for (int c = 0; c < input.channels(); c++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int ky = 0; ky < window.height(); ky++) {
        for (int kx = 0; kx < window.width(); kx++) {
          int y = window.row(oy, ky);
          int x = window.column(ox, kx);
          if (y >= 0 && y < input.height() && x >= 0 && x < input.width()) {
            int from = sample + (y * input.width() + x) * input.channels() + c;
            if (in[from] > max) {
              max = in[from];
              out[at + c] = of[from];
            }
          }
        }
      }
    }
  }

  /** A row of places. */
  private void reduce(float[] in, int sample, int oy, float[] out, int at) {
    int channels = input.channels();
    int from = Math.max(0, window.top(oy));
    int to = Math.min(input.height(), window.top(oy) + window.height());
    Arrays.fill(tall, nothing());
    for (int y = from; y < to; y++) {
      System.arraycopy(in, sample + y * tall.length, other, 0, other.length);
      combine(tall, other);
    }
    Arrays.fill(reduced, nothing());
    for (int kx = 0; kx < window.width(); kx++) {
      for (int ox = 0; ox < window.placesWide(); ox++) {
        int x = window.column(ox, kx);
        int place = ox * channels;
        if (x >= 0 && x < input.width()) {
          System.arraycopy(tall, x * channels, gathered, place, channels);
        } else {
          Arrays.fill(gathered, place, place + channels, nothing());
        }
      }
      combine(reduced, gathered);
    }
    if (layer.pool() != Layer.Pool.MAX) {
      divide(Math.max(0, to - from));
    }
    System.arraycopy(reduced, 0, out, at, reduced.length);
  }

  private float nothing() {
    return layer.pool() == Layer.Pool.MAX ? Float.NEGATIVE_INFINITY : 0f;
  }

  /** Both arrays at the same index, so that the loops vectorise. */
  private void combine(float[] into, float[] values) {
    if (layer.pool() == Layer.Pool.MAX) {
      for (int k = 0; k < into.length; k++) {
        into[k] = Math.max(into[k], values[k]);
      }
    } else {
      for (int k = 0; k < into.length; k++) {
        into[k] += values[k];
      }
    }
  }

  private void divide(int rows) {
    int channels = input.channels();
    for (int ox = 0; ox < window.placesWide(); ox++) {
      int left = window.left(ox);
      int columns = Math.min(input.width(), left + window.width()) - Math.max(0, left);
      boolean padded = layer.pool() == Layer.Pool.PADDED_AVERAGE;
      int places = padded ? window.height() * window.width() : rows * Math.max(0, columns);
      for (int c = ox * channels; c < (ox + 1) * channels; c++) {
        reduced[c] /= places;
      }
    }
  }
}
