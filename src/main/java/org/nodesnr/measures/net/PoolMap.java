package org.nodesnr.measures.net;

import org.nodesnr.network.Layer;
import org.nodesnr.network.Window;

/**
 * Pooling as the linear map that it is once winners are known: the largest value of a window, the
 * first of equals, or means. What is not under a window of the last forward pass has weight 0.
 */
final class PoolMap {
  private final Window window;
  private final Layer.Pool kind;
  private final int channels;
  private final int outputs;
  private final int[] winners;
  private final RowWinners rows;

  PoolMap(Step.Pool step, int batch) {
    this.window = step.window();
    this.kind = step.kind();
    this.channels = window.input().channels();
    this.outputs = step.output().size();
    this.winners = new int[kind == Layer.Pool.MAX ? outputs * batch : 0];
    this.rows = kind == Layer.Pool.MAX && RowWinners.suits(window) ? new RowWinners(window) : null;
  }

  void forward(Reals in, Reals out, int samples) {
    if (rows != null && in instanceof Reals.Floats floats) {
      rows.find(floats.values(), samples, winners, ((Reals.Floats) out).values());
      return;
    }
    if (kind == Layer.Pool.MAX) {
      findWinners(in, samples);
    }
    apply(in, out, samples);
  }

  /** Whether {@link #largest} suits, in single precision. */
  boolean withoutWinners() {
    return rows != null;
  }

  /** The largest values; the map stays that of the last forward pass. */
  void largest(Reals in, Reals out, int samples) {
    rows.largest(((Reals.Floats) in).values(), samples, ((Reals.Floats) out).values());
  }

  /** The map of the last forward pass, applied to other values. */
  void apply(Reals in, Reals out, int samples) {
    if (in instanceof Reals.Floats floats && kind == Layer.Pool.MAX) {
      float[] from = floats.values();
      float[] to = ((Reals.Floats) out).values();
      for (int o = 0; o < samples * outputs; o++) {
        to[o] = from[winners[o]];
      }
      return;
    }
    for (int o = 0; o < samples * outputs; o++) {
      if (kind == Layer.Pool.MAX) {
        out.set(o, in.get(winners[o]));
      } else {
        double sum = 0;
        Span span = span(o);
        for (int y = span.top; y < span.bottom; y++) {
          for (int x = span.left; x < span.right; x++) {
            sum += in.get(span.index(y, x));
          }
        }
        out.set(o, sum * span.share);
      }
    }
  }

  /** The transpose of {@link #apply}. */
  void transposed(Reals out, Reals in, int samples) {
    if (in instanceof Reals.Floats floats && kind == Layer.Pool.MAX) {
      float[] to = floats.values();
      float[] from = ((Reals.Floats) out).values();
      for (int s = 0; s < samples; s++) {
        in.clear(s * window.input().size(), (s + 1) * window.input().size());
        for (int o = s * outputs; o < (s + 1) * outputs; o++) {
          to[winners[o]] += from[o];
        }
      }
      return;
    }
    in.clear(0, samples * window.input().size());
    for (int o = 0; o < samples * outputs; o++) {
      if (kind == Layer.Pool.MAX) {
        in.set(winners[o], in.get(winners[o]) + out.get(o));
      } else {
        Span span = span(o);
        double part = out.get(o) * span.share;
        for (int y = span.top; y < span.bottom; y++) {
          for (int x = span.left; x < span.right; x++) {
            in.set(span.index(y, x), in.get(span.index(y, x)) + part);
          }
        }
      }
    }
  }

  /** Row by row of the window and channel by channel, so that neighbours in memory follow. */
  private void findWinners(Reals in, int samples) {
    for (int o = 0; o < samples * outputs; o += channels) {
      Span span = span(o);
      for (int c = 0; c < channels; c++) {
        winners[o + c] = span.index(span.top, span.left) + c;
      }
      for (int y = span.top; y < span.bottom; y++) {
        for (int x = span.left; x < span.right; x++) {
          challenge(in, o, span.index(y, x));
        }
      }
    }
  }

  /** All channels of one place of the picture against the winners so far. */
  private void challenge(Reals in, int output, int from) {
    if (in instanceof Reals.Floats floats) {
      float[] values = floats.values();
      for (int c = 0; c < channels; c++) {
        if (values[from + c] > values[winners[output + c]]) {
          winners[output + c] = from + c;
        }
      }
      return;
    }
    for (int c = 0; c < channels; c++) {
      if (in.get(from + c) > in.get(winners[output + c])) {
        winners[output + c] = from + c;
      }
    }
  }

  private Span span(int output) {
    int sample = output / outputs;
    int within = output % outputs;
    int place = within / channels;
    int top = window.top(place / window.placesWide());
    int left = window.left(place % window.placesWide());
    int y0 = Math.max(0, top);
    int x0 = Math.max(0, left);
    int y1 = Math.min(window.input().height(), top + window.height());
    int x1 = Math.min(window.input().width(), left + window.width());
    int counted =
        kind == Layer.Pool.PADDED_AVERAGE
            ? window.height() * window.width()
            : (y1 - y0) * (x1 - x0);
    int base = sample * window.input().size() + within % channels;
    return new Span(y0, y1, x0, x1, 1.0 / counted, base, window.input().width(), channels);
  }

  /** The part of a window that lies within the picture. */
  private record Span(
      int top, int bottom, int left, int right, double share, int base, int wide, int channels) {
    int index(int y, int x) {
      return base + (y * wide + x) * channels;
    }
  }
}
