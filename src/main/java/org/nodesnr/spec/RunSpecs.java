package org.nodesnr.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.nodesnr.files.Digests;
import org.nodesnr.files.Json;

/**
 * The identity of a run, and its spec as JSON.
 *
 * <p>The identity is the spec as JSON with sorted keys, without the regime's name and family and
 * without every value that equals its default; the id is the first 16 hexadecimal digits of the
 * SHA-256 of that one line. Numbers are compared and written by value, so {@code 1e-1} and {@code
 * 0.1} are one; values that can't matter (the seed of made-up data for a real set, steps past the
 * end) are brought to one form first.
 */
public final class RunSpecs {
  private static final int ID_DIGITS = 16;
  private static final String VARIANTS = "variants";

  /** Every default, with whatever for the keys that have none. */
  private static final RunSpec DEFAULT_SPEC =
      new RunSpec(
          new DataSpec("", 0, DataSpec.Standardisation.NONE, 0, 0, 1),
          new NetworkSpec(List.of(), List.of(), Activation.RELU),
          Regime.named("").with(Settings.STEPS, 1),
          new Checkpoints(0, 0, List.of()),
          new EvaluationSpec(0, 0, Variant.BUILT_IN),
          0,
          false);

  private static final JsonNode DEFAULTS = defaults();

  private RunSpecs() {}

  /**
   * @param spec a run
   * @return hash of its identity, 16 hexadecimal digits
   */
  public static String id(RunSpec spec) {
    return Digests.hexOf(Json.line(identity(spec))).substring(0, ID_DIGITS);
  }

  /**
   * @param spec a run
   * @return the id of the run that is trained alike and measured by S and G alone
   */
  public static String idWithoutMeasures(RunSpec spec) {
    return id(withoutMeasures(spec));
  }

  /**
   * @param spec a run
   * @return the run that is trained alike and measured by S and G alone
   */
  public static RunSpec withoutMeasures(RunSpec spec) {
    return new RunSpec(
        spec.data(),
        spec.network(),
        spec.regime(),
        spec.checkpoints(),
        spec.evaluation().withoutMeasures(),
        spec.seed(),
        spec.independentStreams());
  }

  /**
   * @param spec a run
   * @return what is hashed; {@link #fromJson} makes the spec of it again, but for the labels
   */
  public static ObjectNode identity(RunSpec spec) {
    ObjectNode json = toJson(canonical(spec));
    ObjectNode regime = (ObjectNode) json.get("regime");
    regime.remove(List.of("name", "family"));
    ObjectNode evaluation = (ObjectNode) json.get("evaluation");
    evaluation.set(VARIANTS, variantsByDifference(spec.evaluation().variants()));
    return pruned(json, DEFAULTS);
  }

  /**
   * @param spec a run
   * @return all of it, nothing left out, keys sorted
   */
  public static ObjectNode toJson(RunSpec spec) {
    return SpecJson.write(spec);
  }

  /**
   * @param json what {@link #toJson} or {@link #identity} wrote; keys that are missing have their
   *     defaults, labels that are missing are empty
   * @return the spec
   * @throws IllegalArgumentException when a key is unknown, of the wrong type, or missing without a
   *     default; or when the variants {@code paper} and {@code notebook} are not what they are now
   */
  public static RunSpec fromJson(JsonNode json) {
    return SpecJson.read(json, DEFAULTS);
  }

  /**
   * @param spec a run
   * @return the same run in the one form that its identity is taken from
   */
  public static RunSpec canonical(RunSpec spec) {
    DataSpec data = canonical(spec.data());
    return new RunSpec(
        data,
        spec.network(),
        canonical(spec.regime(), data, spec.network()),
        canonical(spec.checkpoints(), spec.regime().steps()),
        canonical(spec.evaluation(), data),
        spec.seed(),
        spec.independentStreams());
  }

  private static DataSpec canonical(DataSpec data) {
    DataSet set = DataSet.of(data.set());
    return new DataSpec(
        data.set(),
        data.crop(),
        data.standardisation(),
        data.trainSamples() == set.train ? 0 : data.trainSamples(),
        data.testSamples() == set.test ? 0 : data.testSamples(),
        set.synthetic() ? data.syntheticSeed() : DEFAULT_SPEC.data().syntheticSeed());
  }

  private static Regime canonical(Regime regime, DataSpec data, NetworkSpec network) {
    Regime canonical = regime;
    for (Setting<?> setting : Settings.ALL) {
      canonical = setting.canonical(canonical, data, network);
    }
    return canonical;
  }

  private static Checkpoints canonical(Checkpoints checkpoints, int steps) {
    int every = checkpoints.measuresEvery();
    return new Checkpoints(
        checkpoints.accuracyEvery(),
        every,
        checkpoints.measuresAt().stream()
            .filter(step -> step < steps && (every == 0 || step % every != 0))
            .distinct()
            .sorted()
            .toList());
  }

  private static EvaluationSpec canonical(EvaluationSpec evaluation, DataSpec data) {
    int train = evaluation.trainSamples();
    int figures = evaluation.measureSamples();
    return new EvaluationSpec(
        train == DataSet.trainSamples(data) ? 0 : train,
        figures == DataSet.testSamples(data) ? 0 : figures,
        evaluation.variants().stream()
            .sorted(
                Comparator.comparing(
                        (Variant v) ->
                            Variant.BUILT_IN.contains(v) ? Variant.BUILT_IN.indexOf(v) : 2)
                    .thenComparing(Variant::name))
            .toList(),
        evaluation.measures().stream()
            .map(m -> m.samples() == DataSet.trainSamples(data) ? new MeasureChoice(m.id(), 0) : m)
            .sorted(Comparator.comparing(MeasureChoice::id))
            .toList());
  }

  private static ArrayNode variantsByDifference(List<Variant> variants) {
    ArrayNode json = DEFAULTS.withArray("/evaluation/variants").deepCopy();
    ObjectNode paper = SpecJson.write(Variant.PAPER);
    paper.remove("name");
    variants.stream()
        .filter(variant -> !Variant.BUILT_IN.contains(variant))
        .sorted(Comparator.comparing(Variant::name))
        .forEach(variant -> json.add(pruned(SpecJson.write(variant), paper)));
    return json;
  }

  private static ObjectNode pruned(ObjectNode json, JsonNode defaults) {
    ObjectNode result = json.objectNode();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      JsonNode value = field.getValue();
      JsonNode usual = defaults.path(field.getKey());
      if (value instanceof ObjectNode object) {
        ObjectNode inner = pruned(object, usual);
        if (!inner.isEmpty()) {
          result.set(field.getKey(), inner);
        }
      } else if (!value.equals(usual)) {
        result.set(field.getKey(), value);
      }
    }
    return result;
  }

  /** Every key that has a default, with it. */
  private static JsonNode defaults() {
    ObjectNode json = SpecJson.write(DEFAULT_SPEC);
    json.remove("seed");
    ((ObjectNode) json.get("data")).remove("set");
    ((ObjectNode) json.get("network")).remove("dense");
    ((ObjectNode) json.get("regime")).remove("steps");
    ((ObjectNode) json.get("evaluation")).putArray(VARIANTS);
    return json;
  }
}
