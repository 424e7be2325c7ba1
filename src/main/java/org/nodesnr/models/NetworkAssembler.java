package org.nodesnr.models;

import org.nodesnr.network.Layer;
import org.nodesnr.spec.Activation;

/**
 * Makes a network whose layers form one line: each layer takes what the one before it makes. See
 * {@link GraphAssembler} for what it does with them.
 */
public final class NetworkAssembler {
  /** The most values of a sample at any layer. */
  static final int MAX_VALUES = 1 << 24;

  private final GraphAssembler graph;
  private Value current;

  /**
   * @param origin the input
   * @param input what the file says of it
   */
  public NetworkAssembler(Origin origin, ModelInput input) {
    this.graph = new GraphAssembler(origin, input);
    this.current = graph.input();
  }

  /**
   * @return what one sample looks like now, as the file sees it
   */
  public int[] dims() {
    return current.dims();
  }

  /**
   * @return number of values of one sample
   */
  public int size() {
    return current.size();
  }

  /**
   * The same values, row by row, under other dimensions.
   *
   * @param origin the layer
   * @param to the new dimensions
   */
  public void reshape(Origin origin, int... to) {
    current = graph.reshape(origin, current, to);
  }

  /**
   * All values in one row.
   *
   * @param origin the layer
   */
  public void flatten(Origin origin) {
    current = graph.reshape(origin, current, size());
  }

  /**
   * @param origin the layer
   * @param axes for each dimension afterwards the one it is now, from 0
   */
  public void transpose(Origin origin, int... axes) {
    current = graph.transpose(origin, current, axes);
  }

  /**
   * A dense layer, as yet without activation.
   *
   * @param origin the layer
   * @param weights nodes × inputs
   * @param bias one value for each node
   */
  public void dense(Origin origin, Tensor weights, float[] bias) {
    current = graph.layers().dense(origin, current, weights, bias);
  }

  /**
   * What must hold before the weights of a dense layer are worth reading.
   *
   * @param origin the layer
   * @param nodes number of nodes
   * @param inputs number of inputs
   */
  public void checkDense(Origin origin, int nodes, int inputs) {
    graph.layers().checkDense(origin, current, nodes, inputs);
  }

  /**
   * A convolution, as yet without activation.
   *
   * @param origin the layer
   * @param kernels kernels × rows × columns × input channels, whatever the order of the picture
   * @param bias one value for each kernel
   * @param windowing how the kernels go over the picture
   */
  public void convolution(Origin origin, Tensor kernels, float[] bias, Windowing windowing) {
    current =
        graph.layers().convolution(origin, current, kernels, bias, windowing, Layer.Spread.NONE);
  }

  /**
   * What must hold before the weights of a convolution are worth reading.
   *
   * @param origin the layer
   * @param kernels number of kernels
   * @param channels of the input
   * @param windowing how the kernels go over the picture
   */
  public void checkConvolution(Origin origin, int kernels, int channels, Windowing windowing) {
    graph.layers().checkConvolution(origin, kernels, channels, windowing);
  }

  /**
   * Pooling of each channel.
   *
   * @param origin the layer
   * @param pool how a window is reduced
   * @param windowing how the window goes over the picture
   */
  public void pool(Origin origin, Layer.Pool pool, Windowing windowing) {
    current = graph.layers().pool(origin, current, pool, windowing);
  }

  /**
   * Zeros around a picture, for the layer that follows to go over.
   *
   * @param origin the layer
   * @param around how many
   * @param order how the file orders the picture
   */
  public void pad(Origin origin, Layer.Padding.Explicit around, ChannelOrder order) {
    current = graph.layers().pad(origin, current, around, order);
  }

  /**
   * The mean of each channel, as a picture of one place.
   *
   * @param origin the layer
   * @param order how the file orders the picture
   */
  public void globalAverage(Origin origin, ChannelOrder order) {
    current = graph.layers().globalPool(origin, current, Layer.Pool.AVERAGE, order);
  }

  /**
   * The activation of the layer before. Maximum pooling in between is of no matter: the activations
   * never fall, so that the maximum of the activations is the activation of the maximum.
   *
   * @param origin the layer
   * @param activation which
   */
  public void activation(Origin origin, Activation activation) {
    current = graph.activation(origin, current, activation);
  }

  /**
   * @param origin the end of the file
   * @param format name of the file's format
   * @return the network
   */
  public ImportedNetwork finish(Origin origin, String format) {
    return graph.finish(origin, format, current);
  }
}
