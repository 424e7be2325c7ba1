package org.nodesnr.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.network.winograd.Filtering;

/** A convolution with 5×5 taps by {@link Filtering}. */
final class WinogradConvolution implements Convolver {
  private final int batchSize;
  private final Filtering filtering;

  /**
   * @param layer a convolution
   * @param shape of a sample at its input
   * @return whether this is the way to compute it
   */
  static boolean suits(Layer.Convolution layer, Shape shape) {
    return Filtering.suits(
        layer.kernelHeight(), layer.kernelWidth(), shape.channels(), layer.nodes());
  }

  /**
   * @param shape of a sample at the input
   * @param outputs kernels
   * @param batchSize samples in a batch
   */
  WinogradConvolution(Shape shape, int outputs, int batchSize) {
    this.batchSize = batchSize;
    this.filtering = new Filtering(shape, outputs, batchSize);
  }

  @Override
  public void forward(INDArray x, INDArray weights, INDArray y) {
    filtering.kernels(HostMemory.of(weights));
    filtering.forward(HostMemory.of(x), 0, batchSize, HostMemory.of(y), 0);
  }

  @Override
  public void backward(INDArray x, INDArray weights, INDArray gradient, INDArray dx, INDArray dw) {
    filtering.gradients(HostMemory.of(gradient), batchSize, HostMemory.of(dx), HostMemory.of(dw));
  }

  @Override
  public void close() {
    filtering.close();
  }
}
