package org.nodesnr.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.Variant;
import org.nodesnr.spec.Variant.CountInputs;
import org.nodesnr.spec.Variant.InputScaling;
import org.nodesnr.spec.Variant.NodeMean;

/** Reads ways to compute S and G, each by what differs from one of the built-in ones. */
public final class VariantReader {
  private static final String BLOCK = "variants";
  private static final int MAX_VARIANTS = 32;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");

  private VariantReader() {}

  /**
   * Variants that are no part of a config.
   *
   * @param option what names them to the user
   * @param written {@code name={ extends = paper, … }} in HOCON, each
   * @param known those that there are besides, which come first
   * @return all of them
   * @throws org.nodesnr.UserError when anything is wrong: option, key and what to do
   */
  public static List<Variant> read(String option, List<String> written, List<Variant> known) {
    Sources sources = new Sources();
    Section root =
        Section.root(
            new HoconReader(sources).read(option, BLOCK, written),
            Section.EMPTY.withValue(BLOCK, Section.EMPTY),
            option,
            sources);
    return read(root.named(BLOCK), known);
  }

  static List<Variant> read(List<Map.Entry<String, KeyedValue>> entries, List<Variant> known) {
    List<Variant> variants = new ArrayList<>(known);
    for (Map.Entry<String, KeyedValue> entry : entries) {
      String name = entry.getKey();
      Variant variant = variant(name, entry.getValue());
      variants.stream()
          .map(Variant::name)
          .filter(other -> other.equalsIgnoreCase(name))
          .findFirst()
          .ifPresent(
              other -> {
                // Columns of tables are told apart without regard to case.
                throw entry
                    .getValue()
                    .error(
                        other.equals(name)
                            ? "is a variant of the config already; give another name"
                            : "differs from variant '" + other + "' by its case alone; rename one");
              });
      variants.add(variant);
      if (variants.size() > MAX_VARIANTS) {
        throw entry.getValue().error("is one variant too many; at most " + MAX_VARIANTS);
      }
    }
    return variants;
  }

  private static Variant variant(String name, KeyedValue value) {
    if (Variant.BUILT_IN.stream().anyMatch(v -> v.name().equals(name))) {
      throw value.error("is fixed; define a variant of another name that extends it");
    }
    if (!NAME.matcher(name).matches()) {
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
                "countInputs",
                "countGuard",
                "normGuard"));
    String parent =
        section.get("extends").word(Variant.BUILT_IN.stream().map(Variant::name).toList());
    Variant base = parent.equals(Variant.PAPER.name()) ? Variant.PAPER : Variant.NOTEBOOK;
    return new Variant(
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
            .map(v -> v.constant(List.of(NodeMean.values())))
            .orElse(base.nodeMean()),
        section.given("softmaxCentring").map(KeyedValue::flag).orElse(base.softmaxCentring()),
        section
            .given("countInputs")
            .map(v -> v.constant(List.of(CountInputs.values())))
            .orElse(base.countInputs()),
        section.given("countGuard").map(Real.NOT_NEGATIVE::read).orElse(base.countGuard()),
        section.given("normGuard").map(Real.NOT_NEGATIVE::read).orElse(base.normGuard()));
  }
}
