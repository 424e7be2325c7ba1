package org.nodesnr.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nodesnr.files.Numbers;
import org.nodesnr.spec.DataSpec.Standardisation;
import org.nodesnr.spec.Variant.CountInputs;
import org.nodesnr.spec.Variant.InputScaling;
import org.nodesnr.spec.Variant.NodeMean;

/**
 * The spec of a run as JSON, keys sorted, and back. Ids are hashes of it, so that its keys keep the
 * names of the first release: {@code figuresAt}, {@code figuresEvery} and {@code figureSamples} are
 * what configs call {@code measuresAt}, {@code measuresEvery} and {@code measureSamples}.
 */
final class SpecJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SpecJson() {}

  static ObjectNode write(RunSpec spec) {
    ObjectNode json = JSON.objectNode();
    json.set("checkpoints", write(spec.checkpoints()));
    json.set("data", write(spec.data()));
    json.set("evaluation", write(spec.evaluation()));
    json.put("independentStreams", spec.independentStreams());
    json.set("network", NetworkJson.write(spec.network()));
    json.set("regime", write(spec.regime(), false));
    return json.put("seed", spec.seed());
  }

  private static ObjectNode write(Checkpoints checkpoints) {
    ObjectNode json = JSON.objectNode().put("accuracyEvery", checkpoints.accuracyEvery());
    json.set("figuresAt", integers(checkpoints.measuresAt()));
    return json.put("figuresEvery", checkpoints.measuresEvery());
  }

  private static ObjectNode write(DataSpec data) {
    return JSON.objectNode()
        .put("crop", data.crop())
        .put("set", data.set())
        .put("standardisation", ConstantNames.name(data.standardisation()))
        .put("syntheticSeed", data.syntheticSeed())
        .put("testSamples", data.testSamples())
        .put("trainSamples", data.trainSamples());
  }

  private static ObjectNode write(EvaluationSpec evaluation) {
    ObjectNode json = JSON.objectNode().put("figureSamples", evaluation.measureSamples());
    if (!evaluation.measures().isEmpty()) {
      ObjectNode measures = json.putObject("measures");
      evaluation.measures().stream()
          .sorted(Comparator.comparing(MeasureChoice::id))
          .forEach(choice -> measures.put(choice.id(), choice.samples()));
    }
    ArrayNode variants = json.put("trainSamples", evaluation.trainSamples()).putArray("variants");
    evaluation.variants().forEach(variant -> variants.add(write(variant)));
    return json;
  }

  /** Without the setting that identities from before it leave out, where it has its default. */
  static ObjectNode write(Variant variant) {
    ObjectNode json = whole(variant);
    return variant.countInputs() == CountInputs.RAW ? json.without("countInputs") : json;
  }

  private static ObjectNode whole(Variant variant) {
    return JSON.objectNode()
        .put("countGuard", number(variant.countGuard()))
        .put("countInputs", ConstantNames.name(variant.countInputs()))
        .put("inputScaling", ConstantNames.name(variant.inputScaling()))
        .put("name", variant.name())
        .put("nodeMean", ConstantNames.name(variant.nodeMean()))
        .put("normGuard", number(variant.normGuard()))
        .put("quietInputThreshold", number(variant.quietInputThreshold()))
        .put("rescaleWeights", variant.rescaleWeights())
        .put("softmaxCentring", variant.softmaxCentring());
  }

  /** With every setting where all are wanted, else without those that records leave out. */
  private static ObjectNode write(Regime regime, boolean all) {
    Map<String, JsonNode> fields = new TreeMap<>();
    fields.put("name", JSON.textNode(regime.name()));
    fields.put("family", JSON.textNode(regime.family()));
    for (Setting<?> setting : Settings.ALL) {
      Optional<JsonNode> value = setting.write(regime, all);
      if (value.isPresent() && setting.block().isEmpty()) {
        fields.put(setting.name(), value.get());
      } else if (value.isPresent()) {
        ObjectNode block =
            (ObjectNode) fields.computeIfAbsent(setting.block(), name -> JSON.objectNode());
        block.set(setting.name(), value.get());
      }
    }
    ObjectNode json = JSON.objectNode();
    fields.forEach((name, value) -> json.set(name, sorted(value)));
    return json;
  }

  private static JsonNode sorted(JsonNode value) {
    if (!value.isObject()) {
      return value;
    }
    ObjectNode json = JSON.objectNode();
    value.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> json.set(field.getKey(), field.getValue()));
    return json;
  }

  static BigDecimal number(double value) {
    return new BigDecimal(Numbers.exact(value + 0.0));
  }

  private static ArrayNode integers(List<Integer> values) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(array::add);
    return array;
  }

  static RunSpec read(JsonNode json, JsonNode defaults) {
    JsonFields root = new JsonFields("", merged(defaults, json));
    JsonFields data = root.object("data");
    RunSpec spec =
        new RunSpec(
            new DataSpec(
                data.text("set"),
                data.integer("crop"),
                data.constant("standardisation", List.of(Standardisation.values())),
                data.integer("trainSamples"),
                data.integer("testSamples"),
                data.whole("syntheticSeed")),
            NetworkJson.read(root.object("network")),
            regime(root.object("regime")),
            checkpoints(root.object("checkpoints")),
            evaluation(root.object("evaluation")),
            root.whole("seed"),
            root.flag("independentStreams"));
    ObjectNode known = write(spec);
    known.set("regime", write(spec.regime(), true));
    refuseUnknown("", json, known);
    return spec;
  }

  private static Regime regime(JsonFields fields) {
    Regime regime = new Regime(fields.text("name"), fields.text("family"), Map.of());
    for (Setting<?> setting : Settings.ALL) {
      boolean blockMissing = !setting.block().isEmpty() && !fields.json().has(setting.block());
      if (!blockMissing) {
        JsonFields own = setting.block().isEmpty() ? fields : fields.object(setting.block());
        regime = setting.parse(own, regime);
      }
    }
    return regime;
  }

  private static Checkpoints checkpoints(JsonFields node) {
    return new Checkpoints(
        node.integer("accuracyEvery"), node.integer("figuresEvery"), node.integers("figuresAt"));
  }

  private static EvaluationSpec evaluation(JsonFields node) {
    List<Variant> variants = new ArrayList<>(Variant.BUILT_IN);
    for (Variant variant : node.elements("variants", SpecJson::variant)) {
      if (variants.stream().noneMatch(v -> v.name().equals(variant.name()))) {
        variants.add(variant);
      } else if (!variants.contains(variant)) {
        throw new IllegalArgumentException(
            "run spec: variant " + variant.name() + " is not what this version calls so");
      }
    }
    List<MeasureChoice> measures = new ArrayList<>();
    if (node.json().has("measures")) {
      JsonFields chosen = node.object("measures");
      chosen
          .json()
          .fieldNames()
          .forEachRemaining(id -> measures.add(new MeasureChoice(id, chosen.integer(id))));
    }
    return new EvaluationSpec(
        node.integer("trainSamples"), node.integer("figureSamples"), variants, measures);
  }

  private static Variant variant(JsonFields node) {
    JsonFields whole = new JsonFields(node.path(), merged(whole(Variant.PAPER), node.json()));
    return new Variant(
        node.text("name"),
        whole.constant("inputScaling", List.of(InputScaling.values())),
        whole.flag("rescaleWeights"),
        whole.real("quietInputThreshold"),
        whole.constant("nodeMean", List.of(NodeMean.values())),
        whole.flag("softmaxCentring"),
        whole.constant("countInputs", List.of(CountInputs.values())),
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
      JsonNode element = path.endsWith("variants.") ? whole(Variant.PAPER) : known.path(0);
      json.forEach(e -> refuseUnknown(path, e, element));
    }
  }
}
