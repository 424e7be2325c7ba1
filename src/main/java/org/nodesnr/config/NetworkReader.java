package org.nodesnr.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.DataSet;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.LayerKind;
import org.nodesnr.spec.LayerKinds;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.LayerSpec.Weighted;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.NetworkSpec.ConvolutionSpec;
import org.nodesnr.spec.NetworkSpec.Placed;

/**
 * Reads the key {@code network}: a name, the short form, or a list of layers; in a regime several
 * of these.
 */
final class NetworkReader {
  private static final int MAX_LAYERS = 16;
  private static final int MAX_LIST = 64;
  private static final long MAX_PARAMETERS = 100_000_000;
  private static final Set<String> BLOCK = Set.of("extends", "convolutions", "dense", "activation");

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
            .map(value -> value.constant(LayerKinds.HIDDEN))
            .or(() -> base.map(NetworkSpec.Short::activation))
            .orElse(Activation.RELU));
  }

  private static List<ConvolutionSpec> convolutions(KeyedValue list) {
    List<ConvolutionSpec> convolutions = new ArrayList<>();
    for (KeyedValue value : list.list()) {
      Section convolution = Section.of(value, Set.of("kernel", "channels", "pool"));
      convolutions.add(
          new ConvolutionSpec(
              convolution.get("kernel").whole(1, LayerKinds.MAX_WINDOW),
              convolution.get("channels").whole(1, LayerKinds.MAX_CHANNELS),
              convolution.get("pool").whole(1, LayerKinds.MAX_WINDOW)));
    }
    if (convolutions.size() > MAX_LAYERS) {
      throw list.error("has more than " + MAX_LAYERS + " layers");
    }
    return convolutions;
  }

  private static List<Integer> dense(KeyedValue list) {
    List<Integer> nodes = list.list().stream().map(v -> v.whole(1, LayerKinds.MAX_NODES)).toList();
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
    Set<String> all = new HashSet<>();
    LayerKinds.ALL.forEach(kind -> all.addAll(kind.names()));
    List<String> types = LayerKinds.ALL.stream().map(LayerKind::type).sorted().toList();
    String type = Section.of(value, all).get("type").word(types);
    LayerKind<?> kind = LayerKinds.named(type).orElseThrow();
    kind.read(layers, Section.of(value, kind.names()), value);
  }
}
