package org.nodesnr.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where values of a config come from. The parser is given {@code source#k} for a description, so
 * that no file name can be mistaken for a part of its messages.
 */
final class Sources {
  private static final Pattern POSITION = Pattern.compile("source#(\\d+)(?:: (\\d+))?");

  private record Source(String name, boolean hasLines) {}

  /** A place, ordered as the text is read: included files first, overrides last. */
  record Position(int rank, int line) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
      return rank != other.rank
          ? Integer.compare(rank, other.rank)
          : Integer.compare(line, other.line);
    }
  }

  private final List<Source> sources = new ArrayList<>();
  private final Map<Integer, Integer> ranks = new HashMap<>();
  private final List<ConfigObject> contents = new ArrayList<>();

  /** The description to give to the parser for a file. */
  String addFile(String name) {
    sources.add(new Source(name, true));
    return "source#" + (sources.size() - 1);
  }

  /** The description to give to the parser for an override, which has no lines. */
  String addOverride(String name) {
    sources.add(new Source(name, false));
    return "source#" + (sources.size() - 1);
  }

  /** Says that a source was read to its end, with what it holds; the order of calls is kept. */
  void finished(String description, ConfigObject content) {
    ranks.put(number(description), ranks.size());
    contents.add(content);
  }

  /**
   * The keys of a block in the order in which they were first written; those that one line gives,
   * by name. The origins of a merged block don't tell, as they forget what an override replaced.
   */
  List<String> order(String path, Set<String> keys) {
    Set<String> order = new LinkedHashSet<>();
    for (ConfigObject content : contents) {
      block(content, ConfigUtil.splitPath(path)).stream()
          .flatMap(block -> byPosition(block).stream())
          .filter(keys::contains)
          .forEach(order::add);
    }
    keys.stream().sorted().forEach(order::add);
    return List.copyOf(order);
  }

  private List<String> byPosition(ConfigObject block) {
    return block.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, ConfigValue> e) -> position(e.getValue().origin()))
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Optional<ConfigObject> block(ConfigObject content, List<String> path) {
    ConfigValue value = content;
    try {
      for (String key : path) {
        value = value instanceof ConfigObject object ? object.get(key) : null;
      }
      if (value instanceof ConfigObject object && !object.isEmpty()) {
        return Optional.of(object);
      }
    } catch (ConfigException.NotResolved e) {
      // A block that is itself a substitution has no order of its own.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static int number(String description) {
    return Integer.parseInt(description.substring(description.indexOf('#') + 1));
  }

  /** The first place that a value was given at. */
  Position position(ConfigOrigin origin) {
    Matcher places = POSITION.matcher(origin.description());
    Position first = new Position(Integer.MAX_VALUE, 0);
    while (places.find()) {
      int rank = ranks.getOrDefault(Integer.parseInt(places.group(1)), Integer.MAX_VALUE - 1);
      int line = places.group(2) == null ? 0 : Integer.parseInt(places.group(2));
      Position place = new Position(rank, line);
      first = place.compareTo(first) < 0 ? place : first;
    }
    return first;
  }

  /** {@code file:line}, or the override as typed; of a merged value, the place that came last. */
  String place(ConfigOrigin origin) {
    Matcher places = POSITION.matcher(origin.description());
    return places.find() ? place(places) : origin.description();
  }

  /** Whether a value was given, and is no default. */
  boolean given(ConfigOrigin origin) {
    return POSITION.matcher(origin.description()).find();
  }

  /**
   * The parser's message in one line, with places written as everywhere else and without its
   * guesses.
   *
   * @param message of the parser
   * @param name what was read, put first where the message names no place
   */
  String describe(String message, String name) {
    boolean placed = POSITION.matcher(message).lookingAt();
    String text = POSITION.matcher(message).replaceAll(m -> Matcher.quoteReplacement(place(m)));
    text = text.replace("path parameter: ", "");
    text = text.replace("expecting a close parentheses ')' here, not:", "expected '}' here, not:");
    int guess = text.indexOf(" (if you ");
    text = guess < 0 ? text : text.substring(0, guess);
    return KeyedValue.printable((placed ? "" : name + ": ") + text.replaceAll("\\s+", " "));
  }

  private String place(MatchResult place) {
    Source source = sources.get(Integer.parseInt(place.group(1)));
    boolean line = source.hasLines() && place.group(2) != null;
    return source.name() + (line ? ":" + place.group(2) : "");
  }
}
