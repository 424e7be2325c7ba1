package org.nodesnr.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of a convolution, its weights left alone. Pictures are stored row by row, channels
 * last.
 */
interface Convolver extends AutoCloseable {

  /**
   * @param x the input
   * @param weights as {@link org.nodesnr.network.Layer.Convolution} has them
   * @param y modified: overwritten by the output
   */
  void forward(INDArray x, INDArray weights, INDArray y);

  /**
   * Follows on {@link #forward} with the same input and weights.
   *
   * @param x the input
   * @param weights the weights
   * @param gradient with respect to the output
   * @param dx modified: overwritten by the gradient with respect to the input
   * @param dw modified: overwritten by that with respect to the weights, in their order
   */
  void backward(INDArray x, INDArray weights, INDArray gradient, INDArray dx, INDArray dw);

  /** Gives back the memory of the buffers. */
  @Override
  void close();
}
