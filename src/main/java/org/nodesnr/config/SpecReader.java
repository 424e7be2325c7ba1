package org.nodesnr.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSet;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.DataSpec.Standardisation;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.MeasureChoice;
import org.nodesnr.spec.Variant;
import org.nodesnr.spec.Variant.InputScaling;
import org.nodesnr.spec.Variant.NodeMean;

/** Reads the blocks of a config that all regimes share. */
final class SpecReader {
  private static final int MAX_STEPS = 1_000_000_000;
  private static final int MAX_MEASURES_AT = 1000;
  private static final int MAX_VARIANTS = 32;
  private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final List<String> ARRAYS =
      List.of("folder", "side", "channels", "classes", "train", "test");
  private static final Pattern VARIANT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
  private static final List<Variant> BUILT_IN = List.of(Variant.PAPER, Variant.NOTEBOOK);

  private SpecReader() {}

  static DataSpec data(Section section) {
    String set = set(section);
    DataSet known = DataSet.of(set);
    KeyedValue crop = section.get("crop");
    int side = crop.whole(0, known.side());
    if (side == known.side()) {
      throw crop.error("is the side of the whole image; write 0 for the whole image");
    }
    return new DataSpec(
        set,
        side,
        section.get("standardisation").constant(List.of(Standardisation.values())),
        section.get("trainSamples").whole(0, known.maxTrain()),
        section.get("testSamples").whole(0, known.maxTest()),
        section.get("syntheticSeed").whole(0, Integer.MAX_VALUE));
  }

  private static String set(Section data) {
    KeyedValue value = data.get("set");
    if (value.value().unwrapped().equals("svhn")) {
      throw value.error(
          "names SVHN, which comes as MATLAB files, and these are not read: save its images and labels"
              + " with numpy.save, and write set = arrays (docs/usage.md)");
    }
    String set = value.word(DataSet.names());
    Section own = data.section(DataSet.ARRAYS);
    if (!set.equals(DataSet.ARRAYS)) {
      ARRAYS.forEach(
          key ->
              own.given(key)
                  .ifPresent(
                      given -> {
                        throw given.error("needs data.set = arrays, not " + set);
                      }));
      return set;
    }
    KeyedValue folder = own.get("folder");
    String name = folder.text(64);
    folder.require(
        FOLDER.matcher(name).matches(), "be letters, digits, '.', '_' and '-', as a directory is");
    KeyedValue channels = own.get("channels");
    int depth = channels.whole(1, 3);
    channels.require(depth != 2, "be 1 or 3");
    return DataSet.arrays(
        name,
        own.get("side").whole(1, 1024),
        depth,
        own.get("classes").whole(2, 256),
        own.get("train").whole(1, 5_000_000),
        own.get("test").whole(1, 5_000_000));
  }

  static Checkpoints checkpoints(Section section) {
    List<KeyedValue> at = section.get("measuresAt").list();
    if (at.size() > MAX_MEASURES_AT) {
      throw section.get("measuresAt").error("has more than " + MAX_MEASURES_AT + " steps");
    }
    return new Checkpoints(
        section.get("accuracyEvery").whole(0, MAX_STEPS),
        section.get("measuresEvery").whole(0, MAX_STEPS),
        at.stream().map(v -> v.whole(0, MAX_STEPS)).toList());
  }

  static EvaluationSpec evaluation(Section section, DataSpec data, List<MeasureChoice> measures) {
    List<Variant> variants = new ArrayList<>(BUILT_IN);
    for (Map.Entry<String, KeyedValue> entry : section.named("variants")) {
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
        section.get("measureSamples").whole(0, DataSet.testSamples(data)),
        variants,
        measures);
  }

  private static Variant variant(String name, KeyedValue value) {
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
            section.given("rescaleWeights").map(KeyedValue::flag).orElse(base.rescaleWeights()),
            section
                .given("quietInputThreshold")
                .map(Real.BELOW_ONE::read)
                .orElse(base.quietInputThreshold()),
            section
                .given("nodeMean")
                .map(v -> v.constant(Arrays.asList(NodeMean.values())))
                .orElse(base.nodeMean()),
            section.given("softmaxCentring").map(KeyedValue::flag).orElse(base.softmaxCentring()),
            section.given("countGuard").map(Real.NOT_NEGATIVE::read).orElse(base.countGuard()),
            section.given("normGuard").map(Real.NOT_NEGATIVE::read).orElse(base.normGuard()));
    return variant;
  }
}
