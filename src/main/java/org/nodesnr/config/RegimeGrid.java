package org.nodesnr.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nodesnr.UserError;
import org.nodesnr.config.Regime.AugmentationSpec;
import org.nodesnr.config.Regime.InitialisationSpec;

/** Expands one regime of a config: its lists, and those of base, multiply out. */
final class RegimeGrid {
  private static final Set<String> KEYS = keys("", "seeds");

  /** A regime with every value and the place where that value was given. */
  record Member(Regime regime, Map<RegimeField, Value> values) {
    /** Where a field of the regime was given. */
    Value value(RegimeField field) {
      return values.get(field);
    }
  }

  private final String family;
  private final Map<RegimeField, List<Value>> alternatives = new EnumMap<>(RegimeField.class);
  private final Set<RegimeField> varied = new LinkedHashSet<>();
  private final Section section;
  private final Value value;

  /**
   * @param family name of the regime in the config
   * @param value its block
   * @param base the block that it is a difference from
   */
  RegimeGrid(String family, Value value, Section base) {
    this.family = family;
    this.value = value;
    this.section = Section.of(value, KEYS);
    for (RegimeField field : RegimeField.values()) {
      Section own = section;
      Section ofBase = base;
      if (!field.block.isEmpty()) {
        own = section.block(field.block, keys(field.block));
        ofBase = base.section(field.block);
      }
      Value chosen = own.given(field.key).orElse(null);
      chosen = chosen == null ? ofBase.get(field.key) : chosen;
      alternatives.put(field, chosen.alternatives());
      if (chosen.isList()) {
        varied.add(field);
      }
    }
  }

  private static Set<String> keys(String block, String... more) {
    Set<String> keys =
        Arrays.stream(RegimeField.values())
            .filter(field -> field.block.equals(block))
            .map(field -> field.key)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (block.isEmpty()) {
      Arrays.stream(RegimeField.values())
          .map(field -> field.block)
          .filter(name -> !name.isEmpty())
          .forEach(keys::add);
    }
    keys.addAll(List.of(more));
    return keys;
  }

  /** The regime's name in the config. */
  String family() {
    return family;
  }

  /** An error about the regime as a whole. */
  UserError error(String message) {
    return value.error(message);
  }

  /** The seeds of this regime alone, if it has any, else those of the config. */
  List<Long> seeds(Value ofConfig) {
    return Seeds.read(section.given("seeds").orElse(ofConfig));
  }

  /** Number of members, without making them; never overflows. */
  long size() {
    long size = 1;
    for (List<Value> values : alternatives.values()) {
      size = Math.min(size * values.size(), Integer.MAX_VALUE);
    }
    return size;
  }

  /** Every combination, the last field varying fastest. */
  List<Member> members() {
    List<Map<RegimeField, Value>> combinations = new ArrayList<>();
    combinations.add(new EnumMap<>(RegimeField.class));
    alternatives.forEach(
        (field, values) -> {
          List<Map<RegimeField, Value>> longer = new ArrayList<>();
          for (Map<RegimeField, Value> combination : combinations) {
            for (Value value : values) {
              Map<RegimeField, Value> extended = new EnumMap<>(RegimeField.class);
              extended.putAll(combination);
              extended.put(field, value);
              longer.add(extended);
            }
          }
          combinations.clear();
          combinations.addAll(longer);
        });
    return combinations.stream().map(this::member).toList();
  }

  private Member member(Map<RegimeField, Value> values) {
    Map<RegimeField, Object> read = new EnumMap<>(RegimeField.class);
    values.forEach((field, value) -> read.put(field, field.read(value)));
    String label =
        varied.isEmpty()
            ? family
            : family
                + " "
                + varied.stream()
                    .map(field -> field.label(read.get(field)))
                    .collect(Collectors.joining(", "));
    Regime regime =
        new Regime(
            label,
            family,
            (double) read.get(RegimeField.LEARNING_RATE),
            (double) read.get(RegimeField.L2_COEFFICIENT),
            (double) read.get(RegimeField.DROP_PROBABILITY),
            (int) read.get(RegimeField.BATCH_SIZE),
            (int) read.get(RegimeField.STEPS),
            new AugmentationSpec(
                (int) read.get(RegimeField.SHIFT),
                (boolean) read.get(RegimeField.FLIP),
                (boolean) read.get(RegimeField.CROP)),
            new InitialisationSpec(
                (double) read.get(RegimeField.CONVOLUTION_DEVIATION),
                (double) read.get(RegimeField.DENSE_DEVIATION),
                (double) read.get(RegimeField.BIAS)));
    return new Member(regime, values);
  }
}
