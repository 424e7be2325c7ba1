package org.nodesnr.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.HostFloats;
import org.nodesnr.network.Layer;
import org.nodesnr.network.TrainingLayer;

/** The arrays of a layer in training: weights and biases, or what else it has. */
final class Parameters implements AutoCloseable {
  private final List<Parameter> all;

  private Parameters(Layer layer, List<Parameter> all) {
    this.all = all;
    load(layer);
  }

  /**
   * @param layer whose weights and biases are copied, and trained
   */
  static Parameters of(Layer.Weighted layer) {
    return of(layer, true);
  }

  /**
   * @param layer whose weights and biases are copied
   * @param biases whether these are trained, too
   */
  static Parameters of(Layer.Weighted layer, boolean biases) {
    return new Parameters(
        layer,
        List.of(
            new Parameter(HostFloats.matrix(layer.inputs(), layer.nodes()), Parameter.Role.WEIGHTS),
            new Parameter(
                Nd4j.create(DataType.FLOAT, layer.nodes()),
                biases ? Parameter.Role.FREE : Parameter.Role.FIXED)));
  }

  /**
   * @param layer whose arrays are copied
   */
  static Parameters of(TrainingLayer layer) {
    List<float[]> arrays = layer.arrays();
    return new Parameters(
        layer,
        IntStream.range(0, arrays.size())
            .mapToObj(
                k ->
                    new Parameter(
                        Nd4j.create(DataType.FLOAT, arrays.get(k).length),
                        k < layer.trained() ? Parameter.Role.FREE : Parameter.Role.FIXED))
            .toList());
  }

  /** All arrays, in the order of {@link Layer#arrays}. */
  List<Parameter> all() {
    return all;
  }

  /** Inputs × nodes, Fortran order: the weights of a node are contiguous. */
  INDArray weights() {
    return all.get(0).values();
  }

  /** One value for each node. */
  INDArray bias() {
    return all.get(1).values();
  }

  /** Where the gradient of the weights goes, when nothing needs the weights of before any more. */
  List<Sink> weightSinks() {
    return all.get(0).sinks();
  }

  /** Where that of the biases goes. */
  List<Sink> biasSinks() {
    return all.get(1).sinks();
  }

  /**
   * Copies from a layer.
   *
   * @param layer of the same size; not modified
   */
  void load(Layer layer) {
    for (int k = 0; k < all.size(); k++) {
      float[] values = layer.arrays().get(k);
      HostFloats.write(values, values.length, all.get(k).values());
    }
  }

  /**
   * @param layer of the same size; not modified
   * @return the same layer over a copy of the values as they are now
   */
  Layer copyInto(Layer layer) {
    List<float[]> copies = new ArrayList<>();
    all.forEach(array -> copies.add(copy(array.values())));
    return layer.over(copies);
  }

  /**
   * @param layer of the same size; not modified
   * @return the same layer over a copy of the gradients that were kept; 0 of what is not trained
   */
  Layer gradientsInto(Layer layer) {
    List<float[]> copies = new ArrayList<>();
    for (Parameter array : all) {
      copies.add(
          array.isTrained() ? copy(array.gradient()) : new float[(int) array.values().length()]);
    }
    return layer.over(copies);
  }

  private static float[] copy(INDArray array) {
    float[] values = new float[(int) array.length()];
    HostFloats.read(array, 0, values, values.length);
    return values;
  }

  @Override
  public void close() {
    all.forEach(Parameter::close);
  }
}
