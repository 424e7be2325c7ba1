package org.nodesnr.config;

import java.util.List;

/**
 * A feed-forward classifier: convolutions, each with max-pooling, then dense layers, then a softmax
 * layer with one node per class.
 *
 * @param convolutions the convolutional layers, from the input on; stride 1, SAME padding
 * @param dense the numbers of nodes of the hidden dense layers
 * @param activation the activation of every layer but the last
 */
public record NetworkSpec(
    List<ConvolutionSpec> convolutions, List<Integer> dense, Activation activation) {

  /** The paper's MNIST network: dense 1024, 1000, 10. */
  public static final NetworkSpec MNIST =
      new NetworkSpec(List.of(), List.of(1024, 1000), Activation.RELU);

  /**
   * The paper's CIFAR-10 network: two 5×5×64 convolutions with 2×2 max-pooling, dense 1000, 500,
   * 10.
   */
  public static final NetworkSpec CIFAR10 =
      new NetworkSpec(
          List.of(new ConvolutionSpec(5, 64, 2), new ConvolutionSpec(5, 64, 2)),
          List.of(1000, 500),
          Activation.RELU);

  /** Copies the lists. */
  public NetworkSpec {
    convolutions = List.copyOf(convolutions);
    dense = List.copyOf(dense);
  }

  /**
   * Number of weights and biases, with ten classes.
   *
   * @param side side of the square input in pixels
   * @param channels channels of the input
   * @return the sum over the layers of (inputs + 1) · nodes
   */
  public long parameterCount(int side, int channels) {
    long parameters = 0;
    long size = side;
    long depth = channels;
    for (ConvolutionSpec convolution : convolutions) {
      long inputs = (long) convolution.kernel() * convolution.kernel() * depth;
      parameters += (inputs + 1) * convolution.channels();
      depth = convolution.channels();
      size = (size + convolution.pool() - 1) / convolution.pool();
    }
    long inputs = size * size * depth;
    for (int nodes : dense) {
      parameters += (inputs + 1) * nodes;
      inputs = nodes;
    }
    return parameters + (inputs + 1) * DataSet.CLASSES;
  }

  /**
   * A convolution with SAME padding and stride 1, then max-pooling.
   *
   * @param kernel side of the square kernel in pixels
   * @param channels number of kernels
   * @param pool side and stride of the square max-pooling window, SAME padding; 1 for none
   */
  public record ConvolutionSpec(int kernel, int channels, int pool) {}
}
