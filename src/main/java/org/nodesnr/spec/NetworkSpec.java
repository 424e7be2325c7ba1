package org.nodesnr.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nodesnr.results.NetworkText;
import org.nodesnr.spec.LayerSpec.Convolution;
import org.nodesnr.spec.LayerSpec.Dense;
import org.nodesnr.spec.LayerSpec.Padding;
import org.nodesnr.spec.LayerSpec.Pooling;
import org.nodesnr.spec.LayerSpec.Reduction;
import org.nodesnr.spec.LayerSpec.Weighted;

/**
 * A feed-forward classifier: layers one behind the other, convolutions and pooling before dense
 * ones, then a softmax layer with one node per class.
 *
 * @param layers the layers from the input on, without the softmax layer
 */
public record NetworkSpec(List<LayerSpec> layers) {

  /** The paper's MNIST network: dense 1024, 1000, 10. */
  public static final NetworkSpec MNIST =
      new NetworkSpec(List.of(), List.of(1024, 1000), Activation.RELU);

  /**
   * The paper's CIFAR-10 network: two 5×5×64 convolutions with 2×2 max-pooling, dense 1000, 500,
   * 10.
   */
  public static final NetworkSpec CIFAR10 =
      new NetworkSpec(
          List.of(new ConvolutionSpec(5, 64, 2), new ConvolutionSpec(5, 64, 2)),
          List.of(1000, 500),
          Activation.RELU);

  /** Copies the list. */
  public NetworkSpec {
    layers = List.copyOf(layers);
  }

  /**
   * The short form: convolutions, each with max-pooling, then dense layers, all with one
   * activation.
   *
   * @param convolutions the convolutional layers, from the input on; stride 1, SAME padding
   * @param dense the numbers of nodes of the hidden dense layers
   * @param activation the activation of every layer but the last
   */
  public NetworkSpec(
      List<ConvolutionSpec> convolutions, List<Integer> dense, Activation activation) {
    this(expanded(new Short(convolutions, dense, activation)));
  }

  /**
   * A convolution with SAME padding and stride 1, then max-pooling.
   *
   * @param kernel side of the square kernel in pixels
   * @param channels number of kernels
   * @param pool side and stride of the square max-pooling window, SAME padding; 1 for none
   */
  public record ConvolutionSpec(int kernel, int channels, int pool) {}

  /**
   * The short form of a network that has one.
   *
   * @param convolutions first
   * @param dense nodes of the hidden dense layers behind them
   * @param activation of them all
   */
  public record Short(
      List<ConvolutionSpec> convolutions, List<Integer> dense, Activation activation) {}

  private static List<LayerSpec> expanded(Short network) {
    List<LayerSpec> layers = new ArrayList<>();
    for (ConvolutionSpec c : network.convolutions()) {
      layers.add(new Convolution(c.kernel(), c.channels(), 1, Padding.SAME, network.activation()));
      if (c.pool() > 1) {
        layers.add(new Pooling(Reduction.MAX, c.pool(), c.pool(), Padding.SAME));
      }
    }
    network.dense().forEach(nodes -> layers.add(new Dense(nodes, network.activation(), 0)));
    return layers;
  }

  /**
   * @return the layers in short, as {@link NetworkText} has them
   */
  public String text() {
    return NetworkText.of(NetworkJson.write(this));
  }

  /**
   * @return the short form, in which records and identities keep a network that has one
   */
  public Optional<Short> shortForm() {
    List<ConvolutionSpec> convolutions = new ArrayList<>();
    List<Integer> dense = new ArrayList<>();
    for (LayerSpec layer : layers) {
      if (layer instanceof Convolution c) {
        convolutions.add(new ConvolutionSpec(c.kernel(), c.nodes(), 1));
      } else if (layer instanceof Pooling pooling && !convolutions.isEmpty()) {
        ConvolutionSpec last = convolutions.remove(convolutions.size() - 1);
        convolutions.add(new ConvolutionSpec(last.kernel(), last.channels(), pooling.window()));
      } else if (layer instanceof Dense d) {
        dense.add(d.nodes());
      }
    }
    Short form =
        new Short(
            convolutions,
            dense,
            weighted().stream().findFirst().map(Weighted::activation).orElse(Activation.RELU));
    return expanded(form).equals(layers) ? Optional.of(form) : Optional.empty();
  }

  /**
   * @return the layers with weights, without the softmax layer
   */
  public List<Weighted> weighted() {
    return layers.stream()
        .filter(layer -> layer instanceof Weighted)
        .map(layer -> (Weighted) layer)
        .toList();
  }

  /**
   * @return number of layers with weights, the softmax layer among them
   */
  public int weightedLayers() {
    return weighted().size() + 1;
  }

  /**
   * @return whether there is a convolution
   */
  public boolean hasConvolutions() {
    return layers.stream().anyMatch(layer -> layer instanceof Convolution);
  }

  /**
   * @return the hidden dense layers, from the input on
   */
  public List<Dense> hiddenDense() {
    return layers.stream()
        .filter(layer -> layer instanceof Dense)
        .map(layer -> (Dense) layer)
        .toList();
  }

  /**
   * @return what to know of measures of the network in use, where it is not the one in training
   */
  public List<String> inUse() {
    return layers.stream()
        .map(LayerSpec::inUse)
        .filter(text -> !text.isEmpty())
        .distinct()
        .toList();
  }

  /**
   * A layer in its place.
   *
   * @param layer the layer; the softmax layer is dense
   * @param inputSide side in pixels of what it is given; 1 for a dense layer
   * @param inputChannels channels of what it is given; all values for a dense layer
   * @param outputSide side in pixels of what it gives; 1 for a dense layer
   * @param outputChannels channels of what it gives; nodes for a dense layer
   */
  public record Placed(
      LayerSpec layer, int inputSide, long inputChannels, int outputSide, int outputChannels) {
    /**
     * @return number of weights, without biases
     */
    public long weights() {
      return layer.weights(inputChannels);
    }

    /**
     * @return number of biases, and of what else is trained and no weight
     */
    public int biases() {
      return layer.biases(outputChannels);
    }

    /**
     * @return multiplications and additions by weights of a forward pass of one sample
     */
    public double operations() {
      return 2.0 * weights() * outputSide * outputSide;
    }
  }

  /**
   * The one walk over the layers: where each stands, the softmax layer at the end.
   *
   * @param side side of the square input in pixels
   * @param channels channels of the input
   * @param classes nodes of the softmax layer
   * @return all layers; a side of 0 or less is that of an output whose window does not fit
   */
  public List<Placed> placed(int side, int channels, int classes) {
    List<Placed> placed = new ArrayList<>();
    int at = side;
    int depth = channels;
    List<LayerSpec> all = new ArrayList<>(layers);
    all.add(new Dense(classes, Activation.SOFTMAX, 0));
    for (LayerSpec layer : all) {
      int given = layer.flattens() ? 1 : at;
      long values = layer.flattens() ? (long) at * at * depth : depth;
      Placed next =
          new Placed(layer, given, values, layer.outputSide(at), layer.outputChannels(depth));
      placed.add(next);
      at = next.outputSide();
      depth = next.outputChannels();
    }
    return placed;
  }

  /**
   * Number of weights, biases and what else is trained.
   *
   * @param side side of the square input in pixels
   * @param channels channels of the input
   * @param classes nodes of the softmax layer
   * @return the sum over the layers, of one with weights (inputs + 1) · nodes
   */
  public long parameterCount(int side, int channels, int classes) {
    return placed(side, channels, classes).stream().mapToLong(p -> p.weights() + p.biases()).sum();
  }
}
