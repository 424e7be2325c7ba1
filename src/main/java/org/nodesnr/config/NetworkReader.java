package org.nodesnr.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nodesnr.config.LayerSpec.Convolution;
import org.nodesnr.config.LayerSpec.Dense;
import org.nodesnr.config.LayerSpec.Nonlinearity;
import org.nodesnr.config.LayerSpec.Padding;
import org.nodesnr.config.LayerSpec.Pooling;
import org.nodesnr.config.LayerSpec.Reduction;
import org.nodesnr.config.LayerSpec.Weighted;
import org.nodesnr.config.NetworkSpec.ConvolutionSpec;
import org.nodesnr.config.NetworkSpec.Placed;

/**
 * Reads the key {@code network}: a name, the short form, or a list of layers; in a regime several
 * of these.
 */
final class NetworkReader {
  private static final int MAX_LAYERS = 16;
  private static final int MAX_LIST = 64;
  private static final int MAX_NODES = 65_536;
  private static final int MAX_CHANNELS = 4096;
  private static final int MAX_WINDOW = 64;
  private static final long MAX_PARAMETERS = 100_000_000;
  private static final List<Activation> HIDDEN =
      List.of(Activation.RELU, Activation.TANH, Activation.SIGMOID, Activation.IDENTITY);
  private static final Set<String> BLOCK = Set.of("extends", "convolutions", "dense", "activation");
  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "convolution", Set.of("type", "channels", "kernel", "stride", "padding", "activation"),
          "max-pool", Set.of("type", "window", "stride", "padding"),
          "average-pool", Set.of("type", "window", "stride", "padding"),
          "dense", Set.of("type", "nodes", "activation", "dropProbability"),
          "activation", Set.of("type", "function"));

  private NetworkReader() {}

  /** That of the whole config. */
  static NetworkSpec read(Section root, DataSpec data) {
    KeyedValue value = root.get("network");
    if (value.isList() || isName(value)) {
      return one(value, Optional.empty(), data);
    }
    return checked(described(root.section("network"), Optional.empty()), value, data);
  }

  /**
   * Those of a regime.
   *
   * @param value what the regime says
   * @param whole the network of the whole config, of whose short form a block is a difference;
   *     empty where there is none
   * @param data what they see
   */
  static List<NetworkSpec> alternatives(
      KeyedValue value, Optional<NetworkSpec> whole, DataSpec data) {
    return NetworkLists.alternatives(value).stream().map(v -> one(v, whole, data)).toList();
  }

  private static boolean isName(KeyedValue value) {
    return value.value().unwrapped() instanceof String;
  }

  private static NetworkSpec one(KeyedValue value, Optional<NetworkSpec> whole, DataSpec data) {
    if (value.isList()) {
      return checked(layers(value), value, data);
    }
    if (isName(value)) {
      return checked(named(value), value, data);
    }
    Section section = Section.of(value, BLOCK);
    boolean differs = whole.isPresent() && section.given("extends").isEmpty();
    if (differs && whole.get().shortForm().isEmpty()) {
      throw value.error(
          "changes keys of the config's network, which is a list of layers: write a list of layers,"
              + " or what it extends");
    }
    Optional<NetworkSpec.Short> base = whole.flatMap(NetworkSpec::shortForm);
    return checked(described(section, base), value, data);
  }

  private static NetworkSpec checked(NetworkSpec network, KeyedValue value, DataSpec data) {
    int side = DataSet.side(data);
    int channels = data.channels();
    for (Placed placed : network.placed(side, channels, data.classes())) {
      if (placed.outputSide() < 1) {
        throw value.error(
            "has a window that does not fit into the "
                + placed.inputSide()
                + "×"
                + placed.inputSide()
                + " pixels that reach it: write padding = same, or less pooling");
      }
    }
    long parameters = network.parameterCount(side, channels, data.classes());
    if (parameters > MAX_PARAMETERS) {
      throw value.error("has " + parameters + " parameters; at most " + MAX_PARAMETERS);
    }
    return network;
  }

  private static NetworkSpec named(KeyedValue value) {
    return value.word(List.of("mnist", "cifar10")).equals("mnist")
        ? NetworkSpec.MNIST
        : NetworkSpec.CIFAR10;
  }

  /** What the keys give, else what the network that is extended has, else the defaults. */
  private static NetworkSpec described(Section section, Optional<NetworkSpec.Short> whole) {
    Optional<NetworkSpec.Short> base =
        section.given("extends").flatMap(value -> named(value).shortForm()).or(() -> whole);
    return new NetworkSpec(
        section
            .given("convolutions")
            .map(NetworkReader::convolutions)
            .or(() -> base.map(NetworkSpec.Short::convolutions))
            .orElse(List.of()),
        section
            .given("dense")
            .map(NetworkReader::dense)
            .or(() -> base.map(NetworkSpec.Short::dense))
            .orElseGet(() -> dense(section.get("dense"))),
        section
            .given("activation")
            .map(value -> value.constant(HIDDEN))
            .or(() -> base.map(NetworkSpec.Short::activation))
            .orElse(Activation.RELU));
  }

  private static List<ConvolutionSpec> convolutions(KeyedValue list) {
    List<ConvolutionSpec> convolutions = new ArrayList<>();
    for (KeyedValue value : list.list()) {
      Section convolution = Section.of(value, Set.of("kernel", "channels", "pool"));
      convolutions.add(
          new ConvolutionSpec(
              convolution.get("kernel").whole(1, MAX_WINDOW),
              convolution.get("channels").whole(1, MAX_CHANNELS),
              convolution.get("pool").whole(1, MAX_WINDOW)));
    }
    if (convolutions.size() > MAX_LAYERS) {
      throw list.error("has more than " + MAX_LAYERS + " layers");
    }
    return convolutions;
  }

  private static List<Integer> dense(KeyedValue list) {
    List<Integer> nodes = list.list().stream().map(v -> v.whole(1, MAX_NODES)).toList();
    if (nodes.size() > MAX_LAYERS) {
      throw list.error("has more than " + MAX_LAYERS + " layers");
    }
    return nodes;
  }

  private static NetworkSpec layers(KeyedValue list) {
    List<LayerSpec> layers = new ArrayList<>();
    List<KeyedValue> values = list.list();
    if (values.size() > MAX_LIST) {
      throw list.error("has more than " + MAX_LIST + " layers");
    }
    for (KeyedValue value : values) {
      add(layers, value);
    }
    if (layers.stream().noneMatch(layer -> layer instanceof Weighted)) {
      throw list.error(
          "needs a dense or convolution layer at least; for a linear classifier write network.dense ="
              + " []");
    }
    return new NetworkSpec(layers);
  }

  private static void add(List<LayerSpec> layers, KeyedValue value) {
    Set<String> all =
        KEYS.values().stream().collect(java.util.HashSet::new, Set::addAll, Set::addAll);
    String type = Section.of(value, all).get("type").word(KEYS.keySet().stream().sorted().toList());
    Section section = Section.of(value, KEYS.get(type));
    boolean flat = layers.stream().anyMatch(layer -> layer instanceof Dense);
    if (flat && (type.equals("convolution") || type.endsWith("-pool"))) {
      throw value.error("is a " + type + " behind a dense layer, which leaves no picture");
    }
    switch (type) {
      case "convolution" ->
          layers.add(
              new Convolution(
                  section.get("kernel").whole(1, MAX_WINDOW),
                  section.get("channels").whole(1, MAX_CHANNELS),
                  section.given("stride").map(v -> v.whole(1, MAX_WINDOW)).orElse(1),
                  padding(section),
                  activation(section)));
      case "max-pool" -> layers.add(pooling(section, Reduction.MAX));
      case "average-pool" -> layers.add(pooling(section, Reduction.AVERAGE));
      case "dense" ->
          layers.add(
              new Dense(
                  section.get("nodes").whole(1, MAX_NODES),
                  activation(section),
                  section.given("dropProbability").map(Kind.Real.BELOW_ONE::read).orElse(0.0)));
      default -> addActivation(layers, value, section.get("function").constant(HIDDEN));
    }
  }

  private static Pooling pooling(Section section, Reduction reduction) {
    int window = section.get("window").whole(2, MAX_WINDOW);
    return new Pooling(
        reduction,
        window,
        section.given("stride").map(v -> v.whole(1, MAX_WINDOW)).orElse(window),
        padding(section));
  }

  private static Padding padding(Section section) {
    return section
        .given("padding")
        .map(v -> v.constant(List.of(Padding.values())))
        .orElse(Padding.SAME);
  }

  private static Activation activation(Section section) {
    return section.given("activation").map(v -> v.constant(HIDDEN)).orElse(Activation.RELU);
  }

  /** An activation right behind its layer is that layer's; else pooling stands between the two. */
  private static void addActivation(List<LayerSpec> layers, KeyedValue value, Activation function) {
    int owner = layers.size() - 1;
    while (owner >= 0 && layers.get(owner) instanceof Pooling) {
      owner--;
    }
    if (owner < 0
        || !(layers.get(owner) instanceof Weighted weighted)
        || weighted.activation() != Activation.IDENTITY) {
      throw value.error(
          "must follow a dense or convolution layer that has activation = identity, pooling between"
              + " the two or not");
    }
    if (owner < layers.size() - 1) {
      layers.add(new Nonlinearity(function));
    } else if (weighted instanceof Convolution c) {
      layers.set(owner, new Convolution(c.kernel(), c.nodes(), c.stride(), c.padding(), function));
    } else if (weighted instanceof Dense d) {
      layers.set(owner, new Dense(d.nodes(), function, d.dropProbability()));
    }
  }
}
