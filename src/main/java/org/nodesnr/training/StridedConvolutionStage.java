package org.nodesnr.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/**
 * A convolution with any stride, SAME or VALID padding, without pooling of its own. {@link
 * ConvolutionStage} is the fast one.
 */
final class StridedConvolutionStage implements Stage {
  private final Layer.Convolution layer;
  private final Parameters parameters;
  private final Elementwise elementwise;
  private final boolean first;
  private final Convolver convolver;

  /** One column a sample, and the same memory with one column a place. */
  private final INDArray output;

  private final INDArray places;
  private final INDArray kernelGradient;
  private final INDArray inputGradient;
  private INDArray input;

  /**
   * @param layer the layer
   * @param parameters its kernels and biases, trained in place
   * @param inputShape shape of one sample
   * @param batchSize samples in a batch
   * @param first whether there is nothing before it to propagate to
   */
  StridedConvolutionStage(
      Layer.Convolution layer,
      Parameters parameters,
      Shape inputShape,
      int batchSize,
      boolean first,
      Elementwise elementwise) {
    this.layer = layer;
    this.parameters = parameters;
    this.elementwise = elementwise;
    this.first = first;
    this.convolver = new DirectConvolution(layer, inputShape, batchSize);
    this.output = BatchMatrices.matrix(layer.output(inputShape).size(), batchSize);
    this.places = byChannel(output);
    this.kernelGradient = BatchMatrices.matrix(layer.inputs(), layer.nodes());
    this.inputGradient = BatchMatrices.matrix(inputShape.size(), batchSize);
  }

  private INDArray byChannel(INDArray values) {
    int channels = layer.nodes();
    return Nd4j.create(
        values.data(),
        new long[] {channels, values.length() / channels},
        new long[] {1, channels},
        0,
        'f');
  }

  @Override
  public INDArray forward(INDArray input, INDArray mask) {
    this.input = input;
    convolver.forward(input, parameters.weights(), output);
    elementwise.activate(places, parameters.bias(), layer.activation(), null);
    return output;
  }

  @Override
  public INDArray backward(INDArray gradient) {
    INDArray columns = byChannel(gradient);
    elementwise.backpropagate(columns, places, layer.activation(), null, 1);
    convolver.backward(input, parameters.weights(), gradient, inputGradient, kernelGradient);
    for (Sink sink : parameters.weightSinks()) {
      elementwise.scaleAndAdd(sink.target(), sink.keep(), kernelGradient, sink.factor());
    }
    for (Sink sink : parameters.biasSinks()) {
      elementwise.addRowSums(sink.target(), sink.keep(), columns, sink.factor());
    }
    return first ? null : inputGradient;
  }

  @Override
  public void close() {
    convolver.close();
    output.close();
    kernelGradient.close();
    inputGradient.close();
  }
}
