package org.nodesnr.config;

/** A layer of a network, as a config describes it. */
public sealed interface LayerSpec {
  /** What happens where a window goes over the edge of its input. */
  enum Padding {
    /**
     * ⌈side / stride⌉ places along each axis; zeros (for pooling: nothing) are added, the odd one
     * at the end.
     */
    SAME,
    /** Windows lie within the input: ⌊(side − window) / stride⌋ + 1 places along each axis. */
    VALID;

    int places(int side, int window, int stride) {
      return this == SAME ? (side + stride - 1) / stride : Math.floorDiv(side - window, stride) + 1;
    }
  }

  /** How a pooling window is reduced. */
  enum Reduction {
    /** The greatest value. */
    MAX,
    /** The mean of the values within the input. */
    AVERAGE
  }

  /** A layer whose nodes compute {@code g(Σ_j w_j x_j + b)}. */
  sealed interface Weighted extends LayerSpec {
    /**
     * @return number of nodes, for a convolution of kernels
     */
    int nodes();

    /**
     * @return g
     */
    Activation activation();
  }

  /**
   * A convolution.
   *
   * @param kernel side of the square kernel in pixels
   * @param nodes number of kernels
   * @param stride pixels from one place to the next, along both axes
   * @param padding what happens at the edges
   * @param activation g
   */
  record Convolution(int kernel, int nodes, int stride, Padding padding, Activation activation)
      implements Weighted {}

  /**
   * Pooling of each channel.
   *
   * @param reduction how a window is reduced
   * @param window side of the square window in pixels
   * @param stride pixels from one window to the next, along both axes
   * @param padding what happens at the edges
   */
  record Pooling(Reduction reduction, int window, int stride, Padding padding)
      implements LayerSpec {}

  /**
   * A fully connected layer.
   *
   * @param nodes number of nodes
   * @param activation g
   * @param dropProbability probability with which an output is dropped in training; 0 for that of
   *     the regime
   */
  record Dense(int nodes, Activation activation, double dropProbability) implements Weighted {}

  /**
   * An activation that pooling parts from the layer whose activation it is.
   *
   * @param activation applied to each value
   */
  record Nonlinearity(Activation activation) implements LayerSpec {}
}
