package org.nodesnr.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer in training: its weights, which it updates itself, and every buffer it needs for batches
 * of one size. A step calls {@link #forward} from the first stage to the last and {@link #backward}
 * back again; nothing is allocated on the way, and no gradient of a weight matrix is ever stored
 * where one matrix product can both compute and apply it.
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
   * Propagates the gradient and makes the update {@code W ← (1 − ε λ) W − (ε / B) Σ_batch ∂f/∂W},
   * {@code b ← b − (ε / B) Σ_batch ∂f/∂b}.
   *
   * @param gradient modified; gradient of the summed loss with respect to what {@link #forward}
   *     returned
   * @return gradient with respect to the input, before the update; null for the first stage, where
   *     nobody needs it
   */
  INDArray backward(INDArray gradient);

  /** Gives back the memory of the buffers; the weights stay. */
  @Override
  void close();
}
