package org.nodesnr.measures.net;

import java.nio.FloatBuffer;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Window;
import org.nodesnr.network.winograd.Filtering;

/** Products of a convolution with 5×5 taps by {@link Filtering}, in single precision. */
final class Filtered implements AutoCloseable {
  private final int inputSize;
  private final int outputSize;
  private final int atOnce;
  private final Filtering filtering;
  private final float[] added;

  /**
   * @param layer a layer that it {@link #suits}
   */
  Filtered(Step.Linear layer) {
    inputSize = layer.window().input().size();
    outputSize = layer.output().size();
    atOnce = Filtering.atOnce(layer.window().input());
    filtering = new Filtering(layer.window().input(), layer.nodes(), atOnce);
    added = new float[atOnce * Math.max(inputSize, outputSize)];
  }

  static boolean suits(Step.Linear layer, Precision precision) {
    Window w = layer.window();
    return precision == Precision.SINGLE
        && Filtering.suits(w.height(), w.width(), w.input().channels(), layer.nodes())
        && w.spread().equals(Layer.Spread.NONE)
        && w.placesHigh() == w.input().height()
        && w.placesWide() == w.input().width()
        && w.top(0) == -(w.height() / 2)
        && w.left(0) == -(w.width() / 2)
        && w.strideHeight() == 1
        && w.strideWidth() == 1;
  }

  /** Weighted sums of pictures, added to or instead of what is there. */
  void apply(float[] pictures, float[] matrix, float[] out, int samples, boolean add) {
    filtering.forwardKernels(FloatBuffer.wrap(matrix));
    run(filtering::forward, pictures, inputSize, out, outputSize, samples, add);
  }

  /** Deltas times weights, summed where windows overlap, added to or instead of what is there. */
  void back(float[] deltas, float[] matrix, float[] pictures, int samples, boolean add) {
    filtering.backwardKernels(FloatBuffer.wrap(matrix));
    run(filtering::backward, deltas, outputSize, pictures, inputSize, samples, add);
  }

  /** One of the two ways of {@link Filtering}. */
  @FunctionalInterface
  private interface Way {
    void take(FloatBuffer from, int at, int samples, FloatBuffer to, int toAt);
  }

  private void run(
      Way way, float[] in, int inSize, float[] out, int outSize, int samples, boolean add) {
    FloatBuffer from = FloatBuffer.wrap(in);
    FloatBuffer to = FloatBuffer.wrap(add ? added : out);
    for (int first = 0; first < samples; first += atOnce) {
      int some = Math.min(atOnce, samples - first);
      way.take(from, first * inSize, some, to, add ? 0 : first * outSize);
      if (add) {
        add(out, first * outSize, some * outSize);
      }
    }
  }

  /** The sum of the gradients of all samples with respect to the weights. */
  void gradients(float[] deltas, float[] pictures, int samples, float[] out) {
    FloatBuffer of = FloatBuffer.wrap(deltas);
    filtering.kernelGradient(FloatBuffer.wrap(pictures), of, samples, FloatBuffer.wrap(out));
  }

  private void add(float[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] += added[i];
    }
  }

  @Override
  public void close() {
    filtering.close();
  }
}
