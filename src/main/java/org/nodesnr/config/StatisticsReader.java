package org.nodesnr.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Quantity;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.Setting;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.StatisticsSpec;
import org.nodesnr.spec.StatisticsSpec.Exclusion;
import org.nodesnr.spec.StatisticsSpec.Intervention;
import org.nodesnr.spec.StatisticsSpec.Part;
import org.nodesnr.spec.StatisticsSpec.Side;
import org.nodesnr.spec.Variant;

/** Reads the block {@code statistics} of a config. */
final class StatisticsReader {
  private StatisticsReader() {}

  static StatisticsSpec read(Section section, int layers, EvaluationSpec evaluation) {
    List<String> targets = new ArrayList<>();
    KeyedValue targetList = section.get("targets");
    for (KeyedValue value : targetList.list()) {
      String target = value.word(StatisticsSpec.TARGETS);
      if (targets.contains(target)) {
        throw value.error("repeats " + target);
      }
      targets.add(target);
    }
    targetList.require(!targets.isEmpty(), "have at least one value");
    Set<String> quantities = quantities(layers, evaluation);
    List<Exclusion> exclusions = new ArrayList<>();
    for (KeyedValue value : section.get("exclusions").list()) {
      exclusions.add(exclusion(value, quantities));
    }
    List<Part> parts = new ArrayList<>();
    for (KeyedValue value : section.get("parts").list()) {
      parts.add(part(value, quantities));
    }
    List<Intervention> interventions = new ArrayList<>();
    for (KeyedValue value : section.get("interventions").list()) {
      interventions.add(intervention(value));
    }
    KeyedValue confidence = section.get("confidence");
    double level = confidence.real();
    confidence.require(level > 0 && level < 1, "lie between 0 and 1");
    return new StatisticsSpec(
        targets,
        exclusions,
        parts,
        interventions,
        section.get("bootstrapResamples").whole(100, 1_000_000),
        level,
        section.get("seed").whole(0, Integer.MAX_VALUE));
  }

  private static Part part(KeyedValue value, Set<String> quantities) {
    Section section = Section.of(value, Set.of("label", "without"));
    KeyedValue label = section.get("label");
    String text = label.text(100);
    label.require(!text.isBlank(), "say which regimes these are");
    List<Exclusion> without = new ArrayList<>();
    for (KeyedValue rule : section.get("without").list()) {
      without.add(exclusion(rule, quantities));
    }
    section.get("without").require(!without.isEmpty(), "have at least one rule");
    return new Part(text, without);
  }

  /** A key of a regime, or that with keys of others. */
  private static Intervention intervention(KeyedValue value) {
    if (value.value().valueType() == ConfigValueType.STRING) {
      return intervention(value, List.of());
    }
    Section section = Section.of(value, Set.of("setting", "following"));
    List<String> following = new ArrayList<>();
    for (KeyedValue key : section.get("following").list()) {
      following.add(setting(key).key());
    }
    return intervention(section.get("setting"), following);
  }

  private static Intervention intervention(KeyedValue value, List<String> following) {
    Setting<?> setting = setting(value);
    JsonNode usual =
        setting
            .plainUsual()
            .orElseThrow(() -> value.error("must name a setting with a default, not " + setting));
    return new Intervention(setting.key(), usual, following);
  }

  private static Setting<?> setting(KeyedValue value) {
    List<String> keys = Settings.ALL.stream().map(Setting::key).toList();
    String key = value.text(100);
    if (!keys.contains(key)) {
      throw value.error("names no key of a regime, '" + key + "'" + Suggestions.hint(key, keys));
    }
    return Settings.ALL.get(keys.indexOf(key));
  }

  private static Exclusion exclusion(KeyedValue value, Set<String> quantities) {
    Section section = Section.of(value, Set.of("quantity", "above", "below"));
    KeyedValue quantity = section.get("quantity");
    String name = quantity.text(100);
    if (!quantities.contains(name)) {
      throw quantity.error(
          "names no column of the runs, '" + name + "'" + Suggestions.hint(name, quantities));
    }
    Optional<KeyedValue> above = section.given("above");
    Optional<KeyedValue> below = section.given("below");
    if (above.isPresent() == below.isPresent()) {
      throw value.error("must give one of above and below");
    }
    return above
        .map(v -> new Exclusion(name, Side.ABOVE, v.real()))
        .orElseGet(() -> new Exclusion(name, Side.BELOW, below.get().real()));
  }

  /** The numeric columns of the table of runs. */
  private static Set<String> quantities(int layers, EvaluationSpec evaluation) {
    Set<String> names = new HashSet<>(StatisticsSpec.TARGETS);
    names.addAll(
        List.of("seed", "trainAccuracy", "trainLoss", "reachedTrainLoss", "stopTrainLoss"));
    Settings.ALL.stream()
        .filter(setting -> setting.kind().isNumber())
        .forEach(setting -> names.add("regime." + setting.key()));
    names.addAll(List.of("regime.network.depth", "regime.network.width"));
    for (Measure measure : Measures.all()) {
      List<String> variants =
          measure.perVariant()
              ? evaluation.variants().stream().map(Variant::name).toList()
              : List.of("");
      for (String variant : variants) {
        Quantity.possible(measure, variant, layers).forEach(q -> names.add(q.name()));
      }
    }
    return names;
  }
}
