package org.nodesnr.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer in training: its parameters and every buffer it needs for batches of one size. A step
 * calls {@link #forward} from the first stage to the last and {@link #backward} back again; nothing
 * large is allocated on the way. The matrix product that computes the gradient of a weight matrix
 * takes it to its {@linkplain Sink sinks}; in plain descent that is the update.
 */
interface Stage extends AutoCloseable {

  /**
   * @param input features × samples, Fortran order; must stay as it is until {@link #backward}
   *     returns
   * @param mask dropout mask of the outputs, or null
   * @return outputs × samples, valid until the next call
   */
  INDArray forward(INDArray input, INDArray mask);

  /**
   * Propagates the gradient and takes those of weights and biases to their sinks.
   *
   * @param gradient modified; gradient of the summed loss with respect to what {@link #forward}
   *     returned
   * @return gradient with respect to the input, before the update; null for the first stage, where
   *     nobody needs it
   */
  INDArray backward(INDArray gradient);

  /**
   * @param probability share of its values that the masks to come drop
   */
  default void dropProbability(double probability) {}

  /** Gives back the memory of the buffers; the weights stay. */
  @Override
  void close();
}
