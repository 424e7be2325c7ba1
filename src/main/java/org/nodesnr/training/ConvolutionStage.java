package org.nodesnr.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/**
 * A convolution with SAME padding and stride 1, followed by its max-pooling. ND4J's {@code conv2d}
 * runs on oneDNN with channels last, as pictures are stored here. Its backward operation always
 * computes the gradient of its input too; the first layer, which needs none, takes that of its
 * kernels from a matrix product over the unfolded pictures instead, four times faster.
 */
final class ConvolutionStage implements Stage {
  private final Layer.Convolution layer;
  private final Parameters parameters;
  private final Elementwise elementwise;
  private final PoolWindow window;
  private final Shape inputShape;

  /** On the way forward what the convolution gives, on the way back its gradient. */
  private final INDArray convolved;

  private final INDArray output;
  private final INDArray kernels;
  private final INDArray kernelGradient;
  private final INDArray inputGradient;
  private final Unfolding unfolding;
  private final boolean first;
  private INDArray input;
  private CustomOp convolve;
  private CustomOp differentiate;

  /**
   * @param layer the layer
   * @param parameters its kernels and biases, trained in place
   * @param inputShape shape of one sample
   * @param poolSide side of the max-pooling window; 1 for none
   * @param batchSize samples in a batch
   * @param first whether there is nothing before it to propagate to
   */
  ConvolutionStage(
      Layer.Convolution layer,
      Parameters parameters,
      Shape inputShape,
      int poolSide,
      int batchSize,
      boolean first,
      Elementwise elementwise) {
    this.layer = layer;
    this.parameters = parameters;
    this.inputShape = inputShape;
    this.elementwise = elementwise;
    int channels = layer.nodes();
    this.window =
        new PoolWindow(batchSize, inputShape.height(), inputShape.width(), channels, poolSide);
    int places = batchSize * inputShape.height() * inputShape.width();
    this.convolved = matrix(channels, places);
    this.output = matrix(window.outputSize() / batchSize, batchSize);
    this.kernels = kernels(parameters.weights());

    this.unfolding =
        first && elementwise.onHost()
            ? new Unfolding(inputShape, batchSize, layer, elementwise)
            : null;
    this.kernelGradient =
        unfolding == null ? Nd4j.createUninitialized(DataType.FLOAT, kernels.shape(), 'c') : null;
    this.inputGradient = unfolding == null ? matrix(inputShape.size(), batchSize) : null;
    this.first = first;
  }

  private static INDArray matrix(long rows, long columns) {
    return Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'f');
  }

  /** The same memory as [kernels, kernel height, kernel width, input channels], C order. */
  private INDArray kernels(INDArray weights) {
    return weights
        .transpose()
        .reshape(
            'c',
            weights.columns(),
            layer.kernelHeight(),
            layer.kernelWidth(),
            inputShape.channels());
  }

  /** The same memory as [samples, height, width, channels], C order. */
  private INDArray pictures(INDArray values, int channels) {
    return values
        .transpose()
        .reshape('c', window.samples(), inputShape.height(), inputShape.width(), channels);
  }

  private CustomOp operation(String name, INDArray[] inputs, INDArray[] outputs) {
    return DynamicCustomOp.builder(name)
        .addInputs(inputs)
        .addOutputs(outputs)
        // kernel, stride, padding, dilation, SAME, channels last, kernels first in the weights
        .addIntegerArguments(layer.kernelHeight(), layer.kernelWidth(), 1, 1, 0, 0, 1, 1, 1, 1, 2)
        .build();
  }

  /** Builds the operations: once in practice, since every step hands over the same buffer. */
  private void bind(INDArray input) {
    this.input = input;
    INDArray pictures = pictures(input, inputShape.channels());
    convolve =
        operation(
            "conv2d",
            new INDArray[] {pictures, kernels},
            new INDArray[] {pictures(convolved, window.channels())});
    if (unfolding == null) {
      differentiate =
          operation(
              "conv2d_bp",
              new INDArray[] {pictures, kernels, pictures(convolved, window.channels())},
              new INDArray[] {pictures(inputGradient, inputShape.channels()), kernelGradient});
    }
  }

  @Override
  public INDArray forward(INDArray input, INDArray mask) {
    if (input != this.input) {
      bind(input);
    }
    Nd4j.getExecutioner().exec(convolve);
    elementwise.pool(convolved, parameters.bias(), layer.activation(), window, output);
    return output;
  }

  @Override
  public INDArray backward(INDArray gradient) {
    elementwise.unpool(gradient, output, layer.activation(), window, convolved, convolved);
    if (unfolding != null) {
      unfolding.update(input, convolved, parameters.weightSinks());
    } else {
      Nd4j.getExecutioner().exec(differentiate);
      for (Sink sink : parameters.weightSinks()) {
        INDArray target = sink.target() == parameters.weights() ? kernels : kernels(sink.target());
        elementwise.scaleAndAdd(target, sink.keep(), kernelGradient, sink.factor());
      }
    }
    INDArray channels = byChannel(gradient);
    for (Sink sink : parameters.biasSinks()) {
      elementwise.addRowSums(sink.target(), sink.keep(), channels, sink.factor());
    }
    return first ? null : inputGradient;
  }

  /** Pooled gradients sum to the same as unpooled ones, and are fewer. */
  private INDArray byChannel(INDArray pooled) {
    int channels = window.channels();
    return Nd4j.create(
        pooled.data(),
        new long[] {channels, pooled.length() / channels},
        new long[] {1, channels},
        0,
        'f');
  }

  @Override
  public void close() {
    convolved.close();
    output.close();
    if (unfolding != null) {
      unfolding.close();
    } else {
      kernelGradient.close();
      inputGradient.close();
    }
  }
}
