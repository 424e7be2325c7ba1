package org.nodesnr.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/**
 * Pictures unfolded ("im2col"): one column for each place of each sample, holding the values under
 * the kernel in the order (row, column, channel), zeros outside. With it the gradient of the
 * kernels is one matrix product, which makes the update at once. Samples are taken a few at a time
 * to stay within the cache.
 */
final class Unfolding {
  private static final int TARGET_FLOATS = 1 << 18;

  private final Shape shape;
  private final int kernelHeight;
  private final int kernelWidth;
  private final int batchSize;
  private final Elementwise elementwise;
  private final int chunk;
  private final float[] values;
  private final float[] columns;
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
    this.unfolded =
        Nd4j.createUninitialized(DataType.FLOAT, new long[] {taps, (long) chunk * places}, 'f');
  }

  /**
   * {@code W ← a W + f Σ X Dᵀ}.
   *
   * @param input features × samples
   * @param gradient channels × (samples · places)
   * @param weights modified; taps × channels
   * @param rule a and f
   */
  void update(INDArray input, INDArray gradient, INDArray weights, UpdateRule rule) {
    if (gradient != this.gradient) {
      this.gradient = gradient;
      gradientParts = parts(gradient);
    }
    elementwise.download(input, values);
    for (int part = 0; part < gradientParts.size(); part++) {
      unfold(part * chunk);
      elementwise.upload(columns, unfolded);
      Nd4j.gemm(
          unfolded,
          gradientParts.get(part),
          weights,
          false,
          true,
          rule.gradientFactor(),
          part == 0 ? rule.weightFactor() : 1);
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
    int top = (kernelHeight - 1) / 2;
    int left = (kernelWidth - 1) / 2;
    int run = kernelWidth * channels;
    int to = 0;
    for (int s = firstSample; s < firstSample + chunk; s++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int first = Math.max(0, left - x);
          int last = Math.min(kernelWidth, width + left - x);
          for (int ky = 0; ky < kernelHeight; ky++, to += run) {
            int sourceY = y + ky - top;
            if (sourceY < 0 || sourceY >= height) {
              Arrays.fill(columns, to, to + run, 0f);
              continue;
            }
            if (last - first < kernelWidth) {
              Arrays.fill(columns, to, to + run, 0f);
            }
            System.arraycopy(
                values,
                ((s * height + sourceY) * width + x + first - left) * channels,
                columns,
                to + first * channels,
                (last - first) * channels);
          }
        }
      }
    }
  }
}
