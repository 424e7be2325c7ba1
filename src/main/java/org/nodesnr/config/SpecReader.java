package org.nodesnr.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.nodesnr.config.DataSpec.Standardisation;
import org.nodesnr.config.NetworkSpec.ConvolutionSpec;
import org.nodesnr.config.Variant.InputScaling;
import org.nodesnr.config.Variant.NodeMean;

/** Reads the blocks of a config that all regimes share. */
final class SpecReader {
  private static final int MAX_LAYERS = 16;
  private static final int MAX_NODES = 65_536;
  private static final long MAX_PARAMETERS = 100_000_000;
  private static final int MAX_STEPS = 1_000_000_000;
  private static final int MAX_FIGURES_AT = 1000;
  private static final int MAX_VARIANTS = 32;
  private static final Pattern VARIANT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
  private static final List<Variant> BUILT_IN = List.of(Variant.PAPER, Variant.NOTEBOOK);
  private static final List<Activation> HIDDEN =
      List.of(Activation.RELU, Activation.TANH, Activation.SIGMOID, Activation.IDENTITY);

  private SpecReader() {}

  static DataSpec data(Section section) {
    String set = section.get("set").word(DataSet.names());
    DataSet known = DataSet.of(set);
    Value crop = section.get("crop");
    int side = crop.whole(0, known.side);
    if (side == known.side) {
      throw crop.error("is the side of the whole image; write 0 for the whole image");
    }
    return new DataSpec(
        set,
        side,
        section.get("standardisation").constant(List.of(Standardisation.values())),
        section.get("trainSamples").whole(0, known.maxTrain),
        section.get("testSamples").whole(0, known.maxTest),
        section.get("syntheticSeed").whole(0, Integer.MAX_VALUE));
  }

  static NetworkSpec network(Section root, DataSpec data) {
    Value value = root.get("network");
    NetworkSpec network =
        value.value().unwrapped() instanceof String
            ? namedNetwork(value)
            : describedNetwork(root.section("network"));
    long parameters = network.parameterCount(DataSet.side(data), DataSet.of(data.set()).channels);
    if (parameters > MAX_PARAMETERS) {
      throw value.error("has " + parameters + " parameters; at most " + MAX_PARAMETERS);
    }
    return network;
  }

  private static NetworkSpec namedNetwork(Value value) {
    return value.word(List.of("mnist", "cifar10")).equals("mnist")
        ? NetworkSpec.MNIST
        : NetworkSpec.CIFAR10;
  }

  private static NetworkSpec describedNetwork(Section section) {
    Optional<NetworkSpec> base = section.given("extends").map(SpecReader::namedNetwork);
    List<ConvolutionSpec> convolutions =
        from(base, section, "convolutions", NetworkSpec::convolutions, SpecReader::convolutions);
    List<Integer> nodes = from(base, section, "dense", NetworkSpec::dense, SpecReader::dense);
    if (nodes.isEmpty() && convolutions.isEmpty()) {
      throw section
          .get("dense")
          .error(
              "names no hidden layer, and there is no convolution: give the nodes of one at least,"
                  + " such as [100]");
    }
    Activation activation =
        from(base, section, "activation", NetworkSpec::activation, v -> v.constant(HIDDEN));
    return new NetworkSpec(convolutions, nodes, activation);
  }

  /** What the key gives, else what the network that is extended has, else the default. */
  private static <T> T from(
      Optional<NetworkSpec> base,
      Section section,
      String key,
      Function<NetworkSpec, T> inherited,
      Function<Value, T> reader) {
    return section
        .given(key)
        .map(reader)
        .or(() -> base.map(inherited))
        .orElseGet(() -> reader.apply(section.get(key)));
  }

  private static List<ConvolutionSpec> convolutions(Value list) {
    List<ConvolutionSpec> convolutions = new ArrayList<>();
    for (Value value : list.list()) {
      Section convolution = Section.of(value, Set.of("kernel", "channels", "pool"));
      convolutions.add(
          new ConvolutionSpec(
              convolution.get("kernel").whole(1, 64),
              convolution.get("channels").whole(1, 4096),
              convolution.get("pool").whole(1, 64)));
    }
    if (convolutions.size() > MAX_LAYERS) {
      throw list.error("has more than " + MAX_LAYERS + " layers");
    }
    return convolutions;
  }

  private static List<Integer> dense(Value list) {
    List<Integer> nodes = list.list().stream().map(v -> v.whole(1, MAX_NODES)).toList();
    if (nodes.size() > MAX_LAYERS) {
      throw list.error("has more than " + MAX_LAYERS + " layers");
    }
    return nodes;
  }

  static Checkpoints checkpoints(Section section) {
    List<Value> at = section.get("figuresAt").list();
    if (at.size() > MAX_FIGURES_AT) {
      throw section.get("figuresAt").error("has more than " + MAX_FIGURES_AT + " steps");
    }
    return new Checkpoints(
        section.get("accuracyEvery").whole(0, MAX_STEPS),
        section.get("figuresEvery").whole(0, MAX_STEPS),
        at.stream().map(v -> v.whole(0, MAX_STEPS)).toList());
  }

  static EvaluationSpec evaluation(Section section, DataSpec data) {
    List<Variant> variants = new ArrayList<>(BUILT_IN);
    for (Map.Entry<String, Value> entry : section.named("variants")) {
      String name = entry.getKey();
      variants.stream()
          .map(Variant::name)
          .filter(other -> !other.equals(name) && other.equalsIgnoreCase(name))
          .findFirst()
          .ifPresent(
              other -> {
                // Columns of tables are told apart without regard to case.
                throw entry
                    .getValue()
                    .error("differs from variant '" + other + "' by its case alone; rename one");
              });
      variants.add(variant(name, entry.getValue()));
      if (variants.size() > MAX_VARIANTS) {
        throw entry.getValue().error("is one variant too many; at most " + MAX_VARIANTS);
      }
    }
    return new EvaluationSpec(
        section.get("trainSamples").whole(0, DataSet.trainSamples(data)),
        section.get("figureSamples").whole(0, DataSet.testSamples(data)),
        variants);
  }

  private static Variant variant(String name, Value value) {
    if (BUILT_IN.stream().anyMatch(v -> v.name().equals(name))) {
      throw value.error("is fixed; define a variant of another name that extends it");
    }
    if (!VARIANT_NAME.matcher(name).matches()) {
      throw value.error("is no name of a variant; use up to 40 letters, digits, '-' and '_'");
    }
    Section section =
        Section.of(
            value,
            Set.of(
                "extends",
                "inputScaling",
                "rescaleWeights",
                "quietInputThreshold",
                "nodeMean",
                "softmaxCentring",
                "countGuard",
                "normGuard"));
    String parent = section.get("extends").word(BUILT_IN.stream().map(Variant::name).toList());
    Variant base = parent.equals(Variant.PAPER.name()) ? Variant.PAPER : Variant.NOTEBOOK;
    Variant variant =
        new Variant(
            name,
            section
                .given("inputScaling")
                .map(v -> v.constant(List.of(InputScaling.values())))
                .orElse(base.inputScaling()),
            section.given("rescaleWeights").map(Value::flag).orElse(base.rescaleWeights()),
            section
                .given("quietInputThreshold")
                .map(SpecReader::share)
                .orElse(base.quietInputThreshold()),
            section
                .given("nodeMean")
                .map(v -> v.constant(Arrays.asList(NodeMean.values())))
                .orElse(base.nodeMean()),
            section.given("softmaxCentring").map(Value::flag).orElse(base.softmaxCentring()),
            section.given("countGuard").map(SpecReader::notNegative).orElse(base.countGuard()),
            section.given("normGuard").map(SpecReader::notNegative).orElse(base.normGuard()));
    return variant;
  }

  private static double share(Value value) {
    double number = value.real();
    value.require(number >= 0 && number < 1, "be 0 or above and below 1");
    return number;
  }

  private static double notNegative(Value value) {
    double number = value.real();
    value.require(number >= 0, "be 0 or above");
    return number;
  }
}
