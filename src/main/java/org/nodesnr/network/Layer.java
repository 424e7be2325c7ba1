package org.nodesnr.network;

import java.util.List;
import org.nodesnr.spec.Activation;

/**
 * One layer of a network, in plain Java arrays. Whatever computes with a layer keeps a copy of its
 * own, in whatever form it needs.
 */
public sealed interface Layer extends Operation.OfOne
    permits Layer.Weighted, Layer.Pooling, Layer.Nonlinearity, TrainingLayer {

  /** How a window goes over the edges of its input. */
  sealed interface Padding {
    /**
     * The output has ⌈input / stride⌉ places; zeros (for maxima: nothing) are added, the odd one at
     * the end.
     */
    Padding SAME = Rule.SAME;

    /** Windows lie within the input. */
    Padding VALID = Rule.VALID;

    /** Follows from the sizes of input, window and stride. */
    enum Rule implements Padding {
      /** As {@link Padding#SAME}. */
      SAME,
      /** As {@link Padding#VALID}. */
      VALID
    }

    /**
     * As many zeros (for maxima: nothing) at each edge as it says.
     *
     * @param top rows above the input
     * @param left columns to its left
     * @param bottom rows below it
     * @param right columns to its right
     */
    record Explicit(int top, int left, int bottom, int right) implements Padding {}
  }

  /** How a pooling window is reduced. */
  enum Pool {
    MAX,
    /** The mean over the places of the window that lie within the input. */
    AVERAGE,
    /** The mean over all places of the window, those outside the input counted as zeros. */
    PADDED_AVERAGE
  }

  /**
   * @param input the shape of one sample at the layer's input
   * @return its shape at the layer's output
   */
  @Override
  Shape output(Shape input);

  /**
   * @return the numbers that training gives it, such as weights and biases, in the order of files;
   *     the layer's own arrays, not copies
   */
  default List<float[]> arrays() {
    return List.of();
  }

  /**
   * @param others arrays as many and as long as {@link #arrays}
   * @return the same layer over these
   */
  default Layer over(List<float[]> others) {
    return this;
  }

  /** A layer whose nodes have weights: its S and G are defined. */
  sealed interface Weighted extends Layer {
    /**
     * The weights of the first node, of the second, …: that of node i for input j stands at {@code
     * i · inputs + j}. A matrix of inputs × nodes in column-major (Fortran) order.
     *
     * @return {@link #inputs} · {@link #nodes} values; the layer's own array, not a copy
     */
    float[] weights();

    /**
     * @return one value for each node; the layer's own array, not a copy
     */
    float[] bias();

    /**
     * @return number of nodes: dense nodes, or kernels
     */
    default int nodes() {
      return bias().length;
    }

    /**
     * @return number of inputs, and so of weights, of each node
     */
    default int inputs() {
      return weights().length / bias().length;
    }

    /**
     * @return what is applied to the weighted inputs plus bias
     */
    Activation activation();

    /**
     * @param other another activation
     * @return the same layer, over the same weights, with that activation
     */
    Weighted with(Activation other);

    /**
     * @param otherWeights other weights, as many
     * @param otherBias another bias, as long
     * @return the same layer with these
     */
    Weighted with(float[] otherWeights, float[] otherBias);

    @Override
    default List<float[]> arrays() {
      return List.of(weights(), bias());
    }

    @Override
    default Weighted over(List<float[]> others) {
      return with(others.get(0), others.get(1));
    }
  }

  /**
   * Fully connected.
   *
   * @param weights the weights of the first node, of the second, …
   * @param bias one value for each node
   * @param activation applied to the result
   */
  record Dense(float[] weights, float[] bias, Activation activation) implements Weighted {
    /** Checks that there are equally many weights for each node. */
    public Dense {
      checkWeights(weights, bias);
    }

    @Override
    public Shape output(Shape input) {
      return Shape.flat(nodes());
    }

    @Override
    public Dense with(Activation other) {
      return new Dense(weights, bias, other);
    }

    @Override
    public Dense with(float[] otherWeights, float[] otherBias) {
      return new Dense(otherWeights, otherBias, activation);
    }
  }

  /**
   * Convolution (cross-correlation, as everywhere in the field). A kernel is a node; its inputs are
   * the values under it in the order (row, column, channel), channel fastest.
   *
   * @param kernelHeight rows of the kernel
   * @param kernelWidth columns of the kernel
   * @param strideHeight rows from one place to the next
   * @param strideWidth columns from one place to the next
   * @param padding what happens at the edges; padding zeros are inputs like any other
   * @param weights the kernelHeight · kernelWidth · input channels (those of its group) weights of
   *     the first kernel, of the second, …
   * @param bias one value for each kernel
   * @param activation applied to the result
   * @param spread how far apart the values under a kernel lie, and what part of the channels it
   *     sees
   */
  record Convolution(
      int kernelHeight,
      int kernelWidth,
      int strideHeight,
      int strideWidth,
      Padding padding,
      float[] weights,
      float[] bias,
      Activation activation,
      Spread spread)
      implements Weighted {
    /** Checks that there are equally many weights for each kernel. */
    public Convolution {
      checkWeights(weights, bias);
    }

    /** Values side by side, of all channels. */
    public Convolution(
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        Padding padding,
        float[] weights,
        float[] bias,
        Activation activation) {
      this(
          kernelHeight,
          kernelWidth,
          strideHeight,
          strideWidth,
          padding,
          weights,
          bias,
          activation,
          Spread.NONE);
    }

    @Override
    public Shape output(Shape input) {
      return new Shape(
          high(input, Spread.span(kernelHeight, spread.rows()), strideHeight, padding),
          wide(input, Spread.span(kernelWidth, spread.columns()), strideWidth, padding),
          nodes());
    }

    @Override
    public Convolution with(Activation other) {
      return copy(padding, weights, bias, other);
    }

    @Override
    public Convolution with(float[] otherWeights, float[] otherBias) {
      return copy(padding, otherWeights, otherBias, activation);
    }

    /**
     * @param other another padding
     * @return the same layer, over the same weights, with that padding
     */
    public Convolution with(Padding other) {
      return copy(other, weights, bias, activation);
    }

    private Convolution copy(
        Padding otherPadding, float[] otherWeights, float[] otherBias, Activation otherActivation) {
      return new Convolution(
          kernelHeight,
          kernelWidth,
          strideHeight,
          strideWidth,
          otherPadding,
          otherWeights,
          otherBias,
          otherActivation,
          spread);
    }
  }

  /**
   * How the values under a kernel lie.
   *
   * @param rows from one row of the kernel to the next: dilation; 1 for side by side
   * @param columns from one column of the kernel to the next
   * @param groups into how many groups of equal size input channels and kernels are divided: a
   *     kernel sees the channels of its own group; as many as channels for a depthwise convolution
   */
  record Spread(int rows, int columns, int groups) {
    /** Side by side, one group. */
    public static final Spread NONE = new Spread(1, 1, 1);

    /**
     * @param kernel rows or columns of a kernel
     * @param dilation from one to the next
     * @return how many of the picture it spans
     */
    public static int span(int kernel, int dilation) {
      return (kernel - 1) * dilation + 1;
    }
  }

  /**
   * Pooling of each channel.
   *
   * @param pool how a window is reduced
   * @param height rows of the window
   * @param width columns of the window
   * @param strideHeight rows from one window to the next
   * @param strideWidth columns from one window to the next
   * @param padding what happens at the edges; places outside the input don't count, but for {@link
   *     Pool#PADDED_AVERAGE}
   */
  record Pooling(
      Pool pool, int height, int width, int strideHeight, int strideWidth, Padding padding)
      implements Layer {
    @Override
    public Shape output(Shape input) {
      return new Shape(
          high(input, height, strideHeight, padding),
          wide(input, width, strideWidth, padding),
          input.channels());
    }
  }

  /**
   * An activation that other layers, such as average pooling, part from the weighted layer whose
   * activation it is; that layer's own is then {@link Activation#IDENTITY}.
   *
   * @param activation applied to each value; not a softmax
   */
  record Nonlinearity(Activation activation) implements Layer {
    @Override
    public Shape output(Shape input) {
      return input;
    }
  }

  private static void checkWeights(float[] weights, float[] bias) {
    if (bias.length == 0 || weights.length % bias.length != 0) {
      throw new IllegalArgumentException(weights.length + " weights of " + bias.length + " nodes");
    }
  }

  private static int high(Shape input, int window, int stride, Padding padding) {
    int zeros = padding instanceof Padding.Explicit e ? e.top() + e.bottom() : 0;
    return places(input.height() + zeros, window, stride, padding == Padding.SAME);
  }

  private static int wide(Shape input, int window, int stride, Padding padding) {
    int zeros = padding instanceof Padding.Explicit e ? e.left() + e.right() : 0;
    return places(input.width() + zeros, window, stride, padding == Padding.SAME);
  }

  private static int places(int size, int window, int stride, boolean same) {
    return same ? (size + stride - 1) / stride : (size - window) / stride + 1;
  }
}
