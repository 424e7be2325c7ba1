package org.nodesnr.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.config.Activation;

/**
 * One layer of a trained network. Batches are Fortran-ordered matrices with one column for each
 * sample: the values of a sample, in the order of {@link Shape}, are contiguous.
 */
public sealed interface Layer {

  /** How a window goes over the edges of its input. */
  enum Padding {
    /**
     * The output has ⌈input / stride⌉ places; zeros (for maxima: nothing) are added, the odd one at
     * the end.
     */
    SAME,
    /** Windows lie within the input. */
    VALID
  }

  /** How a pooling window is reduced. */
  enum Pool {
    MAX,
    /** The mean over the places of the window that lie within the input. */
    AVERAGE
  }

  /**
   * @param input the shape of one sample at the layer's input
   * @return its shape at the layer's output
   */
  Shape output(Shape input);

  /** A layer whose nodes have weights: its S and G are defined. */
  sealed interface Weighted extends Layer {
    /**
     * @return inputs × nodes, Fortran order: the weights of a node are contiguous
     */
    INDArray weights();

    /**
     * @return one value for each node
     */
    INDArray bias();

    /**
     * @return what is applied to the weighted inputs plus bias
     */
    Activation activation();
  }

  /**
   * Fully connected.
   *
   * @param weights inputs × nodes, Fortran order
   * @param bias one value for each node
   * @param activation applied to the result
   */
  record Dense(INDArray weights, INDArray bias, Activation activation) implements Weighted {
    @Override
    public Shape output(Shape input) {
      return Shape.flat(weights.columns());
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
   * @param weights (kernelHeight · kernelWidth · input channels) × kernels, Fortran order
   * @param bias one value for each kernel
   * @param activation applied to the result
   */
  record Convolution(
      int kernelHeight,
      int kernelWidth,
      int strideHeight,
      int strideWidth,
      Padding padding,
      INDArray weights,
      INDArray bias,
      Activation activation)
      implements Weighted {
    @Override
    public Shape output(Shape input) {
      return new Shape(
          places(input.height(), kernelHeight, strideHeight, padding),
          places(input.width(), kernelWidth, strideWidth, padding),
          weights.columns());
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
   * @param padding what happens at the edges; places outside the input don't count
   */
  record Pooling(
      Pool pool, int height, int width, int strideHeight, int strideWidth, Padding padding)
      implements Layer {
    @Override
    public Shape output(Shape input) {
      return new Shape(
          places(input.height(), height, strideHeight, padding),
          places(input.width(), width, strideWidth, padding),
          input.channels());
    }
  }

  private static int places(int input, int window, int stride, Padding padding) {
    return switch (padding) {
      case SAME -> (input + stride - 1) / stride;
      case VALID -> (input - window) / stride + 1;
    };
  }
}
