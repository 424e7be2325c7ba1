package org.nodesnr.network;

/** One layer of a {@link ForwardPass}, with its buffers. */
interface Stage extends AutoCloseable {

  /**
   * @param layer the layer
   * @param input the shape of one sample at its input
   * @param batch the most samples at once
   * @return the layer, ready to run
   */
  static Stage of(Layer layer, Shape input, int batch) {
    if (layer instanceof Layer.Weighted weighted) {
      return new WeightedStage(weighted, input, batch);
    }
    if (layer instanceof Layer.Pooling pooling) {
      return new PoolingStage(pooling, input);
    }
    if (layer instanceof Layer.Nonlinearity nonlinearity) {
      return new NonlinearityStage(nonlinearity.activation(), input);
    }
    throw new IllegalArgumentException("no stage for " + layer);
  }

  /**
   * Runs some samples through the layer.
   *
   * @param in their values at the input; not modified
   * @param out modified: their values at the output
   * @param samples how many
   */
  void apply(float[] in, float[] out, int samples);

  @Override
  default void close() {}
}
