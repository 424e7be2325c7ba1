package org.nodesnr.models;

import org.nodesnr.network.Layer;
import org.nodesnr.network.Operation;
import org.nodesnr.network.Shape;

/** Takes the layers of a graph that have weights or go over pictures. */
public final class LayerAssembler {
  private static final int MAX_GROUPS = 1 << 12;

  /** The most weights of a layer: 512 MiB of floats. */
  private static final long MAX_WEIGHTS = 1L << 27;

  private final Drafts drafts;
  private final Pictures pictures;

  LayerAssembler(Drafts drafts, Pictures pictures) {
    this.drafts = drafts;
    this.pictures = pictures;
  }

  /**
   * A dense layer, as yet without activation.
   *
   * @param origin the layer
   * @param value what it takes
   * @param weights nodes × inputs
   * @param bias one value for each node
   * @return its sums
   */
  public Value dense(Origin origin, Value value, Tensor weights, float[] bias) {
    int nodes = weights.dims()[0];
    checkDense(origin, value, nodes, weights.dims()[1]);
    checkBias(origin, nodes, bias);
    GraphAssembler.unpadded(origin, value);
    int[] positions = pictures.settled(origin, value);
    drafts.claimWeights(origin, weights.values().length);
    float[] moved = weights.values();
    if (positions != null) {
      int inputs = value.size();
      moved = new float[moved.length];
      for (int k = 0; k < moved.length; k++) {
        moved[k - k % inputs + positions[k % inputs]] = weights.values()[k];
      }
    }
    Draft.Weights own = new Draft.Weights(null, Layer.Spread.NONE, moved, bias);
    int made = drafts.addWeighted(origin, own, Shape.flat(nodes), value.number());
    return new Value(made, new int[] {nodes}, null, null);
  }

  /**
   * What must hold before the weights of a dense layer are worth reading.
   *
   * @param origin the layer
   * @param value what it takes
   * @param nodes number of nodes
   * @param inputs number of inputs
   */
  public void checkDense(Origin origin, Value value, int nodes, int inputs) {
    if (value.dims().length != 1) {
      throw origin.refuse(
          "its input is " + Tensor.text(value.dims()) + "; flatten it before a dense layer");
    }
    if (inputs != value.size()) {
      throw new InputMismatch(origin, inputs, value.size());
    }
    checkWeights(origin, nodes, inputs);
  }

  /**
   * A convolution, as yet without activation.
   *
   * @param origin the layer
   * @param value what it takes
   * @param kernels kernels × rows × columns × input channels of a group, whatever the order of the
   *     picture
   * @param bias one value for each kernel
   * @param windowing how the kernels go over the picture
   * @param spread dilation and groups
   * @return its sums
   */
  public Value convolution(
      Origin origin,
      Value value,
      Tensor kernels,
      float[] bias,
      Windowing windowing,
      Layer.Spread spread) {
    int[] k = kernels.dims();
    checkConvolution(origin, k[0], k[3], windowing);
    checkBias(origin, k[0], bias);
    if (k[1] != windowing.height() || k[2] != windowing.width()) {
      throw origin.refuse("weights of " + Tensor.text(k[1], k[2]) + " for another window");
    }
    int picture = pictures.picture(origin, value, windowing.order());
    Shape seen = drafts.shape(picture);
    checkSpread(origin, spread, k[0], seen.channels());
    if (k[3] != seen.channels() / spread.groups()) {
      throw origin.refuse(
          "weights for "
              + k[3]
              + " channels where there are "
              + seen.channels()
              + (spread.groups() == 1 ? "" : " in " + spread.groups() + " groups"));
    }
    Windowing own = padded(origin, value, windowing).dilated(origin, seen, spread);
    drafts.claimWeights(origin, kernels.values().length);
    Shape shape = own.places(seen, spread, k[0]);
    Draft.Weights weights = new Draft.Weights(own, spread, kernels.values(), bias);
    return pictures.pictured(
        origin, drafts.addWeighted(origin, weights, shape, picture), windowing.order());
  }

  private static void checkSpread(Origin origin, Layer.Spread spread, int kernels, int channels) {
    int groups = spread.groups();
    if (groups < 1
        || groups > MAX_GROUPS
        || kernels % groups != 0
        || channels % groups != 0
        || spread.rows() < 1
        || spread.columns() < 1) {
      throw origin.refuse(
          groups + " groups of " + channels + " channels and " + kernels + " kernels");
    }
  }

  /**
   * What must hold before the weights of a convolution are worth reading.
   *
   * @param origin the layer
   * @param kernels number of kernels
   * @param channels that each sees
   * @param windowing how the kernels go over the picture
   */
  public void checkConvolution(Origin origin, int kernels, int channels, Windowing windowing) {
    long window = (long) windowing.height() * windowing.width();
    boolean large = window > NetworkAssembler.MAX_VALUES;
    checkWeights(origin, kernels, large ? Integer.MAX_VALUE : window * channels);
  }

  /**
   * Pooling of each channel.
   *
   * @param origin the layer
   * @param value what it takes
   * @param pool how a window is reduced
   * @param windowing how the window goes over the picture
   * @return what it makes
   */
  public Value pool(Origin origin, Value value, Layer.Pool pool, Windowing windowing) {
    int picture = pictures.picture(origin, value, windowing.order());
    boolean zeroed = value.zeros() != null;
    if (zeroed && pool == Layer.Pool.MAX && !drafts.rectified(picture)) {
      throw origin.refuse("a maximum over padding zeros is supported behind a ReLU only");
    }
    Windowing own = padded(origin, value, windowing);
    own.check(origin, drafts.shape(picture), true);
    Operation operation =
        new Layer.Pooling(
            zeroed && pool == Layer.Pool.AVERAGE ? Layer.Pool.PADDED_AVERAGE : pool,
            own.height(),
            own.width(),
            own.strideHeight(),
            own.strideWidth(),
            own.padding());
    return pictures.pictured(origin, drafts.add(origin, operation, picture), windowing.order());
  }

  /**
   * The mean or maximum of each channel, as a picture of one place.
   *
   * @param origin the layer
   * @param value what it takes
   * @param pool which
   * @param order how the file orders the picture
   * @return what it makes
   */
  public Value globalPool(Origin origin, Value value, Layer.Pool pool, ChannelOrder order) {
    GraphAssembler.unpadded(origin, value);
    Shape seen = drafts.shape(pictures.picture(origin, value, order));
    Windowing all =
        new Windowing(
            seen.height(), seen.width(), seen.height(), seen.width(), Layer.Padding.VALID, order);
    return pool(origin, value, pool, all);
  }

  /**
   * Zeros around a picture, for the layer that follows to go over.
   *
   * @param origin the layer
   * @param value what it takes
   * @param around how many
   * @param order how the file orders the picture
   * @return what it makes
   */
  public Value pad(Origin origin, Value value, Layer.Padding.Explicit around, ChannelOrder order) {
    int picture = pictures.picture(origin, value, order);
    new Windowing(1, 1, 1, 1, around, order).check(origin, drafts.shape(picture), false);
    if (value.zeros() != null) {
      throw origin.refuse("padding behind padding is not supported");
    }
    return new Value(value.number(), value.dims(), value.positions(), around);
  }

  /** The windowing of a layer over its input and the zeros around it. */
  private static Windowing padded(Origin origin, Value value, Windowing windowing) {
    return value.zeros() == null ? windowing : windowing.within(origin, value.zeros());
  }

  private static void checkBias(Origin origin, int nodes, float[] bias) {
    if (bias.length != nodes) {
      throw origin.refuse(bias.length + " biases for " + nodes + " nodes");
    }
  }

  private static void checkWeights(Origin origin, int nodes, long inputs) {
    if (nodes < 1 || nodes > NetworkAssembler.MAX_VALUES || inputs * nodes > MAX_WEIGHTS) {
      throw origin.refuse("too large: " + nodes + " nodes of " + inputs + " inputs");
    }
  }
}
