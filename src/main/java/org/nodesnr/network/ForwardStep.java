package org.nodesnr.network;

import java.util.List;

/** One step of a {@link ForwardPass}, with its buffers. */
interface ForwardStep extends AutoCloseable {

  /**
   * @param operation what it does
   * @param inputs the shapes of one sample at its inputs
   * @param scratch for the products
   * @return the step, ready to run
   */
  static ForwardStep of(Operation operation, List<Shape> inputs, ProductScratch scratch) {
    Shape input = inputs.get(0);
    // ND4J refuses dilated convolutions without padding
    if (operation instanceof Layer.Convolution c && !c.spread().equals(Layer.Spread.NONE)) {
      return new GroupedStep(c, input);
    }
    if (operation instanceof Layer.Weighted weighted) {
      return new WeightedStep(weighted, input, scratch);
    }
    if (operation instanceof Layer.Pooling pooling) {
      return new PoolingStep(pooling, input);
    }
    if (operation instanceof Layer.Nonlinearity nonlinearity) {
      return new NonlinearityStep(nonlinearity.activation(), input);
    }
    return Elementary.of(operation, inputs);
  }

  /**
   * Runs some samples through the step.
   *
   * @param in their values at its inputs; not modified
   * @param out modified: their values at its output
   * @param samples how many
   */
  void apply(float[][] in, float[] out, int samples);

  @Override
  default void close() {}

  /** A layer with weights: what {@link #apply} writes are the weighted inputs. */
  interface OfWeights extends ForwardStep {
    /**
     * Adds the bias and applies the activation; logits of a softmax layer stay as they are.
     *
     * @param out modified: weighted inputs, then outputs
     * @param samples how many samples
     */
    void activate(float[] out, int samples);
  }
}
