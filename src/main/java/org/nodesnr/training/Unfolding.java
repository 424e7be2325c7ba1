package org.nodesnr.training;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/**
 * Pictures unfolded ("im2col"): one row for each place of each sample and one column for each value
 * under the kernel in the order (row, column, channel), zeros outside. A column is a shifted copy
 * of one channel, so whole rows of the picture are copied at a time. With it the gradient of the
 * kernels is one matrix product, which makes the update at once. Samples are taken a few at a time
 * to stay within the cache.
 */
final class Unfolding implements AutoCloseable {
  private static final int TARGET_FLOATS = 1 << 18;

  private final Shape shape;
  private final int kernelHeight;
  private final int kernelWidth;
  private final int batchSize;
  private final Elementwise elementwise;
  private final int chunk;
  private final float[] values;
  private final float[] columns;
  private final float[] padded;
  private final INDArray unfolded;
  private INDArray gradient;
  private List<INDArray> gradientParts = List.of();

  Unfolding(Shape shape, int batchSize, Layer.Convolution layer, Elementwise elementwise) {
    this.elementwise = elementwise;
    this.shape = shape;
    this.kernelHeight = layer.kernelHeight();
    this.kernelWidth = layer.kernelWidth();
    this.batchSize = batchSize;
    int places = shape.height() * shape.width();
    int taps = kernelHeight * kernelWidth * shape.channels();
    int most = Math.max(1, TARGET_FLOATS / (places * taps));
    while (batchSize % most != 0) {
      most--;
    }
    this.chunk = most;
    this.values = new float[shape.size() * batchSize];
    this.columns = new float[chunk * places * taps];
    this.padded =
        new float
            [(shape.height() + kernelHeight - 1)
                * (shape.width() + kernelWidth - 1)
                * shape.channels()];
    this.unfolded =
        Nd4j.createUninitialized(DataType.FLOAT, new long[] {(long) chunk * places, taps}, 'f');
  }

  /**
   * {@code T ← k T + f Σ Xᵀ Dᵀ} for each sink.
   *
   * @param input features × samples
   * @param gradient channels × (samples · places)
   * @param sinks T, taps × channels, k and f
   */
  void update(INDArray input, INDArray gradient, List<Sink> sinks) {
    if (gradient != this.gradient) {
      this.gradient = gradient;
      gradientParts = parts(gradient);
    }
    elementwise.download(input, values);
    for (int part = 0; part < gradientParts.size(); part++) {
      unfold(part * chunk);
      elementwise.upload(columns, unfolded);
      for (Sink sink : sinks) {
        Nd4j.gemm(
            unfolded,
            gradientParts.get(part),
            sink.target(),
            true,
            true,
            sink.factor(),
            part == 0 ? sink.keep() : 1);
      }
    }
  }

  private List<INDArray> parts(INDArray matrix) {
    long channels = matrix.rows();
    long places = (long) chunk * shape.height() * shape.width();
    List<INDArray> result = new ArrayList<>();
    for (int from = 0; from < batchSize; from += chunk) {
      result.add(
          Nd4j.create(
              matrix.data(),
              new long[] {channels, places},
              new long[] {1, channels},
              from / chunk * places * channels,
              'f'));
    }
    return result;
  }

  private void unfold(int firstSample) {
    int height = shape.height();
    int width = shape.width();
    int channels = shape.channels();
    int paddedWidth = width + kernelWidth - 1;
    int plane = (height + kernelHeight - 1) * paddedWidth;
    int length = chunk * height * width;
    for (int s = 0; s < chunk; s++) {
      pad((firstSample + s) * shape.size());
      int tap = s * height * width;
      for (int ky = 0; ky < kernelHeight; ky++) {
        for (int kx = 0; kx < kernelWidth; kx++) {
          for (int c = 0; c < channels; c++, tap += length) {
            int from = c * plane + ky * paddedWidth + kx;
            for (int y = 0; y < height; y++) {
              System.arraycopy(padded, from + y * paddedWidth, columns, tap + y * width, width);
            }
          }
        }
      }
    }
  }

  /** Copies a sample into the middle of {@link #padded}, channel by channel. */
  private void pad(int sample) {
    int channels = shape.channels();
    int paddedWidth = shape.width() + kernelWidth - 1;
    int plane = (shape.height() + kernelHeight - 1) * paddedWidth;
    int from = sample;
    for (int y = 0; y < shape.height(); y++) {
      int row = (y + (kernelHeight - 1) / 2) * paddedWidth + (kernelWidth - 1) / 2;
      for (int x = 0; x < shape.width(); x++) {
        for (int c = 0; c < channels; c++) {
          padded[c * plane + row + x] = values[from++];
        }
      }
    }
  }

  @Override
  public void close() {
    unfolded.close();
  }
}
