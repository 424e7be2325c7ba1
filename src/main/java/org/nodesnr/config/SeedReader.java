package org.nodesnr.config;

import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeds of replicates: {@code "1..4"}, {@code "1..3, 8"}, {@code [1, 2, "5..8"]} or {@code 7}. */
final class SeedReader {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:\\s*\\.\\.\\s*(\\d{1,9}))?");
  private static final String FORM = "be seeds such as \"1..4\", [1, 2, 5] or 7";

  private SeedReader() {}

  /** The seeds in the order given: at least one, all distinct. */
  static List<Long> read(KeyedValue value) {
    List<Long> seeds = new ArrayList<>();
    for (KeyedValue part : value.isList() ? value.list() : List.of(value)) {
      if (part.value().valueType() == ConfigValueType.STRING) {
        for (String range : part.text(1000).split(",", -1)) {
          addRange(part, range.strip(), seeds);
        }
      } else {
        part.require(part.value().valueType() == ConfigValueType.NUMBER, FORM);
        seeds.add((long) part.whole(0, 999_999_999));
      }
      if (seeds.size() > ExperimentLoader.MAX_RUNS) {
        throw value.error("gives more than " + ExperimentLoader.MAX_RUNS + " seeds");
      }
    }
    value.require(!seeds.isEmpty(), "have at least one seed");
    Set<Long> seen = new HashSet<>();
    for (long seed : seeds) {
      if (!seen.add(seed)) {
        throw value.error("gives seed " + seed + " twice");
      }
    }
    return List.copyOf(seeds);
  }

  private static void addRange(KeyedValue part, String text, List<Long> seeds) {
    Matcher range = RANGE.matcher(text);
    part.require(range.matches(), FORM);
    long first = Long.parseLong(range.group(1));
    long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
    part.require(first <= last, "be a range that goes up");
    if (last - first >= ExperimentLoader.MAX_RUNS) {
      throw part.error("gives more than " + ExperimentLoader.MAX_RUNS + " seeds");
    }
    for (long seed = first; seed <= last; seed++) {
      seeds.add(seed);
    }
  }
}
