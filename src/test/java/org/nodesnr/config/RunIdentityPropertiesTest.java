package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import org.nodesnr.files.Json;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSet;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.DataSpec.Standardisation;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.NetworkSpec.ConvolutionSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.Regime.AugmentationSpec;
import org.nodesnr.spec.Regime.InitialisationSpec;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.RunSpecs;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.Variant;

/** Two runs have one id exactly when nothing that can change their numbers differs. */
@PropertyDefaults(tries = 300, edgeCases = EdgeCasesMode.NONE)
class RunIdentityPropertiesTest {
  private static final int MANY = 20_000;
  private static final List<List<String>> WORDS =
      List.of(
          sets(),
          List.of("none", "max", "max-plus-milli"),
          List.of("relu", "tanh", "sigmoid", "identity"),
          List.of("activity", "plain"));

  @Provide
  Arbitrary<RunSpec> specs() {
    return Combinators.combine(
            data(),
            networks(),
            regimes(),
            checkpoints(),
            evaluations(),
            Arbitraries.longs().between(0, 999_999_999),
            Arbitraries.of(true, false))
        .as(RunSpec::new);
  }

  private static Arbitrary<Integer> integers(int min, int max) {
    return Arbitraries.integers().between(min, max);
  }

  private static Arbitrary<Double> doubles(double min, double max) {
    return Arbitraries.doubles().between(min, max).ofScale(17);
  }

  private static Arbitrary<DataSpec> data() {
    return Combinators.combine(
            Arbitraries.of(sets()),
            integers(0, 27),
            Arbitraries.of(Standardisation.values()),
            integers(0, 50_000),
            integers(0, 10_000),
            Arbitraries.longs().between(0, Integer.MAX_VALUE))
        .as(DataSpec::new);
  }

  /** Every set by its name; arrays of one's own as records name them. */
  private static List<String> sets() {
    return DataSet.names().stream()
        .map(
            name ->
                name.equals(DataSet.ARRAYS)
                    ? DataSet.arrays("letters", 28, 1, 26, 60_000, 20_000)
                    : name)
        .toList();
  }

  private static Arbitrary<NetworkSpec> networks() {
    return Combinators.combine(
            Combinators.combine(integers(1, 5), integers(1, 64), integers(1, 3))
                .as(ConvolutionSpec::new)
                .list()
                .ofMaxSize(2),
            integers(1, 1000).list().ofMaxSize(3),
            Arbitraries.of(
                Activation.RELU, Activation.TANH, Activation.SIGMOID, Activation.IDENTITY))
        .as(NetworkSpec::new);
  }

  private static Arbitrary<Regime> regimes() {
    Arbitrary<AugmentationSpec> augmentations =
        Combinators.combine(
                integers(0, 13), Arbitraries.of(true, false), Arbitraries.of(true, false))
            .as(AugmentationSpec::new);
    Arbitrary<InitialisationSpec> initialisations =
        Combinators.combine(doubles(1e-9, 1), doubles(1e-9, 1), doubles(-1, 1))
            .as(InitialisationSpec::new);
    return Combinators.combine(
            doubles(1e-12, 10),
            doubles(0, 0.1),
            doubles(0, 0.99),
            integers(1, 1000),
            integers(1, 1_000_000),
            augmentations,
            initialisations)
        .as(
            (rate, l2, drop, batch, steps, a, i) ->
                Regime.named("r")
                    .with(Settings.LEARNING_RATE, rate)
                    .with(Settings.L2_COEFFICIENT, l2)
                    .with(Settings.DROP_PROBABILITY, drop)
                    .with(Settings.BATCH_SIZE, batch)
                    .with(Settings.STEPS, steps)
                    .with(Settings.SHIFT, a.shift())
                    .with(Settings.FLIP, a.flip())
                    .with(Settings.CROP, a.crop())
                    .with(Settings.CONVOLUTION_STANDARD_DEVIATION, i.convolutionStandardDeviation())
                    .with(Settings.DENSE_STANDARD_DEVIATION, i.denseStandardDeviation())
                    .with(Settings.BIAS, i.bias()));
  }

  private static Arbitrary<Checkpoints> checkpoints() {
    return Combinators.combine(
            integers(0, 1000), integers(0, 1000), integers(0, 2_000_000).list().ofMaxSize(4))
        .as(Checkpoints::new);
  }

  private static Arbitrary<EvaluationSpec> evaluations() {
    Arbitrary<Variant> variants =
        Combinators.combine(
                Arbitraries.of("a", "b", "c", "d"),
                Arbitraries.of(Variant.InputScaling.values()),
                Arbitraries.of(true, false),
                doubles(0, 0.99),
                Arbitraries.of(Variant.NodeMean.values()),
                Arbitraries.of(true, false),
                doubles(0, 1),
                doubles(0, 1))
            .as(Variant::new);
    return Combinators.combine(
            integers(0, 50_000),
            integers(0, 10_000),
            variants.list().uniqueElements(Variant::name).ofMaxSize(2))
        .as(
            (train, figures, own) -> {
              List<Variant> all = new ArrayList<>(List.of(Variant.PAPER, Variant.NOTEBOOK));
              all.addAll(own);
              return new EvaluationSpec(train, figures, all);
            });
  }

  private static RunSpec read(String json) {
    try {
      return RunSpecs.fromJson(Json.parse(json));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Property(seed = "61")
  void aSpecComesBackFromItsJsonAndFromItsIdentity(@ForAll("specs") RunSpec spec) {
    String id = RunSpecs.id(spec);
    assertThat(id).matches("[0-9a-f]{16}");
    assertThat(read(Json.line(RunSpecs.toJson(spec)))).isEqualTo(spec);
    assertThat(RunSpecs.id(read(Json.line(RunSpecs.identity(spec))))).isEqualTo(id);
    RunSpec canonical = RunSpecs.canonical(spec);
    assertThat(RunSpecs.id(canonical)).isEqualTo(id);
    assertThat(RunSpecs.canonical(canonical)).isEqualTo(canonical);
  }

  /** As the keys of a JSON file may be ordered and spaced in any way. */
  @Property(seed = "62")
  void theOrderOfKeysInARecordIsOfNoMatter(@ForAll("specs") RunSpec spec, @ForAll long seed) {
    JsonNode shuffled = shuffled(RunSpecs.toJson(spec), new Random(seed));
    assertThat(RunSpecs.id(read(Json.text(shuffled)))).isEqualTo(RunSpecs.id(spec));
  }

  private static JsonNode shuffled(JsonNode json, Random random) {
    if (!(json instanceof ObjectNode object)) {
      return json;
    }
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
    Collections.shuffle(fields, random);
    ObjectNode result = object.objectNode();
    fields.forEach(field -> result.set(field.getKey(), shuffled(field.getValue(), random)));
    return result;
  }

  @Property(seed = "63")
  void theIdIsTheSameUnderEveryLocale(@ForAll("specs") RunSpec spec) {
    String id = RunSpecs.id(spec);
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(RunSpecs.id(spec)).isEqualTo(id);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Changes one number, word or flag of the canonical spec, wherever it stands. */
  @Property(seed = "64", tries = 2000)
  void whateverDiffersMakesAnotherId(@ForAll("specs") RunSpec spec, @ForAll long seed) {
    ObjectNode json = RunSpecs.toJson(RunSpecs.canonical(spec));
    ((ObjectNode) json.get("regime")).remove(List.of("name", "family"));
    change(json, new Random(seed));
    RunSpec other;
    try {
      other = RunSpecs.fromJson(json);
    } catch (IllegalArgumentException e) {
      return; // the change made no spec, such as a variant named paper that is none
    }
    boolean same = labelled(RunSpecs.canonical(other)).equals(labelled(RunSpecs.canonical(spec)));
    assertThat(RunSpecs.id(other).equals(RunSpecs.id(spec))).as("%s", json).isEqualTo(same);
  }

  /** The same with labels that don't count. */
  private static RunSpec labelled(RunSpec spec) {
    ObjectNode json = RunSpecs.toJson(spec);
    ((ObjectNode) json.get("regime")).put("name", "").put("family", "");
    return RunSpecs.fromJson(json);
  }

  private static void change(JsonNode json, Random random) {
    List<Runnable> changes = new ArrayList<>();
    collect(json, random, changes);
    changes.get(random.nextInt(changes.size())).run();
  }

  private static void collect(JsonNode json, Random random, List<Runnable> changes) {
    if (json instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (field.getValue().isContainerNode()) {
          collect(field.getValue(), random, changes);
        } else {
          changes.add(() -> object.set(field.getKey(), changed(object, field.getValue(), random)));
        }
      }
    } else if (json instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        if (array.get(i).isContainerNode()) {
          collect(array.get(i), random, changes);
        } else {
          changes.add(() -> array.set(at, changed(array, array.get(at), random)));
        }
      }
    }
  }

  private static JsonNode changed(ContainerNode<?> factory, JsonNode value, Random random) {
    if (value.isBoolean()) {
      return factory.booleanNode(!value.booleanValue());
    } else if (value.isIntegralNumber() && value.canConvertToInt()) {
      return factory.numberNode(value.intValue() + 1);
    } else if (value.isNumber()) {
      double up = Math.nextUp(value.doubleValue());
      return factory.numberNode(random.nextBoolean() ? up : value.doubleValue() + 0.5);
    }
    List<String> others =
        WORDS.stream()
            .filter(words -> words.contains(value.textValue()))
            .findFirst()
            .orElse(List.of("e"));
    return factory.textNode(others.get(random.nextInt(others.size())));
  }

  /** 16 hexadecimal digits: among n ids one clash is expected at n ≈ 5 · 10⁹. */
  @Property(seed = "65", tries = 1)
  void manyRegimesHaveAsManyIds() {
    Map<String, RunSpec> seen = new HashMap<>();
    RandomGenerator<RunSpec> generator = specs().generator(1000);
    Random random = new Random(65);
    for (int k = 0; k < MANY; k++) {
      RunSpec spec = RunSpecs.canonical(generator.next(random).value());
      RunSpec other = seen.put(RunSpecs.id(spec), spec);
      assertThat(other == null || other.equals(spec)).as("%s and %s", spec, other).isTrue();
    }
    assertThat(seen).hasSizeGreaterThan(MANY - 100);
  }
}
