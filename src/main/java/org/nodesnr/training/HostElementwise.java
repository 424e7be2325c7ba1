package org.nodesnr.training;

import java.nio.FloatBuffer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.HostFloats;
import org.nodesnr.spec.Activation;

/**
 * Loops over pieces of the arrays, written so that the JIT compiler vectorises them: no branches in
 * the inner loops, counted indices, all that is to be done to a piece in one go. Has scratch arrays
 * of its own: one thread at a time.
 */
final class HostElementwise implements Elementwise {
  private float[] first = new float[0];
  private float[] second = new float[0];

  private final HostPooling pooling = new HostPooling();
  private final HostRevisions revisions = new HostRevisions();

  /** Makes both scratch arrays long enough. */
  private void reserve(int length) {
    if (first.length < length) {
      first = new float[length];
      second = new float[length];
    }
  }

  @Override
  public void upload(float[] source, INDArray target) {
    HostMemory.of(target).put(0, source, 0, (int) target.length());
  }

  @Override
  public void download(INDArray source, float[] target) {
    HostMemory.of(source).get(0, target, 0, (int) source.length());
  }

  /** The call that {@code Nd4j.gemm} ends in, without the 20 µs before it. */
  @Override
  public void multiply(
      INDArray a,
      boolean transposeA,
      INDArray b,
      boolean transposeB,
      INDArray c,
      float alpha,
      float beta) {
    long inner = transposeA ? a.rows() : a.columns();
    openblas.cblas_sgemm(
        openblas.CblasColMajor,
        transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
        transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
        c.rows(),
        c.columns(),
        (int) inner,
        alpha,
        HostFloats.pointer(a),
        a.rows(),
        HostFloats.pointer(b),
        b.rows(),
        beta,
        HostFloats.pointer(c),
        c.rows());
  }

  @Override
  public void activate(INDArray h, INDArray bias, Activation activation, INDArray mask) {
    FloatBuffer x = HostMemory.of(h);
    FloatBuffer m = mask == null ? null : HostMemory.of(mask);
    int n = (int) h.length();
    int nodes = (int) bias.length();
    int piece = HostMemory.piece(nodes, n);
    reserve(piece);
    float[] b = repeated(values(bias), piece);
    for (int from = 0; from < n; from += piece) {
      int length = Math.min(piece, n - from);
      x.get(from, first, 0, length);
      apply(first, b, length, activation);
      if (m != null) {
        m.get(from, second, 0, length);
        multiply(first, second, length);
      }
      x.put(from, first, 0, length);
    }
  }

  private static float[] values(INDArray bias) {
    float[] b = new float[(int) bias.length()];
    HostMemory.of(bias).get(0, b);
    return b;
  }

  private static float[] repeated(float[] values, int length) {
    float[] result = new float[length];
    for (int i = 0; i < length; i += values.length) {
      System.arraycopy(values, 0, result, i, values.length);
    }
    return result;
  }

  private static void multiply(float[] x, float[] factors, int length) {
    for (int i = 0; i < length; i++) {
      x[i] *= factors[i];
    }
  }

  /** {@code x ← g(x + b)}. */
  static void apply(float[] x, float[] b, int length, Activation activation) {
    switch (activation) {
      case RELU -> {
        for (int i = 0; i < length; i++) {
          x[i] = Math.max(x[i] + b[i], 0f);
        }
      }
      case TANH -> {
        for (int i = 0; i < length; i++) {
          x[i] = (float) Math.tanh(x[i] + b[i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < length; i++) {
          x[i] = (float) (1 / (1 + Math.exp(-(x[i] + b[i]))));
        }
      }
      case IDENTITY -> add(x, b, length);
      case SOFTMAX -> throw new IllegalArgumentException("softmax is not elementwise");
    }
  }

  private static void add(float[] x, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      x[i] += y[i];
    }
  }

  @Override
  public void backpropagate(
      INDArray d, INDArray h, Activation activation, INDArray mask, float maskScale) {
    FloatBuffer g = HostMemory.of(d);
    FloatBuffer y = HostMemory.of(h);
    // Where a ReLU's output is above 0, the mask was not 0: it need not be read.
    FloatBuffer m = mask == null || activation == Activation.RELU ? null : HostMemory.of(mask);
    int n = (int) d.length();
    if (activation == Activation.IDENTITY && m == null) {
      return;
    }
    int piece = HostMemory.piece(1, n);
    reserve(piece);
    for (int from = 0; from < n; from += piece) {
      int length = Math.min(piece, n - from);
      g.get(from, first, 0, length);
      if (m != null) {
        m.get(from, second, 0, length);
        multiply(first, second, length);
      }
      y.get(from, second, 0, length);
      differentiate(first, second, length, activation, maskScale);
      g.put(from, first, 0, length);
    }
  }

  /** {@code g ← g ∘ g'(y / s)}; for ReLU times s, too. */
  private static void differentiate(
      float[] g, float[] y, int length, Activation activation, float s) {
    // The mask multiplied the outputs: undo it to get at g'. Where it is 0, so is the gradient.
    float unscale = 1 / s;
    switch (activation) {
      case RELU -> {
        // min(y · 10³⁸, s) is s where y > 0 and 0 elsewhere, without a branch (a positive y below
        // 10⁻³⁸ passes on less; harmless).
        for (int i = 0; i < length; i++) {
          g[i] *= Math.min(y[i] * 1e38f, s);
        }
      }
      case TANH -> {
        for (int i = 0; i < length; i++) {
          float v = y[i] * unscale;
          g[i] = g[i] * (1 - v * v);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < length; i++) {
          float v = y[i] * unscale;
          g[i] = g[i] * v * (1 - v);
        }
      }
      case IDENTITY -> {
        return;
      }
      case SOFTMAX -> throw new IllegalArgumentException("softmax is not elementwise");
    }
  }

  @Override
  public void addRowSums(INDArray bias, float keep, INDArray d, float factor) {
    FloatBuffer g = HostMemory.of(d);
    int n = (int) d.length();
    float[] b = values(bias);
    int piece = HostMemory.piece(b.length, n);
    reserve(piece);
    float[] sums = new float[piece];
    for (int from = 0; from < n; from += piece) {
      int length = Math.min(piece, n - from);
      g.get(from, first, 0, length);
      add(sums, first, length);
    }
    for (int i = 0; i < b.length; i++) {
      b[i] *= keep;
    }
    for (int i = 0; i < piece; i++) {
      b[i % b.length] += factor * sums[i];
    }
    HostMemory.of(bias).put(0, b);
  }

  @Override
  public void scaleAndAdd(INDArray w, float a, INDArray d, float factor) {
    FloatBuffer x = HostMemory.of(w);
    FloatBuffer g = HostMemory.of(d);
    int n = (int) w.length();
    int piece = HostMemory.piece(1, n);
    reserve(piece);
    for (int from = 0; from < n; from += piece) {
      int length = Math.min(piece, n - from);
      x.get(from, first, 0, length);
      g.get(from, second, 0, length);
      combine(first, a, second, factor, length);
      x.put(from, first, 0, length);
    }
  }

  private static void combine(float[] x, float a, float[] g, float factor, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = a * x[i] + factor * g[i];
    }
  }

  @Override
  public void revise(INDArray w, INDArray g, Revision revision) {
    revisions.revise(w, g, revision);
  }

  @Override
  public double sumOfSquares(INDArray g) {
    return revisions.sumOfSquares(g);
  }

  @Override
  public void pool(
      INDArray r, INDArray bias, Activation activation, PoolWindow window, INDArray h) {
    pooling.pool(HostMemory.of(r), values(bias), activation, window, HostMemory.of(h));
  }

  @Override
  public void unpool(
      INDArray gradient,
      INDArray h,
      Activation activation,
      PoolWindow window,
      INDArray r,
      INDArray d) {
    backpropagate(gradient, h, activation, null, 1);
    pooling.unpool(HostMemory.of(gradient), window, HostMemory.of(r), HostMemory.of(d));
  }
}
