package org.nodesnr.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.Setting;
import org.nodesnr.spec.Settings;

/** Expands one regime of a config: its lists, and those of base, multiply out. */
final class RegimeGrid {
  /** The key of a network that is not that of the whole config. */
  static final String NETWORK = "network";

  private static final Set<String> KEYS = keys("", "seeds", NETWORK);

  /** A regime with its network, every value and the place where that value was given. */
  record Member(NetworkSpec network, Regime regime, Map<Setting<?>, KeyedValue> values) {
    /** Refuses what does not go with the rest of the regime, the data or the network. */
    void check(DataSpec data) {
      values.forEach(
          (field, value) -> {
            String refusal = field.refusal(regime, data, network);
            if (!refusal.isEmpty()) {
              throw value.error(refusal);
            }
          });
    }
  }

  private final String family;
  private final Map<Setting<?>, List<KeyedValue>> alternatives = new LinkedHashMap<>();
  private final Set<Setting<?>> varied = new LinkedHashSet<>();
  private final Section section;
  private final Optional<KeyedValue> network;
  private final KeyedValue value;

  /**
   * @param family name of the regime in the config
   * @param value its block
   * @param base the block that it is a difference from
   */
  RegimeGrid(String family, KeyedValue value, Section base) {
    this.family = family;
    this.value = value;
    this.section = Section.of(value, KEYS);
    this.network = section.given(NETWORK).or(() -> base.given(NETWORK));
    for (Setting<?> field : Settings.ALL) {
      Section own = section;
      Section ofBase = base;
      if (!field.block().isEmpty()) {
        own = section.block(field.block(), keys(field.block()));
        ofBase = base.section(field.block());
      }
      KeyedValue chosen = own.given(field.name()).orElse(null);
      chosen = chosen == null ? ofBase.get(field.name()) : chosen;
      alternatives.put(field, chosen.alternatives());
      if (chosen.isList()) {
        varied.add(field);
      }
    }
  }

  private static Set<String> keys(String block, String... more) {
    Set<String> keys = new LinkedHashSet<>();
    for (Setting<?> field : Settings.ALL) {
      if (field.block().equals(block)) {
        keys.add(field.name());
      } else if (block.isEmpty()) {
        keys.add(field.block());
      }
    }
    keys.addAll(List.of(more));
    return keys;
  }

  /** The regime's name in the config. */
  String family() {
    return family;
  }

  /** The first of its values of a setting that is not the default. */
  Optional<KeyedValue> change(Setting<?> field) {
    return alternatives.get(field).stream().filter(field::changedBy).findFirst();
  }

  /** An error about the regime as a whole. */
  UserError error(String message) {
    return value.error(message);
  }

  /** The seeds of this regime alone, if it has any, else those of the config. */
  List<Long> seeds(KeyedValue ofConfig) {
    return SeedReader.read(section.given("seeds").orElse(ofConfig));
  }

  /** What the regime says of its networks; empty where they are that of the whole config. */
  Optional<KeyedValue> network() {
    return network;
  }

  /** Number of members, without making them; never overflows. */
  long size() {
    long size = network.map(value -> NetworkLists.alternatives(value).size()).orElse(1);
    for (List<KeyedValue> values : alternatives.values()) {
      size = Math.min(size * values.size(), Integer.MAX_VALUE);
    }
    return size;
  }

  /**
   * Every combination, the last field varying fastest, the networks slowest.
   *
   * @param networks the regime's networks
   */
  List<Member> members(List<NetworkSpec> networks) {
    return networks.stream()
        .flatMap(one -> combinations().stream().map(values -> member(one, networks, values)))
        .toList();
  }

  private List<Map<Setting<?>, KeyedValue>> combinations() {
    List<Map<Setting<?>, KeyedValue>> combinations = new ArrayList<>();
    combinations.add(new LinkedHashMap<>());
    alternatives.forEach(
        (field, values) -> {
          List<Map<Setting<?>, KeyedValue>> longer = new ArrayList<>();
          for (Map<Setting<?>, KeyedValue> combination : combinations) {
            for (KeyedValue value : values) {
              Map<Setting<?>, KeyedValue> extended = new LinkedHashMap<>(combination);
              extended.put(field, value);
              longer.add(extended);
            }
          }
          combinations.clear();
          combinations.addAll(longer);
        });
    return combinations;
  }

  private Member member(
      NetworkSpec own, List<NetworkSpec> networks, Map<Setting<?>, KeyedValue> values) {
    Regime regime = Regime.named(family);
    for (Map.Entry<Setting<?>, KeyedValue> entry : values.entrySet()) {
      regime = entry.getKey().read(entry.getValue(), regime);
    }
    String named = network.filter(NetworkLists::vary).map(v -> own.text()).orElse("");
    boolean several = networks.size() > 1;
    return new Member(own, regime.labelled(label(named, several, regime), family), values);
  }

  /**
   * The family and the values that vary in it; with their keys where several vary over more than
   * one value, as nothing else says which is whose.
   */
  private String label(String named, boolean severalNetworks, Regime regime) {
    boolean keys =
        varied.size() + (named.isEmpty() ? 0 : 1) > 1
            && (severalNetworks
                || varied.stream().anyMatch(field -> alternatives.get(field).size() > 1));
    String stated =
        Stream.concat(
                Stream.of(named).filter(text -> !text.isEmpty()),
                varied.stream()
                    .map(field -> keys ? field.labelWithName(regime) : field.label(regime)))
            .collect(Collectors.joining(", "));
    return stated.isEmpty() ? family : family + " " + stated;
  }
}
