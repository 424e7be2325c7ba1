package org.nodesnr.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nodesnr.config.DataSpec.Standardisation;
import org.nodesnr.config.NetworkSpec.ConvolutionSpec;
import org.nodesnr.config.Regime.AugmentationSpec;
import org.nodesnr.config.Regime.InitialisationSpec;
import org.nodesnr.config.Variant.InputScaling;
import org.nodesnr.config.Variant.NodeMean;
import org.nodesnr.results.Numbers;

/** The spec of a run as JSON, keys sorted, and back. */
final class SpecJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SpecJson() {}

  static ObjectNode write(RunSpec spec) {
    ObjectNode json = JSON.objectNode();
    json.set("checkpoints", write(spec.checkpoints()));
    json.set("data", write(spec.data()));
    json.set("evaluation", write(spec.evaluation()));
    json.put("independentStreams", spec.independentStreams());
    json.set("network", write(spec.network()));
    json.set("regime", write(spec.regime()));
    return json.put("seed", spec.seed());
  }

  private static ObjectNode write(Checkpoints checkpoints) {
    ObjectNode json = JSON.objectNode().put("accuracyEvery", checkpoints.accuracyEvery());
    json.set("figuresAt", integers(checkpoints.figuresAt()));
    return json.put("figuresEvery", checkpoints.figuresEvery());
  }

  private static ObjectNode write(DataSpec data) {
    return JSON.objectNode()
        .put("crop", data.crop())
        .put("set", data.set())
        .put("standardisation", Value.name(data.standardisation()))
        .put("syntheticSeed", data.syntheticSeed())
        .put("testSamples", data.testSamples())
        .put("trainSamples", data.trainSamples());
  }

  private static ObjectNode write(EvaluationSpec evaluation) {
    ObjectNode json =
        JSON.objectNode()
            .put("figureSamples", evaluation.figureSamples())
            .put("trainSamples", evaluation.trainSamples());
    ArrayNode variants = json.putArray("variants");
    evaluation.variants().forEach(variant -> variants.add(write(variant)));
    return json;
  }

  static ObjectNode write(Variant variant) {
    return JSON.objectNode()
        .put("countGuard", number(variant.countGuard()))
        .put("inputScaling", Value.name(variant.inputScaling()))
        .put("name", variant.name())
        .put("nodeMean", Value.name(variant.nodeMean()))
        .put("normGuard", number(variant.normGuard()))
        .put("quietInputThreshold", number(variant.quietInputThreshold()))
        .put("rescaleWeights", variant.rescaleWeights())
        .put("softmaxCentring", variant.softmaxCentring());
  }

  private static ObjectNode write(NetworkSpec network) {
    ObjectNode json = JSON.objectNode().put("activation", Value.name(network.activation()));
    ArrayNode convolutions = json.putArray("convolutions");
    for (ConvolutionSpec convolution : network.convolutions()) {
      convolutions
          .addObject()
          .put("channels", convolution.channels())
          .put("kernel", convolution.kernel())
          .put("pool", convolution.pool());
    }
    json.set("dense", integers(network.dense()));
    return json;
  }

  private static ObjectNode write(Regime regime) {
    ObjectNode json = JSON.objectNode();
    json.putObject("augmentation")
        .put("crop", regime.augmentation().crop())
        .put("flip", regime.augmentation().flip())
        .put("shift", regime.augmentation().shift());
    json.put("batchSize", regime.batchSize());
    json.put("dropProbability", number(regime.dropProbability()));
    json.put("family", regime.family());
    InitialisationSpec initialisation = regime.initialisation();
    json.putObject("initialisation")
        .put("bias", number(initialisation.bias()))
        .put("convolutionStandardDeviation", number(initialisation.convolutionStandardDeviation()))
        .put("denseStandardDeviation", number(initialisation.denseStandardDeviation()));
    return json.put("l2Coefficient", number(regime.l2Coefficient()))
        .put("learningRate", number(regime.learningRate()))
        .put("name", regime.name())
        .put("steps", regime.steps());
  }

  private static BigDecimal number(double value) {
    return new BigDecimal(Numbers.exact(value + 0.0));
  }

  private static ArrayNode integers(List<Integer> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(array::add);
    return array;
  }

  static RunSpec read(JsonNode json, JsonNode defaults) {
    Node root = new Node("", merged(defaults, json));
    Node data = root.object("data");
    RunSpec spec =
        new RunSpec(
            new DataSpec(
                data.text("set"),
                data.integer("crop"),
                data.constant("standardisation", Standardisation.values()),
                data.integer("trainSamples"),
                data.integer("testSamples"),
                data.whole("syntheticSeed")),
            network(root.object("network")),
            regime(root.object("regime")),
            checkpoints(root.object("checkpoints")),
            evaluation(root.object("evaluation")),
            root.whole("seed"),
            root.flag("independentStreams"));
    refuseUnknown("", json, write(spec));
    return spec;
  }

  private static NetworkSpec network(Node node) {
    return new NetworkSpec(
        node.elements(
            "convolutions",
            c ->
                new ConvolutionSpec(c.integer("kernel"), c.integer("channels"), c.integer("pool"))),
        node.integers("dense"),
        node.constant("activation", Activation.values()));
  }

  private static Regime regime(Node node) {
    Node augmentation = node.object("augmentation");
    Node initialisation = node.object("initialisation");
    return new Regime(
        node.text("name"),
        node.text("family"),
        node.real("learningRate"),
        node.real("l2Coefficient"),
        node.real("dropProbability"),
        node.integer("batchSize"),
        node.integer("steps"),
        new AugmentationSpec(
            augmentation.integer("shift"), augmentation.flag("flip"), augmentation.flag("crop")),
        new InitialisationSpec(
            initialisation.real("convolutionStandardDeviation"),
            initialisation.real("denseStandardDeviation"),
            initialisation.real("bias")));
  }

  private static Checkpoints checkpoints(Node node) {
    return new Checkpoints(
        node.integer("accuracyEvery"), node.integer("figuresEvery"), node.integers("figuresAt"));
  }

  private static EvaluationSpec evaluation(Node node) {
    List<Variant> variants = new ArrayList<>(List.of(Variant.PAPER, Variant.NOTEBOOK));
    for (Variant variant : node.elements("variants", SpecJson::variant)) {
      if (variants.stream().noneMatch(v -> v.name().equals(variant.name()))) {
        variants.add(variant);
      } else if (!variants.contains(variant)) {
        throw new IllegalArgumentException(
            "run spec: variant " + variant.name() + " is not what this version calls so");
      }
    }
    return new EvaluationSpec(
        node.integer("trainSamples"), node.integer("figureSamples"), variants);
  }

  private static Variant variant(Node node) {
    Node whole = new Node(node.path, merged(write(Variant.PAPER), node.json));
    return new Variant(
        node.text("name"),
        whole.constant("inputScaling", InputScaling.values()),
        whole.flag("rescaleWeights"),
        whole.real("quietInputThreshold"),
        whole.constant("nodeMean", NodeMean.values()),
        whole.flag("softmaxCentring"),
        whole.real("countGuard"),
        whole.real("normGuard"));
  }

  private static JsonNode merged(JsonNode defaults, JsonNode json) {
    if (!defaults.isObject() || !json.isObject()) {
      return json;
    }
    ObjectNode result = defaults.deepCopy();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      result.set(field.getKey(), merged(defaults.path(field.getKey()), field.getValue()));
    }
    return result;
  }

  private static void refuseUnknown(String path, JsonNode json, JsonNode known) {
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      String inner = path + field.getKey();
      if (!known.has(field.getKey())) {
        throw new IllegalArgumentException("run spec: unknown key " + inner);
      }
      refuseUnknown(inner + ".", field.getValue(), known.get(field.getKey()));
    }
    if (path.endsWith("convolutions.") || path.endsWith("variants.")) {
      JsonNode element = path.endsWith("variants.") ? write(Variant.PAPER) : known.path(0);
      json.forEach(e -> refuseUnknown(path, e, element));
    }
  }

  /** A JSON object with its path for messages. */
  private record Node(String path, JsonNode json) {
    private JsonNode get(String key, boolean right, String type) {
      if (!right) {
        String what = json.has(key) ? "must be " + type + ", not " + json.get(key) : "is missing";
        throw new IllegalArgumentException("run spec: " + path + key + " " + what);
      }
      return json.get(key);
    }

    Node object(String key) {
      return new Node(path + key + ".", get(key, json.path(key).isObject(), "an object"));
    }

    String text(String key) {
      return get(key, json.path(key).isTextual(), "text").textValue();
    }

    boolean flag(String key) {
      return get(key, json.path(key).isBoolean(), "true or false").booleanValue();
    }

    double real(String key) {
      return get(key, json.path(key).isNumber(), "a number").doubleValue();
    }

    int integer(String key) {
      JsonNode value = json.path(key);
      boolean right = value.isIntegralNumber() && value.canConvertToInt();
      return get(key, right, "a whole number").intValue();
    }

    long whole(String key) {
      JsonNode value = json.path(key);
      boolean right = value.isIntegralNumber() && value.canConvertToLong();
      return get(key, right, "a whole number").longValue();
    }

    <E extends Enum<E>> E constant(String key, E[] constants) {
      String word = text(key);
      return Arrays.stream(constants)
          .filter(c -> Value.name(c).equals(word))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("run spec: " + path + key + " is no " + word));
    }

    List<Integer> integers(String key) {
      List<Integer> values = new ArrayList<>();
      for (JsonNode value : get(key, json.path(key).isArray(), "a list")) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
          throw new IllegalArgumentException("run spec: " + path + key + " holds " + value);
        }
        values.add(value.intValue());
      }
      return values;
    }

    <T> List<T> elements(String key, Function<Node, T> reader) {
      List<T> values = new ArrayList<>();
      for (JsonNode value : get(key, json.path(key).isArray(), "a list")) {
        values.add(reader.apply(new Node(path + key + "[" + values.size() + "].", value)));
      }
      return values;
    }
  }
}
