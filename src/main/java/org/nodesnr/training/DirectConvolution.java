package org.nodesnr.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/**
 * The sum over the taps, by ND4J's {@code conv2d} and {@code conv2d_bp}, which run on oneDNN with
 * channels last. Takes kernels of any size, any stride, SAME and VALID padding.
 */
final class DirectConvolution implements Convolver {
  private final Layer.Convolution layer;
  private final Shape shape;
  private final Shape output;
  private final int batchSize;
  private INDArray input;
  private CustomOp convolve;
  private CustomOp differentiate;

  /**
   * @param layer the geometry of the kernels
   * @param shape of a sample at the input
   * @param batchSize samples in a batch
   */
  DirectConvolution(Layer.Convolution layer, Shape shape, int batchSize) {
    this.layer = layer;
    this.shape = shape;
    this.output = layer.output(shape);
    this.batchSize = batchSize;
  }

  @Override
  public void forward(INDArray x, INDArray weights, INDArray y) {
    // Once in practice, since every step hands over the same buffers.
    if (x != input) {
      input = x;
      differentiate = null;
      convolve =
          operation(
              "conv2d",
              new INDArray[] {BatchMatrices.of(x, shape, batchSize), kernels(weights)},
              new INDArray[] {BatchMatrices.of(y, output, batchSize)});
    }
    Nd4j.getExecutioner().exec(convolve);
  }

  @Override
  public void backward(INDArray x, INDArray weights, INDArray gradient, INDArray dx, INDArray dw) {
    if (differentiate == null) {
      differentiate =
          operation(
              "conv2d_bp",
              new INDArray[] {
                BatchMatrices.of(x, shape, batchSize),
                kernels(weights),
                BatchMatrices.of(gradient, output, batchSize)
              },
              new INDArray[] {BatchMatrices.of(dx, shape, batchSize), kernels(dw)});
    }
    Nd4j.getExecutioner().exec(differentiate);
  }

  /** The same memory as [kernels, kernel height, kernel width, input channels], C order. */
  private INDArray kernels(INDArray weights) {
    return weights
        .transpose()
        .reshape('c', layer.nodes(), layer.kernelHeight(), layer.kernelWidth(), shape.channels());
  }

  private CustomOp operation(String name, INDArray[] inputs, INDArray[] outputs) {
    return DynamicCustomOp.builder(name)
        .addInputs(inputs)
        .addOutputs(outputs)
        // kernel, stride, padding, dilation, SAME, channels last, kernels first in the weights
        .addIntegerArguments(
            layer.kernelHeight(),
            layer.kernelWidth(),
            layer.strideHeight(),
            layer.strideWidth(),
            0,
            0,
            1,
            1,
            layer.padding() == Layer.Padding.SAME ? 1 : 0,
            1,
            2)
        .build();
  }

  @Override
  public void close() {
    input = null;
    convolve = null;
    differentiate = null;
  }
}
