package org.nodesnr.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nodesnr.config.Activation;
import org.nodesnr.network.HostLayers;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;

/**
 * Makes a network of the evaluator's own layers from those of a file, which come one by one.
 *
 * <p>It follows one sample's tensor through the file's network: its dimensions as the file sees it
 * and, for each of its values in row-major order, where that value lies in the order of {@link
 * Shape}. Reshaping and transposing change the dimensions and the positions, never the values; a
 * layer with weights takes its weights to the positions of its inputs. The order of the network's
 * own input is free: the first layer settles it.
 */
public final class NetworkAssembler {
  /** The most values of a sample at any layer. */
  static final int MAX_VALUES = 1 << 24;

  /** The most weights of a layer: 512 MiB of floats. */
  private static final long MAX_WEIGHTS = 1L << 27;

  private final ModelInput input;
  private final List<Layer> layers = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private int[] dims;
  private int[] positions;
  private int[] inputPositions;
  private Shape inputShape;
  private Shape shape;
  private int last = -1;
  private boolean softmax;

  /**
   * @param origin the input
   * @param input what the file says of it
   */
  public NetworkAssembler(Origin origin, ModelInput input) {
    this.input = input;
    this.dims = input.dims();
    if (dims.length == 0) {
      throw origin.refuse("the input has no dimension beside that of the samples");
    }
    checkSize(origin, dims);
    this.positions = IntStream.range(0, (int) Tensor.count(dims)).toArray();
  }

  /**
   * @return what one sample looks like now, as the file sees it
   */
  public int[] dims() {
    return dims.clone();
  }

  /**
   * @return number of values of one sample
   */
  public int size() {
    return positions.length;
  }

  /**
   * The same values, row by row, under other dimensions.
   *
   * @param origin the layer
   * @param to the new dimensions
   */
  public void reshape(Origin origin, int... to) {
    checkSize(origin, to);
    if (Tensor.count(to) != size()) {
      throw origin.refuse(Tensor.text(dims) + " can't become " + Tensor.text(to));
    }
    dims = to.clone();
  }

  /** All values in one row. */
  public void flatten() {
    dims = new int[] {size()};
  }

  /**
   * @param origin the layer
   * @param axes for each dimension afterwards the one it is now, from 0
   */
  public void transpose(Origin origin, int... axes) {
    int[] sorted = axes.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, IntStream.range(0, dims.length).toArray())) {
      throw origin.refuse("the axes are no permutation of those of " + Tensor.text(dims));
    }
    int[] from = Tensor.positions(dims, axes);
    int[] old = dims;
    positions = Arrays.stream(from).map(k -> positions[k]).toArray();
    dims = Arrays.stream(axes).map(a -> old[a]).toArray();
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
    if (inputPositions == null) {
      settleInput(Shape.flat(size()), IntStream.range(0, size()).toArray());
    }
    int nodes = bias.length;
    float[] moved = new float[weights.values().length];
    for (int i = 0; i < nodes; i++) {
      for (int k = 0; k < size(); k++) {
        moved[i * size() + positions[k]] = weights.values()[i * size() + k];
      }
    }
    addWeighted(origin, HostLayers.dense(moved, bias));
    dims = new int[] {nodes};
  }

  /**
   * What must hold before the weights of a dense layer are worth reading.
   *
   * @param origin the layer
   * @param nodes number of nodes
   * @param inputs number of inputs
   */
  public void checkDense(Origin origin, int nodes, int inputs) {
    if (dims.length != 1) {
      throw origin.refuse(
          "its input is " + Tensor.text(dims) + "; flatten it before a dense layer");
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
    checkWeights(origin, k[0], (int) Tensor.count(k[1], k[2], k[3]));
    checkBias(origin, k[0], bias);
    if (k[1] != windowing.height() || k[2] != windowing.width()) {
      throw origin.refuse("weights of " + Tensor.text(k[1], k[2]) + " for another window");
    }
    picture(origin, windowing.order());
    if (k[3] != shape.channels()) {
      throw origin.refuse("weights for " + k[3] + " channels where there are " + shape.channels());
    }
    windowing.check(origin, shape, false);
    addWeighted(
        origin,
        HostLayers.convolution(
            windowing.height(),
            windowing.width(),
            windowing.strideHeight(),
            windowing.strideWidth(),
            windowing.padding(),
            kernels.values(),
            bias));
    layOut(windowing.order());
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
    windowing.check(origin, shape, true);
    add(
        origin,
        new Layer.Pooling(
            pool,
            windowing.height(),
            windowing.width(),
            windowing.strideHeight(),
            windowing.strideWidth(),
            windowing.padding()));
    layOut(windowing.order());
  }

  /**
   * The mean of each channel, as a picture of one place.
   *
   * @param origin the layer
   * @param order how the file orders the picture
   */
  public void globalAverage(Origin origin, ChannelOrder order) {
    picture(origin, order);
    int h = shape.height();
    int w = shape.width();
    pool(origin, Layer.Pool.AVERAGE, new Windowing(h, w, h, w, Layer.Padding.VALID, order));
  }

  /**
   * Adds to the bias of the layer before.
   *
   * @param origin the layer that does
   * @param bias one value for each node
   */
  public void addBias(Origin origin, float[] bias) {
    if (last < 0 || last != layers.size() - 1 || weighted().activation() != Activation.IDENTITY) {
      throw origin.refuse("adds to what is not the weighted sum of a layer");
    }
    checkBias(origin, shape.channels(), bias);
    HostLayers.addBias(weighted(), bias);
  }

  /**
   * The activation of the layer before. Maximum pooling in between is of no matter: the activations
   * never fall, so that the maximum of the activations is the activation of the maximum.
   *
   * @param origin the layer
   * @param activation which
   */
  public void activation(Origin origin, Activation activation) {
    checkOpen(origin);
    if (activation == Activation.IDENTITY) {
      return;
    }
    if (last < 0) {
      throw origin.refuse("an activation before the first layer with weights");
    }
    if (activation == Activation.SOFTMAX) {
      requireOutput(origin);
      softmax = true;
    }
    Activation present = present();
    if (present == Activation.RELU && activation == Activation.RELU) {
      return;
    }
    if (present != Activation.IDENTITY) {
      throw origin.refuse("a second activation behind one layer, after " + present);
    }
    boolean onlyMaxima =
        layers.subList(last + 1, layers.size()).stream()
            .allMatch(l -> l instanceof Layer.Pooling p && p.pool() == Layer.Pool.MAX);
    if (onlyMaxima) {
      layers.set(last, HostLayers.activated(weighted(), activation));
    } else {
      layers.add(new Layer.Nonlinearity(activation));
    }
  }

  /**
   * @param origin the end of the file
   * @param format name of the file's format
   * @return the network
   */
  public ImportedNetwork finish(Origin origin, String format) {
    if (last < 0) {
      throw origin.refuse("there is no layer with weights");
    }
    requireOutput(origin);
    boolean assumed = !softmax && present() == Activation.IDENTITY;
    if (assumed) {
      layers.set(last, HostLayers.activated(weighted(), Activation.SOFTMAX));
    }
    Model model = new Model(inputShape, layers);
    return new ImportedNetwork(format, model, input, inputPositions, names, assumed);
  }

  private Layer.Weighted weighted() {
    return (Layer.Weighted) layers.get(last);
  }

  private Activation present() {
    Activation present = weighted().activation();
    for (Layer layer : layers.subList(last + 1, layers.size())) {
      present = layer instanceof Layer.Nonlinearity n ? n.activation() : present;
    }
    return present;
  }

  /** The last layer with weights must give one value for each class and nothing come behind it. */
  private void requireOutput(Origin origin) {
    if (layers.size() != last + 1 || shape.height() * shape.width() != 1) {
      throw origin.refuse("the network must end in a layer of one node for each class");
    }
  }

  private void checkOpen(Origin origin) {
    if (softmax) {
      throw origin.refuse("a layer behind the softmax");
    }
  }

  /**
   * Takes the tensor for a picture, and settles the order of the input where that is still free.
   */
  private void picture(Origin origin, ChannelOrder order) {
    if (dims.length != 3) {
      throw origin.refuse("its input is " + Tensor.text(dims) + ", not a picture");
    }
    boolean first = order == ChannelOrder.FIRST;
    Shape seen =
        first ? new Shape(dims[1], dims[2], dims[0]) : new Shape(dims[0], dims[1], dims[2]);
    int[] wanted = stored(seen, order);
    if (inputPositions == null) {
      settleInput(seen, wanted);
    } else if (!seen.equals(shape) || !Arrays.equals(positions, wanted)) {
      throw origin.refuse("its input is not a picture as the layer before made it");
    }
  }

  private void settleInput(Shape as, int[] wanted) {
    inputPositions = new int[wanted.length];
    for (int k = 0; k < wanted.length; k++) {
      inputPositions[positions[k]] = wanted[k];
    }
    positions = wanted;
    inputShape = as;
    shape = as;
  }

  /** For each value of a picture in the file's order its position in the order of {@link Shape}. */
  private static int[] stored(Shape shape, ChannelOrder order) {
    int[] inOrder = IntStream.range(0, shape.size()).toArray();
    if (order == ChannelOrder.LAST) {
      return inOrder;
    }
    int[] lastDims = {shape.height(), shape.width(), shape.channels()};
    return Tensor.positions(lastDims, new int[] {2, 0, 1});
  }

  private void layOut(ChannelOrder order) {
    positions = stored(shape, order);
    dims = order.dims(shape.channels(), shape.height(), shape.width());
  }

  private void addWeighted(Origin origin, Layer.Weighted layer) {
    last = layers.size();
    names.add(origin.name().isEmpty() ? origin.type() : origin.name());
    add(origin, layer);
    positions = IntStream.range(0, shape.size()).toArray();
  }

  private void add(Origin origin, Layer layer) {
    checkOpen(origin);
    Shape next = layer.output(shape);
    checkSize(origin, next.height(), next.width(), next.channels());
    layers.add(layer);
    shape = next;
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

  private static void checkSize(Origin origin, int... sizes) {
    long count = 1;
    for (int size : sizes) {
      count = size < 1 || count > MAX_VALUES ? Long.MAX_VALUE : count * size;
    }
    if (count > MAX_VALUES) {
      throw origin.refuse("a sample of " + Tensor.text(sizes) + " values is not supported");
    }
  }
}
