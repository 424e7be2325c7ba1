package org.nodesnr.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.nodesnr.UserError;
import org.nodesnr.spec.ConstantNames;
import org.nodesnr.spec.ShortNumbers;
import org.nodesnr.spec.WrittenValue;

/**
 * A value of a config with its path, read as one type or refused with its place.
 *
 * @param value what is written
 * @param path the full key
 * @param sources where things stand
 */
record KeyedValue(ConfigValue value, String path, Sources sources) implements WrittenValue {
  private static final int SHOWN_CHARACTERS = 40;
  private static final Pattern POINT_FIRST = Pattern.compile("-?\\.\\d+(?:[eE][+-]?\\d+)?");

  @Override
  public UserError error(String message) {
    return new UserError(sources.place(value.origin()) + ": " + printable(path) + " " + message);
  }

  @Override
  public Object plain() {
    return value.unwrapped();
  }

  @Override
  public void require(boolean condition, String must) {
    if (!condition) {
      throw error("must " + must + ", not " + shown());
    }
  }

  /** The number as it is written, refused if there is none. */
  private double number(String must) {
    Object written = value.unwrapped();
    // HOCON takes a number that begins with its point for text.
    if (written instanceof String text && POINT_FIRST.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    require(value.valueType() == ConfigValueType.NUMBER, must);
    return ((Number) written).doubleValue();
  }

  @Override
  public double real() {
    double number = number("be a number");
    require(Double.isFinite(number), "be finite");
    return number + 0.0; // −0 becomes 0
  }

  @Override
  public int whole(int min, int max) {
    double number = number("be a whole number");
    require(number == Math.rint(number), "be a whole number");
    require(number >= min && number <= max, "lie between " + min + " and " + max);
    return (int) number;
  }

  @Override
  public boolean flag() {
    require(value.valueType() == ConfigValueType.BOOLEAN, "be true or false");
    return (Boolean) value.unwrapped();
  }

  /** Text without control characters. */
  String text(int maxLength) {
    require(value.valueType() == ConfigValueType.STRING, "be text");
    String text = (String) value.unwrapped();
    require(text.length() <= maxLength, "have at most " + maxLength + " characters");
    require(text.chars().noneMatch(Character::isISOControl), "be one line of text");
    return text;
  }

  /** One of some words. */
  String word(List<String> valid) {
    require(value.valueType() == ConfigValueType.STRING, "be one of " + String.join(", ", valid));
    String word = (String) value.unwrapped();
    if (!valid.contains(word)) {
      throw error("has no value " + shown() + Suggestions.hint(word, valid));
    }
    return word;
  }

  @Override
  public <E extends Enum<E>> E constant(List<E> valid) {
    String word = word(valid.stream().map(ConstantNames::name).toList());
    return valid.stream().filter(c -> ConstantNames.name(c).equals(word)).findFirst().orElseThrow();
  }

  @Override
  public boolean isList() {
    return value.valueType() == ConfigValueType.LIST;
  }

  /** The elements of a list. */
  List<KeyedValue> list() {
    require(isList(), "be a list");
    List<KeyedValue> elements = new ArrayList<>();
    for (ConfigValue element : (ConfigList) value) {
      elements.add(new KeyedValue(element, path + "[" + elements.size() + "]", sources));
    }
    return elements;
  }

  /** The elements of a list, or the value itself. */
  List<KeyedValue> alternativesOrNone() {
    return isList() ? list() : List.of(this);
  }

  @Override
  public List<KeyedValue> alternatives() {
    if (!isList()) {
      return List.of(this);
    }
    List<KeyedValue> elements = list();
    require(!elements.isEmpty(), "have at least one value");
    return elements;
  }

  ConfigObject object() {
    require(value.valueType() == ConfigValueType.OBJECT, "be a block { … }");
    return (ConfigObject) value;
  }

  private String shown() {
    String text = value.render(ConfigRenderOptions.concise());
    if (value.unwrapped() instanceof Double number && Double.isFinite(number)) {
      text = ShortNumbers.text(number);
    }
    String shown =
        text.substring(
            0,
            text.offsetByCodePoints(
                0, Math.min(SHOWN_CHARACTERS, text.codePointCount(0, text.length()))));
    return printable(shown) + (shown.length() < text.length() ? "…" : "");
  }

  /** Text with control characters, and characters that can't be seen, as escapes. */
  static String printable(String text) {
    return escaped(
        text,
        c ->
            !Character.isISOControl(c)
                && Character.getType(c) != Character.FORMAT
                && Character.getType(c) != Character.SURROGATE
                && Character.getType(c) != Character.LINE_SEPARATOR
                && Character.getType(c) != Character.PARAGRAPH_SEPARATOR);
  }

  /** Text with everything outside ASCII as escapes: a letter that looks like another is seen. */
  static String ascii(String text) {
    return escaped(text, c -> c >= ' ' && c <= '~');
  }

  private static String escaped(String text, IntPredicate plain) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (plain.test(c)) {
                result.appendCodePoint(c);
              } else {
                result.append(String.format(Locale.ROOT, "\\u%04x", c));
              }
            });
    return result.toString();
  }
}
