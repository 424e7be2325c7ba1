package org.nodesnr.training;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.Shape;
import org.nodesnr.network.TrainingLayer;

/** A layer that only training has, whatever its kind: its arithmetic on Java arrays. */
final class PassageStage implements Stage {
  private final TrainingLayer.Passage passage;
  private final Parameters parameters;
  private final Elementwise elementwise;
  private final INDArray output;
  private final INDArray inputGradient;
  private final float[] x;
  private final float[] ofX;
  private final float[] y;
  private final List<float[]> arrays = new ArrayList<>();
  private final List<float[]> gradients = new ArrayList<>();
  private final List<INDArray> gradientArrays = new ArrayList<>();

  /**
   * @param layer the layer
   * @param parameters its arrays, trained in place
   * @param inputShape shape of one sample
   * @param batchSize samples in a batch
   */
  PassageStage(
      TrainingLayer layer,
      Parameters parameters,
      Shape inputShape,
      int batchSize,
      Elementwise elementwise) {
    this.passage = layer.passage(inputShape, batchSize);
    this.parameters = parameters;
    this.elementwise = elementwise;
    int outputs = layer.output(inputShape).size();
    this.output = BatchMatrices.matrix(outputs, batchSize);
    this.inputGradient = BatchMatrices.matrix(inputShape.size(), batchSize);
    this.x = new float[inputShape.size() * batchSize];
    this.ofX = new float[x.length];
    this.y = new float[outputs * batchSize];
    for (Parameter parameter : parameters.all()) {
      int length = (int) parameter.values().length();
      arrays.add(new float[length]);
      if (parameter.isTrained()) {
        gradients.add(new float[length]);
        gradientArrays.add(parameter.values().like());
      }
    }
  }

  @Override
  public INDArray forward(INDArray input, INDArray mask) {
    elementwise.download(input, x);
    for (int k = 0; k < arrays.size(); k++) {
      elementwise.download(parameters.all().get(k).values(), arrays.get(k));
    }
    passage.forward(x, arrays, y);
    elementwise.upload(y, output);
    return output;
  }

  @Override
  public INDArray backward(INDArray gradient) {
    elementwise.download(gradient, y);
    passage.backward(x, arrays, y, ofX, gradients);
    elementwise.upload(ofX, inputGradient);
    for (int k = 0; k < arrays.size(); k++) {
      Parameter parameter = parameters.all().get(k);
      if (parameter.isTrained()) {
        elementwise.upload(gradients.get(k), gradientArrays.get(k));
        for (Sink sink : parameter.sinks()) {
          elementwise.scaleAndAdd(sink.target(), sink.keep(), gradientArrays.get(k), sink.factor());
        }
      } else {
        elementwise.upload(arrays.get(k), parameter.values());
      }
    }
    return inputGradient;
  }

  @Override
  public void close() {
    output.close();
    inputGradient.close();
    gradientArrays.forEach(INDArray::close);
  }
}
