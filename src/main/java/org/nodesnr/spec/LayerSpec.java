package org.nodesnr.spec;

/** A layer of a network, as a config describes it; {@link LayerKinds} names all kinds. */
public interface LayerSpec {
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

  /**
   * @param side side in pixels of the square picture that it is given
   * @return side of what it gives; 1 behind a dense layer, 0 or less where a window does not fit
   */
  default int outputSide(int side) {
    return side;
  }

  /**
   * @param channels channels of what it is given
   * @return channels of what it gives; nodes of a dense layer
   */
  default int outputChannels(int channels) {
    return channels;
  }

  /**
   * @return whether what it is given is one row of values, pictures or not
   */
  default boolean flattens() {
    return false;
  }

  /**
   * @param channels channels of what it is given, all values where it {@link #flattens}
   * @return number of weights
   */
  default long weights(long channels) {
    return 0;
  }

  /**
   * @param channels channels of what it gives
   * @return number of what it trains that is no weight, such as biases
   */
  default int biases(int channels) {
    return 0;
  }

  /**
   * @return whether an activation behind it is that of the layer with weights before it
   */
  default boolean comesBeforeActivation() {
    return false;
  }

  /**
   * @return the fewest samples of a batch that it can be trained with
   */
  default int leastBatch() {
    return 1;
  }

  /**
   * @return of a layer that only training has, what to know of measures of the network in use,
   *     where others stand for it; empty for a layer that is in use, too
   */
  default String inUse() {
    return "";
  }

  /**
   * @return its type, as a config gives it
   */
  default String type() {
    return LayerKinds.of(this).type();
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

    /**
     * @param other another activation
     * @return the same layer with that activation
     */
    Weighted with(Activation other);

    @Override
    default int outputChannels(int channels) {
      return nodes();
    }

    @Override
    default int biases(int channels) {
      return nodes();
    }
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
      implements Weighted {
    @Override
    public Convolution with(Activation other) {
      return new Convolution(kernel, nodes, stride, padding, other);
    }

    @Override
    public int outputSide(int side) {
      return padding.places(side, kernel, stride);
    }

    @Override
    public long weights(long channels) {
      return channels * kernel * kernel * nodes;
    }
  }

  /**
   * Pooling of each channel.
   *
   * @param reduction how a window is reduced
   * @param window side of the square window in pixels
   * @param stride pixels from one window to the next, along both axes
   * @param padding what happens at the edges
   */
  record Pooling(Reduction reduction, int window, int stride, Padding padding)
      implements LayerSpec {
    @Override
    public int outputSide(int side) {
      return padding.places(side, window, stride);
    }

    @Override
    public boolean comesBeforeActivation() {
      return true;
    }
  }

  /**
   * A fully connected layer.
   *
   * @param nodes number of nodes
   * @param activation g
   * @param dropProbability probability with which an output is dropped in training; 0 for that of
   *     the regime
   */
  record Dense(int nodes, Activation activation, double dropProbability) implements Weighted {
    @Override
    public Dense with(Activation other) {
      return new Dense(nodes, other, dropProbability);
    }

    @Override
    public int outputSide(int side) {
      return 1;
    }

    @Override
    public boolean flattens() {
      return true;
    }

    @Override
    public long weights(long channels) {
      return channels * nodes;
    }
  }

  /**
   * An activation that pooling parts from the layer whose activation it is.
   *
   * @param activation applied to each value
   */
  record Nonlinearity(Activation activation) implements LayerSpec {}
}
