package org.nodesnr.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.HostFloats;
import org.nodesnr.network.Layer;

/**
 * The weights and biases of a layer in training, where ND4J computes with them.
 *
 * @param weights inputs × nodes, Fortran order: the weights of a node are contiguous
 * @param bias one value for each node
 */
record Parameters(INDArray weights, INDArray bias) implements AutoCloseable {

  /**
   * @param layer whose weights are copied
   * @return the copy
   */
  static Parameters of(Layer.Weighted layer) {
    Parameters parameters =
        new Parameters(
            HostFloats.matrix(layer.inputs(), layer.nodes()),
            Nd4j.create(DataType.FLOAT, layer.nodes()));
    parameters.load(layer);
    return parameters;
  }

  /**
   * Copies from a layer.
   *
   * @param layer of the same size; not modified
   */
  void load(Layer.Weighted layer) {
    HostFloats.write(layer.weights(), layer.weights().length, weights);
    HostFloats.write(layer.bias(), layer.bias().length, bias);
  }

  /**
   * @param layer of the same size; not modified
   * @return the same layer over a copy of the values as they are now
   */
  Layer.Weighted copyInto(Layer.Weighted layer) {
    float[] w = new float[layer.weights().length];
    float[] b = new float[layer.bias().length];
    HostFloats.read(weights, 0, w, w.length);
    HostFloats.read(bias, 0, b, b.length);
    return layer.with(w, b);
  }

  @Override
  public void close() {
    weights.close();
    bias.close();
  }
}
