package org.nodesnr.training;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.config.Activation;

/**
 * Loops over native memory, written so that the JIT compiler unrolls or vectorises them: no
 * branches in the inner loops, counted indices, one pass over the data.
 */
final class HostElementwise implements Elementwise {

  private static FloatPointer memory(INDArray array) {
    Pointer pointer = array.data().pointer();
    if (array.offset() != 0 || !(pointer instanceof FloatPointer)) {
      throw new IllegalArgumentException("expected a whole array of floats");
    }
    return (FloatPointer) pointer;
  }

  @Override
  public boolean onHost() {
    return true;
  }

  @Override
  public void upload(float[] source, INDArray target) {
    memory(target).put(source, 0, (int) target.length());
  }

  @Override
  public void download(INDArray source, float[] target) {
    memory(source).get(target, 0, (int) source.length());
  }

  @Override
  public void activate(INDArray h, INDArray bias, Activation activation, INDArray mask) {
    FloatPointer x = memory(h);
    int nodes = (int) bias.length();
    float[] b = new float[nodes];
    memory(bias).get(b);
    long n = h.length();
    for (long column = 0; column < n; column += nodes) {
      apply(x, column, b, activation);
    }
    if (mask != null) {
      FloatPointer m = memory(mask);
      for (long i = 0; i < n; i++) {
        x.put(i, x.get(i) * m.get(i));
      }
    }
  }

  private static void apply(FloatPointer x, long from, float[] b, Activation activation) {
    int n = b.length;
    switch (activation) {
      case RELU -> {
        for (int i = 0; i < n; i++) {
          x.put(from + i, Math.max(x.get(from + i) + b[i], 0f));
        }
      }
      case TANH -> {
        for (int i = 0; i < n; i++) {
          x.put(from + i, (float) Math.tanh(x.get(from + i) + b[i]));
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          x.put(from + i, (float) (1 / (1 + Math.exp(-(x.get(from + i) + b[i])))));
        }
      }
      case IDENTITY -> {
        for (int i = 0; i < n; i++) {
          x.put(from + i, x.get(from + i) + b[i]);
        }
      }
      case SOFTMAX -> throw new IllegalArgumentException("softmax is not elementwise");
    }
  }

  @Override
  public void backpropagate(
      INDArray d, INDArray h, Activation activation, INDArray mask, float maskScale) {
    FloatPointer g = memory(d);
    FloatPointer y = memory(h);
    long n = d.length();
    if (activation == Activation.RELU) {
      // A dropped output is 0, so the mask need not be read: h > 0 says both. min(h · 10³⁸, s) is s
      // there and 0 elsewhere, without a branch (a positive h below 10⁻³⁸ passes on less;
      // harmless).
      for (long i = 0; i < n; i++) {
        g.put(i, g.get(i) * Math.min(y.get(i) * 1e38f, maskScale));
      }
      return;
    }
    if (mask != null) {
      FloatPointer m = memory(mask);
      for (long i = 0; i < n; i++) {
        g.put(i, g.get(i) * m.get(i));
      }
    }
    // The mask multiplied the outputs: undo it to get at g'. Where it is 0, so is the gradient.
    float unscale = 1 / maskScale;
    switch (activation) {
      case TANH -> {
        for (long i = 0; i < n; i++) {
          float v = y.get(i) * unscale;
          g.put(i, g.get(i) * (1 - v * v));
        }
      }
      case SIGMOID -> {
        for (long i = 0; i < n; i++) {
          float v = y.get(i) * unscale;
          g.put(i, g.get(i) * v * (1 - v));
        }
      }
      case IDENTITY, RELU -> {
        return;
      }
      case SOFTMAX -> throw new IllegalArgumentException("softmax is not elementwise");
    }
  }

  @Override
  public void addRowSums(INDArray bias, INDArray d, float factor) {
    int rows = (int) bias.length();
    float[] sums = new float[rows];
    FloatPointer g = memory(d);
    long n = d.length();
    for (long column = 0; column < n; column += rows) {
      for (int i = 0; i < rows; i++) {
        sums[i] += g.get(column + i);
      }
    }
    FloatPointer b = memory(bias);
    for (int i = 0; i < rows; i++) {
      b.put(i, b.get(i) + factor * sums[i]);
    }
  }

  @Override
  public void scaleAndAdd(INDArray w, float a, INDArray d, float factor) {
    FloatPointer x = memory(w);
    FloatPointer g = memory(d);
    long n = w.length();
    for (long i = 0; i < n; i++) {
      x.put(i, a * x.get(i) + factor * g.get(i));
    }
  }

  @Override
  public void pool(
      INDArray r,
      INDArray bias,
      Activation activation,
      PoolWindow window,
      INDArray h,
      byte[] routes) {
    FloatPointer x = memory(r);
    FloatPointer y = memory(h);
    int channels = window.channels();
    float[] b = new float[channels];
    memory(bias).get(b);
    float[] best = new float[channels];
    byte[] route = new byte[channels];
    int side = window.side();
    int out = 0;
    for (int s = 0; s < window.samples(); s++) {
      for (int oy = 0; oy < window.outputHeight(); oy++) {
        int rows = Math.min(side, window.height() - oy * side);
        for (int ox = 0; ox < window.outputWidth(); ox++) {
          int columns = Math.min(side, window.width() - ox * side);
          for (int dy = 0; dy < rows; dy++) {
            long row = ((long) s * window.height() + oy * side + dy) * window.width() + ox * side;
            for (int dx = 0; dx < columns; dx++) {
              maximum(x, (row + dx) * channels, best, route, (byte) (dy * side + dx));
            }
          }
          for (int c = 0; c < channels; c++) {
            y.put(out + c, best[c]);
          }
          apply(y, out, b, activation);
          System.arraycopy(route, 0, routes, out, channels);
          out += channels;
        }
      }
    }
  }

  /** The first place of a window begins the maximum; of equal values the first one is kept. */
  private static void maximum(FloatPointer x, long from, float[] best, byte[] route, byte place) {
    int n = best.length;
    if (place == 0) {
      for (int c = 0; c < n; c++) {
        best[c] = x.get(from + c);
        route[c] = 0;
      }
      return;
    }
    for (int c = 0; c < n; c++) {
      float v = x.get(from + c);
      boolean more = v > best[c];
      best[c] = more ? v : best[c];
      route[c] = more ? place : route[c];
    }
  }

  @Override
  public void unpool(
      INDArray gradient,
      INDArray h,
      Activation activation,
      PoolWindow window,
      INDArray r,
      byte[] routes,
      INDArray d) {
    backpropagate(gradient, h, activation, null, 1);
    FloatPointer g = memory(gradient);
    FloatPointer x = memory(d);
    int channels = window.channels();
    int side = window.side();
    float[] values = new float[channels];
    int from = 0;
    for (int s = 0; s < window.samples(); s++) {
      for (int oy = 0; oy < window.outputHeight(); oy++) {
        int rows = Math.min(side, window.height() - oy * side);
        for (int ox = 0; ox < window.outputWidth(); ox++) {
          int columns = Math.min(side, window.width() - ox * side);
          for (int c = 0; c < channels; c++) {
            values[c] = g.get(from + c);
          }
          for (int dy = 0; dy < rows; dy++) {
            long row = ((long) s * window.height() + oy * side + dy) * window.width() + ox * side;
            for (int dx = 0; dx < columns; dx++) {
              route(x, (row + dx) * channels, values, routes, from, dy * side + dx);
            }
          }
          from += channels;
        }
      }
    }
  }

  private static void route(
      FloatPointer x, long to, float[] values, byte[] routes, int from, int place) {
    for (int c = 0; c < values.length; c++) {
      x.put(to + c, routes[from + c] == place ? values[c] : 0f);
    }
  }
}
