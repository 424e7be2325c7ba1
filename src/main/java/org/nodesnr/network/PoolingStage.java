package org.nodesnr.network;

import java.util.Arrays;

/** Pooling of a {@link ForwardPass}; with a second input, {@link Operation.AtMaximum}. */
final class PoolingStage implements Stage {
  private final Layer.Pooling layer;
  private final Window window;
  private final Shape input;

  PoolingStage(Layer.Pooling layer, Shape input) {
    this.layer = layer;
    this.window = Window.of(layer, input);
    this.input = input;
  }

  @Override
  public void apply(float[][] in, float[] out, int samples) {
    int channels = input.channels();
    int at = 0;
    for (int s = 0; s < samples; s++) {
      for (int oy = 0; oy < window.placesHigh(); oy++) {
        for (int ox = 0; ox < window.placesWide(); ox++, at += channels) {
          if (in.length == 2) {
            pick(in[0], in[1], s * input.size(), oy, ox, out, at);
          } else {
            reduce(in[0], s * input.size(), oy, ox, out, at);
          }
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

  private void reduce(float[] in, int sample, int oy, int ox, float[] out, int at) {
    boolean max = layer.pool() == Layer.Pool.MAX;
    int channels = input.channels();
    Arrays.fill(out, at, at + channels, max ? Float.NEGATIVE_INFINITY : 0f);
    int top = window.top(oy);
    int left = window.left(ox);
    int yTo = Math.min(input.height(), top + window.height());
    int xFrom = Math.max(0, left);
    int xTo = Math.min(input.width(), left + window.width());
    int inside = 0;
    for (int y = Math.max(0, top); y < yTo; y++) {
      for (int x = xFrom; x < xTo; x++, inside++) {
        int from = sample + (y * input.width() + x) * channels;
        if (max) {
          for (int c = 0; c < channels; c++) {
            out[at + c] = Math.max(out[at + c], in[from + c]);
          }
        } else {
          for (int c = 0; c < channels; c++) {
            out[at + c] += in[from + c];
          }
        }
      }
    }
    if (!max) {
      boolean padded = layer.pool() == Layer.Pool.PADDED_AVERAGE;
      int places = padded ? window.height() * window.width() : inside;
      for (int c = 0; c < channels; c++) {
        out[at + c] /= places;
      }
    }
  }
}
