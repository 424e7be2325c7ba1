package org.nodesnr.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.Layer;
import org.nodesnr.spec.Activation;

/**
 * A dense layer: three matrix products a step, one of which is the update. The softmax layer leaves
 * its weighted inputs plus bias, and is handed the gradient with respect to them.
 */
final class DenseStage implements Stage {
  private final Parameters parameters;
  private final Activation activation;
  private final Elementwise elementwise;
  private float maskScale;
  private final INDArray output;
  private final INDArray inputGradient;
  private INDArray input;
  private INDArray mask;

  /**
   * @param layer the layer
   * @param parameters its weights and biases, trained in place
   * @param batchSize samples in a batch
   * @param first whether there is nothing before it to propagate to
   * @param dropProbability share of outputs that masks drop
   */
  DenseStage(
      Layer.Dense layer,
      Parameters parameters,
      int batchSize,
      boolean first,
      double dropProbability,
      Elementwise elementwise) {
    this.parameters = parameters;
    this.activation =
        layer.activation() == Activation.SOFTMAX ? Activation.IDENTITY : layer.activation();
    this.elementwise = elementwise;
    dropProbability(dropProbability);
    this.output =
        Nd4j.createUninitialized(DataType.FLOAT, new long[] {layer.nodes(), batchSize}, 'f');
    this.inputGradient =
        first
            ? null
            : Nd4j.createUninitialized(DataType.FLOAT, new long[] {layer.inputs(), batchSize}, 'f');
  }

  @Override
  public void dropProbability(double probability) {
    maskScale = (float) (1 / (1 - probability));
  }

  @Override
  public INDArray forward(INDArray input, INDArray mask) {
    this.input = input;
    this.mask = mask;
    elementwise.multiply(parameters.weights(), true, input, false, output, 1, 0);
    elementwise.activate(output, parameters.bias(), activation, mask);
    return output;
  }

  @Override
  public INDArray backward(INDArray gradient) {
    elementwise.backpropagate(gradient, output, activation, mask, mask == null ? 1 : maskScale);
    if (inputGradient != null) {
      elementwise.multiply(parameters.weights(), false, gradient, false, inputGradient, 1, 0);
    }
    for (Sink sink : parameters.weightSinks()) {
      elementwise.multiply(input, false, gradient, true, sink.target(), sink.factor(), sink.keep());
    }
    for (Sink sink : parameters.biasSinks()) {
      elementwise.addRowSums(sink.target(), sink.keep(), gradient, sink.factor());
    }
    return inputGradient;
  }

  @Override
  public void close() {
    output.close();
    if (inputGradient != null) {
      inputGradient.close();
    }
  }
}
