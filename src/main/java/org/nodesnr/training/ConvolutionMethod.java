package org.nodesnr.training;

import java.util.Locale;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/**
 * How convolutions are computed in training. The results are the same but for rounding, so that
 * networks trained by one and by the other drift apart as they do on different processors.
 */
public enum ConvolutionMethod {
  /**
   * Winograd's minimal filtering for 5×5 kernels over at least 16 channels; the sum over the taps
   * elsewhere.
   */
  WINOGRAD,
  /** The sum over the taps everywhere. */
  DIRECT;

  /**
   * @return its name on the command line and in records
   */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param layer a convolution of stride 1 with SAME padding
   * @param shape of a sample at its input
   * @param batchSize samples in a batch
   * @return what computes it
   */
  Convolver convolver(Layer.Convolution layer, Shape shape, int batchSize) {
    return this == WINOGRAD && WinogradConvolution.suits(layer, shape)
        ? new WinogradConvolution(shape, layer.nodes(), batchSize)
        : new DirectConvolution(layer, shape, batchSize);
  }
}
