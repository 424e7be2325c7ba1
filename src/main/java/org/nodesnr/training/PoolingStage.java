package org.nodesnr.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/** Maximum or mean over windows, by ND4J's operations. */
final class PoolingStage implements Stage {
  private final Layer.Pooling layer;
  private final Shape inputShape;
  private final Shape outputShape;
  private final int batchSize;
  private final INDArray output;
  private final INDArray inputGradient;
  private INDArray input;
  private INDArray gradient;
  private CustomOp pool;
  private CustomOp unpool;

  /**
   * @param layer the layer
   * @param inputShape shape of one sample
   * @param batchSize samples in a batch
   */
  PoolingStage(Layer.Pooling layer, Shape inputShape, int batchSize) {
    this.layer = layer;
    this.inputShape = inputShape;
    this.outputShape = layer.output(inputShape);
    this.batchSize = batchSize;
    this.output = BatchMatrices.matrix(outputShape.size(), batchSize);
    this.inputGradient = BatchMatrices.matrix(inputShape.size(), batchSize);
  }

  private CustomOp operation(String suffix, INDArray[] inputs, INDArray outputs) {
    return DynamicCustomOp.builder(
            (layer.pool() == Layer.Pool.MAX ? "maxpool2d" : "avgpool2d") + suffix)
        .addInputs(inputs)
        .addOutputs(outputs)
        // window, stride, padding, dilation, SAME, padding not counted in means, channels last
        .addIntegerArguments(
            layer.height(),
            layer.width(),
            layer.strideHeight(),
            layer.strideWidth(),
            0,
            0,
            1,
            1,
            layer.padding() == Layer.Padding.SAME ? 1 : 0,
            0,
            1)
        .build();
  }

  @Override
  public INDArray forward(INDArray input, INDArray mask) {
    if (input != this.input) {
      this.input = input;
      pool =
          operation(
              "",
              new INDArray[] {BatchMatrices.of(input, inputShape, batchSize)},
              BatchMatrices.of(output, outputShape, batchSize));
    }
    Nd4j.getExecutioner().exec(pool);
    return output;
  }

  @Override
  public INDArray backward(INDArray gradient) {
    if (gradient != this.gradient) {
      this.gradient = gradient;
      unpool =
          operation(
              "_bp",
              new INDArray[] {
                BatchMatrices.of(input, inputShape, batchSize),
                BatchMatrices.of(gradient, outputShape, batchSize)
              },
              BatchMatrices.of(inputGradient, inputShape, batchSize));
    }
    Nd4j.getExecutioner().exec(unpool);
    return inputGradient;
  }

  @Override
  public void close() {
    output.close();
    inputGradient.close();
  }
}
