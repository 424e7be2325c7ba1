package org.nodesnr.training;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.HostFloats;
import org.nodesnr.network.Layer;

/** The weights and biases of a layer in training. */
final class Parameters implements AutoCloseable {
  private final Parameter weights;
  private final Parameter bias;

  /**
   * @param layer whose weights are copied
   */
  Parameters(Layer.Weighted layer) {
    this.weights = new Parameter(HostFloats.matrix(layer.inputs(), layer.nodes()), true);
    this.bias = new Parameter(Nd4j.create(DataType.FLOAT, layer.nodes()), false);
    load(layer);
  }

  /** Inputs × nodes, Fortran order: the weights of a node are contiguous. */
  INDArray weights() {
    return weights.values();
  }

  /** One value for each node. */
  INDArray bias() {
    return bias.values();
  }

  /** Where the gradient of the weights goes, when nothing needs the weights of before any more. */
  List<Sink> weightSinks() {
    return weights.sinks();
  }

  /** Where that of the biases goes. */
  List<Sink> biasSinks() {
    return bias.sinks();
  }

  /** Both arrays. */
  List<Parameter> both() {
    return List.of(weights, bias);
  }

  /**
   * Copies from a layer.
   *
   * @param layer of the same size; not modified
   */
  void load(Layer.Weighted layer) {
    HostFloats.write(layer.weights(), layer.weights().length, weights());
    HostFloats.write(layer.bias(), layer.bias().length, bias());
  }

  /**
   * @param layer of the same size; not modified
   * @return the same layer over a copy of the values as they are now
   */
  Layer.Weighted copyInto(Layer.Weighted layer) {
    return layer.with(copy(weights(), layer.weights()), copy(bias(), layer.bias()));
  }

  /**
   * @param layer of the same size; not modified
   * @return the same layer over a copy of the gradients that were kept
   */
  Layer.Weighted gradientsInto(Layer.Weighted layer) {
    return layer.with(
        copy(weights.gradient(), layer.weights()), copy(bias.gradient(), layer.bias()));
  }

  private static float[] copy(INDArray array, float[] like) {
    float[] values = new float[like.length];
    HostFloats.read(array, 0, values, values.length);
    return values;
  }

  @Override
  public void close() {
    weights.close();
    bias.close();
  }
}
