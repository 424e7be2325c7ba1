package org.nodesnr.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.spec.Activation;

/** Drops values between layers: {@code y = x ∘ m}; without a mask y is x. */
final class DropoutStage implements Stage {
  private final Elementwise elementwise;
  private float maskScale = 1;
  private final INDArray noBias;
  private final INDArray output;
  private INDArray mask;

  /**
   * @param size values of a sample
   * @param batchSize samples in a batch
   */
  DropoutStage(int size, int batchSize, Elementwise elementwise) {
    this.elementwise = elementwise;
    this.noBias = Nd4j.zeros(DataType.FLOAT, size);
    this.output = BatchMatrices.matrix(size, batchSize);
  }

  @Override
  public void dropProbability(double probability) {
    maskScale = (float) (1 / (1 - probability));
  }

  @Override
  public INDArray forward(INDArray input, INDArray mask) {
    this.mask = mask;
    if (mask == null) {
      return input;
    }
    output.assign(input);
    elementwise.activate(output, noBias, Activation.IDENTITY, mask);
    return output;
  }

  @Override
  public INDArray backward(INDArray gradient) {
    if (mask != null && gradient != null) {
      elementwise.backpropagate(gradient, output, Activation.IDENTITY, mask, maskScale);
    }
    return gradient;
  }

  @Override
  public void close() {
    output.close();
    noBias.close();
  }
}
