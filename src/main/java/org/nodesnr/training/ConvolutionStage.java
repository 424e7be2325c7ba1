package org.nodesnr.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/**
 * A convolution with SAME padding and stride 1, followed by its max-pooling. The first layer needs
 * no gradient of its input, which a {@link Convolver} always computes: it takes that of its kernels
 * from a matrix product over the unfolded pictures instead.
 */
final class ConvolutionStage implements Stage {
  private final Layer.Convolution layer;
  private final Parameters parameters;
  private final Elementwise elementwise;
  private final PoolWindow window;

  /** On the way forward what the convolution gives, on the way back its gradient. */
  private final INDArray convolved;

  private final INDArray output;
  private final INDArray kernelGradient;
  private final INDArray inputGradient;
  private final Unfolding unfolding;
  private final boolean first;
  private final Convolver convolver;
  private INDArray input;

  /**
   * @param layer the layer
   * @param parameters its kernels and biases, trained in place
   * @param inputShape shape of one sample
   * @param poolSide side of the max-pooling window; 1 for none
   * @param batchSize samples in a batch
   * @param first whether there is nothing before it to propagate to
   * @param method how it is computed
   */
  ConvolutionStage(
      Layer.Convolution layer,
      Parameters parameters,
      Shape inputShape,
      int poolSide,
      int batchSize,
      boolean first,
      Elementwise elementwise,
      ConvolutionMethod method) {
    this.layer = layer;
    this.parameters = parameters;
    this.elementwise = elementwise;
    int channels = layer.nodes();
    this.window =
        new PoolWindow(batchSize, inputShape.height(), inputShape.width(), channels, poolSide);
    int places = batchSize * inputShape.height() * inputShape.width();
    this.convolved = matrix(channels, places);
    this.output = matrix(window.outputSize() / batchSize, batchSize);
    this.unfolding = first ? new Unfolding(inputShape, batchSize, layer, elementwise) : null;
    this.kernelGradient = unfolding == null ? matrix(layer.inputs(), channels) : null;
    this.inputGradient = unfolding == null ? matrix(inputShape.size(), batchSize) : null;
    this.first = first;
    this.convolver = method.convolver(layer, inputShape, batchSize);
  }

  private static INDArray matrix(long rows, long columns) {
    return Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'f');
  }

  @Override
  public INDArray forward(INDArray input, INDArray mask) {
    this.input = input;
    convolver.forward(input, parameters.weights(), convolved);
    elementwise.pool(convolved, parameters.bias(), layer.activation(), window, output);
    return output;
  }

  @Override
  public INDArray backward(INDArray gradient) {
    elementwise.unpool(gradient, output, layer.activation(), window, convolved, convolved);
    if (unfolding != null) {
      unfolding.update(input, convolved, parameters.weightSinks());
    } else {
      convolver.backward(input, parameters.weights(), convolved, inputGradient, kernelGradient);
      for (Sink sink : parameters.weightSinks()) {
        elementwise.scaleAndAdd(sink.target(), sink.keep(), kernelGradient, sink.factor());
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
    convolver.close();
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
