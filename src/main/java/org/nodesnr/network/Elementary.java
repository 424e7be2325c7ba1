package org.nodesnr.network;

import java.util.List;

/** The steps of a {@link ForwardPass} that have no weights and are no layers. */
final class Elementary {
  private Elementary() {}

  static ForwardStep of(Operation operation, List<Shape> inputs) {
    Shape output = operation.output(inputs);
    int size = output.size();
    if (operation instanceof Operation.Combined combined) {
      return combined(combined.combination(), inputs.get(0), inputs.get(1), output);
    }
    if (operation instanceof Operation.Concatenation) {
      return (in, out, samples) -> concatenate(in, inputs, out, samples * places(output), output);
    }
    if (operation instanceof Operation.Rearrangement r) {
      int from = inputs.get(0).size();
      return (in, out, samples) -> {
        for (int s = 0; s < samples; s++) {
          rearrange(r.from(), in[0], s * from, out, s * size, size);
        }
      };
    }
    if (operation instanceof Operation.Affine affine) {
      return (in, out, samples) -> scale(affine, in[0], out, samples * size);
    }
    if (operation instanceof Operation.Pointwise pointwise) {
      Curve curve = pointwise.curve();
      return (in, out, samples) -> {
        for (int k = 0; k < samples * size; k++) {
          out[k] = (float) curve.value().applyAsDouble(in[0][k]);
        }
      };
    }
    if (operation instanceof Operation.SquaredSlope slope) {
      return (in, out, samples) -> {
        for (int k = 0; k < samples * size; k++) {
          double g = slope.curve().slope().applyAsDouble(in[0][k]);
          out[k] = (float) (g * g);
        }
      };
    }
    if (operation instanceof Operation.AtMaximum at) {
      return new PoolingStep(at.window(), inputs.get(0));
    }
    throw new IllegalArgumentException("no stage for " + operation);
  }

  private static int places(Shape shape) {
    return shape.height() * shape.width();
  }

  private static ForwardStep combined(Operation.Combination how, Shape a, Shape b, Shape output) {
    int[] fromA = a.equals(output) ? null : repeated(a, output);
    int[] fromB = b.equals(output) ? null : repeated(b, output);
    boolean sum = how == Operation.Combination.SUM;
    int size = output.size();
    return (in, out, samples) -> {
      for (int s = 0; s < samples; s++) {
        rearrange(fromA, in[0], s * a.size(), out, s * size, size);
        combine(sum, fromB, in[1], s * b.size(), out, s * size, size);
      }
    };
  }

  private static void combine(
      boolean sum, int[] from, float[] in, int at, float[] out, int to, int size) {
    if (sum && from == null) {
      for (int k = 0; k < size; k++) {
        out[to + k] += in[at + k];
      }
    } else if (sum) {
      for (int k = 0; k < size; k++) {
        out[to + k] += in[at + from[k]];
      }
    } else if (from == null) {
      for (int k = 0; k < size; k++) {
        out[to + k] *= in[at + k];
      }
    } else {
      for (int k = 0; k < size; k++) {
        out[to + k] *= in[at + from[k]];
      }
    }
  }

  /** For each number of a shape the one of a smaller shape that is repeated there. */
  private static int[] repeated(Shape small, Shape large) {
    int[] from = new int[large.size()];
    int k = 0;
    for (int y = 0; y < large.height(); y++) {
      for (int x = 0; x < large.width(); x++) {
        int row = small.height() == 1 ? 0 : y;
        int column = small.width() == 1 ? 0 : x;
        int place = (row * small.width() + column) * small.channels();
        for (int c = 0; c < large.channels(); c++) {
          from[k++] = place + (small.channels() == 1 ? 0 : c);
        }
      }
    }
    return from;
  }

  private static void concatenate(
      float[][] in, List<Shape> inputs, float[] out, int places, Shape output) {
    int behind = 0;
    for (int part = 0; part < in.length; part++) {
      int channels = inputs.get(part).channels();
      for (int p = 0; p < places; p++) {
        int to = p * output.channels() + behind;
        System.arraycopy(in[part], p * channels, out, to, channels);
      }
      behind += channels;
    }
  }

  private static void rearrange(int[] from, float[] in, int at, float[] out, int to, int size) {
    if (from == null) {
      System.arraycopy(in, at, out, to, size);
    } else {
      for (int k = 0; k < size; k++) {
        out[to + k] = from[k] < 0 ? 0 : in[at + from[k]];
      }
    }
  }

  private static void scale(Operation.Affine affine, float[] in, float[] out, int length) {
    float[] s = affine.scale();
    float[] t = affine.shift();
    for (int at = 0; at < length; at += s.length) {
      for (int c = 0; c < s.length; c++) {
        out[at + c] = in[at + c] * s[c] + t[c];
      }
    }
  }
}
