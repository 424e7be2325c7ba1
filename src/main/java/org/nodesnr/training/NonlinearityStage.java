package org.nodesnr.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** An activation behind pooling. */
final class NonlinearityStage implements Stage {
  private final Activation activation;
  private final Elementwise elementwise;
  private final INDArray noBias;
  private final INDArray output;

  NonlinearityStage(Activation activation, Shape shape, int batchSize, Elementwise elementwise) {
    this.activation = activation;
    this.elementwise = elementwise;
    this.noBias = Nd4j.zeros(DataType.FLOAT, shape.size());
    this.output = BatchMatrices.matrix(shape.size(), batchSize);
  }

  @Override
  public INDArray forward(INDArray input, INDArray mask) {
    output.assign(input);
    elementwise.activate(output, noBias, activation, null);
    return output;
  }

  @Override
  public INDArray backward(INDArray gradient) {
    elementwise.backpropagate(gradient, output, activation, null, 1);
    return gradient;
  }

  @Override
  public void close() {
    output.close();
    noBias.close();
  }
}
