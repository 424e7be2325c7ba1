package org.nodesnr.models;

import java.util.List;
import org.nodesnr.config.Activation;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/**
 * Makes a network of the evaluator's own layers from those of a file, which come one by one.
 *
 * <p>It follows one sample's {@linkplain SampleLayout layout} through the file's network. Reshaping
 * and transposing change the dimensions and the positions, never the values; a layer with weights
 * takes its weights to the positions of its inputs. The order of the network's own input is free:
 * the first layer settles it.
 */
public final class NetworkAssembler {
  /** The most values of a sample at any layer. */
  static final int MAX_VALUES = 1 << 24;

  /** The most weights of a layer: 512 MiB of floats. */
  private static final long MAX_WEIGHTS = 1L << 27;

  private final ModelInput input;
  private final SampleLayout layout;
  private final LayerStack layers = new LayerStack();
  private Layer.Padding.Explicit zeros;

  /**
   * @param origin the input
   * @param input what the file says of it
   */
  public NetworkAssembler(Origin origin, ModelInput input) {
    this.input = input;
    this.layout = new SampleLayout(origin, input.dims());
  }

  /**
   * @return what one sample looks like now, as the file sees it
   */
  public int[] dims() {
    return layout.dims();
  }

  /**
   * @return number of values of one sample
   */
  public int size() {
    return layout.size();
  }

  /**
   * The same values, row by row, under other dimensions.
   *
   * @param origin the layer
   * @param to the new dimensions
   */
  public void reshape(Origin origin, int... to) {
    checkUnpadded(origin);
    layout.reshape(origin, to);
  }

  /**
   * All values in one row.
   *
   * @param origin the layer
   */
  public void flatten(Origin origin) {
    checkUnpadded(origin);
    layout.reshape(origin, size());
  }

  /**
   * @param origin the layer
   * @param axes for each dimension afterwards the one it is now, from 0
   */
  public void transpose(Origin origin, int... axes) {
    checkUnpadded(origin);
    layout.transpose(origin, axes);
  }

  /**
   * A dense layer, as yet without activation.
   *
   * @param origin the layer
   * @param weights nodes × inputs
   * @param bias one value for each node
   */
  public void dense(Origin origin, Tensor weights, float[] bias) {
    checkDense(origin, weights.dims()[0], weights.dims()[1]);
    checkBias(origin, weights.dims()[0], bias);
    if (layout.inputPositions() == null) {
      layout.settleRow();
      layers.begin(Shape.flat(size()));
    }
    layers.addWeighted(origin, new Layer.Dense(layout.moved(weights), bias, Activation.IDENTITY));
    layout.setRow(bias.length);
  }

  /**
   * What must hold before the weights of a dense layer are worth reading.
   *
   * @param origin the layer
   * @param nodes number of nodes
   * @param inputs number of inputs
   */
  public void checkDense(Origin origin, int nodes, int inputs) {
    if (dims().length != 1) {
      throw origin.refuse(
          "its input is " + Tensor.text(dims()) + "; flatten it before a dense layer");
    }
    if (inputs != size()) {
      throw origin.refuse("weights for " + inputs + " inputs where there are " + size());
    }
    checkWeights(origin, nodes, inputs);
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
    int[] k = kernels.dims();
    checkConvolution(origin, k[0], k[3], windowing);
    checkBias(origin, k[0], bias);
    if (k[1] != windowing.height() || k[2] != windowing.width()) {
      throw origin.refuse("weights of " + Tensor.text(k[1], k[2]) + " for another window");
    }
    picture(origin, windowing.order());
    if (k[3] != layers.shape().channels()) {
      throw origin.refuse(
          "weights for " + k[3] + " channels where there are " + layers.shape().channels());
    }
    Windowing own = padded(origin, windowing);
    own.check(origin, layers.shape(), false);
    layers.addWeighted(
        origin,
        new Layer.Convolution(
            own.height(),
            own.width(),
            own.strideHeight(),
            own.strideWidth(),
            own.padding(),
            kernels.values(),
            bias,
            Activation.IDENTITY));
    layout.setPicture(layers.shape(), windowing.order());
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
    long window = (long) windowing.height() * windowing.width();
    checkWeights(origin, kernels, window > MAX_VALUES ? Integer.MAX_VALUE : window * channels);
  }

  /**
   * Pooling of each channel.
   *
   * @param origin the layer
   * @param pool how a window is reduced
   * @param windowing how the window goes over the picture
   */
  public void pool(Origin origin, Layer.Pool pool, Windowing windowing) {
    picture(origin, windowing.order());
    boolean zeroed = zeros != null;
    if (zeroed && pool == Layer.Pool.MAX && !layers.rectified()) {
      throw origin.refuse("a maximum over padding zeros is supported behind a ReLU only");
    }
    Windowing own = padded(origin, windowing);
    own.check(origin, layers.shape(), true);
    layers.add(
        origin,
        new Layer.Pooling(
            zeroed && pool == Layer.Pool.AVERAGE ? Layer.Pool.PADDED_AVERAGE : pool,
            own.height(),
            own.width(),
            own.strideHeight(),
            own.strideWidth(),
            own.padding()));
    layout.setPicture(layers.shape(), windowing.order());
  }

  /**
   * Zeros around a picture, for the layer that follows to go over.
   *
   * @param origin the layer
   * @param around how many
   * @param order how the file orders the picture
   */
  public void pad(Origin origin, Layer.Padding.Explicit around, ChannelOrder order) {
    picture(origin, order);
    new Windowing(1, 1, 1, 1, around, order).check(origin, layers.shape(), false);
    if (zeros != null) {
      throw origin.refuse("padding behind padding is not supported");
    }
    zeros = around;
  }

  /** The windowing of a layer over its input and the zeros around it. */
  private Windowing padded(Origin origin, Windowing windowing) {
    if (zeros == null) {
      return windowing;
    }
    Windowing wider = windowing.within(origin, zeros);
    zeros = null;
    return wider;
  }

  /**
   * The mean of each channel, as a picture of one place.
   *
   * @param origin the layer
   * @param order how the file orders the picture
   */
  public void globalAverage(Origin origin, ChannelOrder order) {
    checkUnpadded(origin);
    picture(origin, order);
    int h = layers.shape().height();
    int w = layers.shape().width();
    pool(origin, Layer.Pool.AVERAGE, new Windowing(h, w, h, w, Layer.Padding.VALID, order));
  }

  /**
   * Adds to the bias of the layer before.
   *
   * @param origin the layer that does
   * @param bias one value for each node
   */
  public void addBias(Origin origin, float[] bias) {
    checkUnpadded(origin);
    layers.addBias(origin, bias);
  }

  /**
   * The activation of the layer before. Maximum pooling in between is of no matter: the activations
   * never fall, so that the maximum of the activations is the activation of the maximum.
   *
   * @param origin the layer
   * @param activation which
   */
  public void activation(Origin origin, Activation activation) {
    checkUnpadded(origin);
    layers.activate(origin, activation);
  }

  /**
   * @param origin the end of the file
   * @param format name of the file's format
   * @return the network
   */
  public ImportedNetwork finish(Origin origin, String format) {
    checkUnpadded(origin);
    boolean assumed = layers.end(origin);
    ImportedNetwork network =
        new ImportedNetwork(
            format,
            layers.model(),
            input,
            layout.inputPositions(),
            layers.names(),
            assumed,
            List.of());
    return assumed ? network.noting(ImportedNetwork.SOFTMAX_NOTE) : network;
  }

  private void checkUnpadded(Origin origin) {
    if (zeros != null) {
      throw origin.refuse("padding is supported right before a convolution or pooling");
    }
  }

  /** The layer that follows takes a picture. */
  private void picture(Origin origin, ChannelOrder order) {
    Shape seen = layout.picture(origin, order, layers.shape());
    if (layers.shape() == null) {
      layers.begin(seen);
    }
  }

  private static void checkBias(Origin origin, int nodes, float[] bias) {
    if (bias.length != nodes) {
      throw origin.refuse(bias.length + " biases for " + nodes + " nodes");
    }
  }

  private static void checkWeights(Origin origin, int nodes, long inputs) {
    if (nodes < 1 || nodes > MAX_VALUES || inputs * nodes > MAX_WEIGHTS) {
      throw origin.refuse("too large: " + nodes + " nodes of " + inputs + " inputs");
    }
  }
}
