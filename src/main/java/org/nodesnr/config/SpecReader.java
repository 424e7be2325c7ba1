package org.nodesnr.config;

import java.util.List;
import java.util.regex.Pattern;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSet;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.DataSpec.Standardisation;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.MeasureChoice;
import org.nodesnr.spec.Variant;

/** Reads the blocks of a config that all regimes share. */
final class SpecReader {
  private static final int MAX_STEPS = 1_000_000_000;
  private static final int MAX_MEASURES_AT = 1000;
  private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final List<String> ARRAYS =
      List.of("folder", "side", "channels", "classes", "train", "test");

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
    return new EvaluationSpec(
        section.get("trainSamples").whole(0, DataSet.trainSamples(data)),
        section.get("measureSamples").whole(0, DataSet.testSamples(data)),
        VariantReader.read(section.named("variants"), Variant.BUILT_IN),
        measures);
  }
}
