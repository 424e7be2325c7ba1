package org.nodesnr.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.config.Activation;

/** Layers from Java arrays. */
public final class HostLayers {
  private HostLayers() {}

  /**
   * @param weights the weights of the first node, of the second, …; not modified
   * @param bias one value for each node; not modified
   * @return a dense layer without activation
   * @throws IllegalArgumentException when there are not equally many weights for each node
   */
  public static Layer.Dense dense(float[] weights, float[] bias) {
    return new Layer.Dense(
        matrix(weights, bias.length), HostFloats.copyIn(bias), Activation.IDENTITY);
  }

  /**
   * @param kernelHeight rows of the kernel
   * @param kernelWidth columns of the kernel
   * @param strideHeight rows from one place to the next
   * @param strideWidth columns from one place to the next
   * @param padding what happens at the edges
   * @param weights the weights of the first kernel in the order (row, column, channel), of the
   *     second, …; not modified
   * @param bias one value for each kernel; not modified
   * @return a convolution without activation
   * @throws IllegalArgumentException when there are not equally many weights for each kernel
   */
  public static Layer.Convolution convolution(
      int kernelHeight,
      int kernelWidth,
      int strideHeight,
      int strideWidth,
      Layer.Padding padding,
      float[] weights,
      float[] bias) {
    return new Layer.Convolution(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        padding,
        matrix(weights, bias.length),
        HostFloats.copyIn(bias),
        Activation.IDENTITY);
  }

  /**
   * @param layer a layer
   * @param activation what it shall apply
   * @return the same layer, over the same weights, with that activation
   */
  public static Layer.Weighted activated(Layer.Weighted layer, Activation activation) {
    if (layer instanceof Layer.Convolution c) {
      return new Layer.Convolution(
          c.kernelHeight(),
          c.kernelWidth(),
          c.strideHeight(),
          c.strideWidth(),
          c.padding(),
          c.weights(),
          c.bias(),
          activation);
    }
    return new Layer.Dense(layer.weights(), layer.bias(), activation);
  }

  /**
   * @param layer modified: its bias
   * @param more added to it; not modified
   */
  public static void addBias(Layer.Weighted layer, float[] more) {
    try (INDArray added = HostFloats.copyIn(more)) {
      layer.bias().addi(added);
    }
  }

  private static INDArray matrix(float[] weights, int nodes) {
    if (nodes == 0 || weights.length % nodes != 0) {
      throw new IllegalArgumentException(weights.length + " weights of " + nodes + " nodes");
    }
    INDArray matrix = HostFloats.matrix(weights.length / nodes, nodes);
    HostFloats.write(weights, weights.length, matrix);
    return matrix;
  }
}
