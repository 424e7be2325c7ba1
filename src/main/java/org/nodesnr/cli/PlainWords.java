package org.nodesnr.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.nodesnr.config.Suggestions;
import org.nodesnr.spec.ConstantNames;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * What options take: constants of enums as words in lower case, hyphens between, and numbers; what
 * is neither is refused in plain words.
 */
final class PlainWords {
  private PlainWords() {}

  /** Has every option of every command read its constants and numbers here. */
  static void register(CommandLine root) {
    register(root, root);
    for (Class<Integer> type : List.of(Integer.class, int.class)) {
      root.registerConverter(type, text -> number(text, Integer::valueOf, "no whole number"));
    }
    for (Class<Long> type : List.of(Long.class, long.class)) {
      root.registerConverter(type, text -> number(text, Long::valueOf, "no whole number"));
    }
    for (Class<Double> type : List.of(Double.class, double.class)) {
      root.registerConverter(type, text -> number(text, Double::valueOf, "no number"));
    }
  }

  private static <T> T number(String text, Function<String, T> parse, String refusal) {
    try {
      return parse.apply(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is " + refusal);
    }
  }

  private static void register(CommandLine root, CommandLine command) {
    for (ArgSpec arg : command.getCommandSpec().args()) {
      for (Class<?> type : arg.auxiliaryTypes()) {
        if (type.isEnum()) {
          reading(root, type);
        }
      }
    }
    command.getSubcommands().values().forEach(below -> register(root, below));
  }

  private static <T> void reading(CommandLine root, Class<T> type) {
    root.registerConverter(type, text -> constant(type, text));
  }

  /** The constant, or a refusal that lists the words and suggests the nearest. */
  private static <T> T constant(Class<T> type, String text) {
    T[] constants = type.getEnumConstants();
    List<String> words =
        Arrays.stream(constants).map(c -> ConstantNames.name((Enum<?>) c)).toList();
    int at = words.indexOf(text.toLowerCase(Locale.ROOT));
    if (at >= 0) {
      return constants[at];
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is none of "
            + String.join(", ", words)
            + Suggestions.nearest(text, words)
                .map(near -> "; did you mean " + near + "?")
                .orElse(""));
  }
}
