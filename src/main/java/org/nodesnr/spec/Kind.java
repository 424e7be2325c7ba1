package org.nodesnr.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the values of a setting are: read from a config, refused there when out of range, and
 * written as JSON and read back.
 *
 * @param <T> type of a value
 */
public interface Kind<T> {
  /**
   * @param value what is written
   * @return it as a value of the setting, or a refusal that names its place
   */
  T read(WrittenValue value);

  /** As JSON. */
  JsonNode write(T value);

  /** From JSON, of the right type or refused. */
  T parse(JsonFields fields, String key);

  /** The values there are, in words; empty where all are. */
  String range();

  /** As a config writes it: a number, a truth value or text. */
  default Object plain(T value) {
    return value;
  }

  /** Whether values are numbers, and a column of them can be compared with a threshold. */
  default boolean isNumber() {
    return true;
  }

  /**
   * A finite number.
   *
   * @param valid the range
   * @param must the range in words, after "must"; empty for every number
   */
  record Real(DoublePredicate valid, String must) implements Kind<Double> {
    static final Real ANY = new Real(v -> true, "");
    static final Real ABOVE_ZERO = new Real(v -> v > 0, "be above 0");
    public static final Real NOT_NEGATIVE = new Real(v -> v >= 0, "be 0 or above");
    static final Real SHARE = new Real(v -> v >= 0 && v <= 1, "lie between 0 and 1");
    public static final Real BELOW_ONE =
        new Real(v -> v >= 0 && v < 1, "be 0 or above and below 1");

    @Override
    public Double read(WrittenValue value) {
      double number = value.real();
      value.require(valid.test(number), must);
      return number;
    }

    @Override
    public JsonNode write(Double value) {
      return JsonNodeFactory.instance.numberNode(SpecJson.number(value));
    }

    @Override
    public Double parse(JsonFields fields, String key) {
      return fields.real(key);
    }

    @Override
    public String range() {
      return must.isEmpty() ? "any number" : must.replaceFirst("^be |^lie ", "");
    }
  }

  /**
   * A whole number.
   *
   * @param min least
   * @param max greatest
   */
  record Whole(int min, int max) implements Kind<Integer> {
    @Override
    public Integer read(WrittenValue value) {
      return value.whole(min, max);
    }

    @Override
    public JsonNode write(Integer value) {
      return IntNode.valueOf(value);
    }

    @Override
    public Integer parse(JsonFields fields, String key) {
      return fields.integer(key);
    }

    @Override
    public String range() {
      return "whole, " + min + " to " + max;
    }
  }

  /** True or false. */
  record Flag() implements Kind<Boolean> {
    @Override
    public Boolean read(WrittenValue value) {
      return value.flag();
    }

    @Override
    public JsonNode write(Boolean value) {
      return BooleanNode.valueOf(value);
    }

    @Override
    public Boolean parse(JsonFields fields, String key) {
      return fields.flag(key);
    }

    @Override
    public String range() {
      return "true or false";
    }

    @Override
    public boolean isNumber() {
      return false;
    }
  }

  /** Layers with weights, as text: {@code all}, or numbers from 1 with commas between. */
  record Layers() implements Kind<LayerChoice> {
    private static final int MOST = 1000;
    private static final String MUST = "be all, or numbers of layers from 1, such as \"1,2\"";
    private static final Pattern NUMBERS = Pattern.compile("[1-9]\\d{0,2}( *, *[1-9]\\d{0,2})*");

    @Override
    public LayerChoice read(WrittenValue value) {
      if (value.plain() instanceof Number) {
        return new LayerChoice(List.of(value.whole(1, MOST)));
      }
      value.require(value.plain() instanceof String text && valid(text), MUST);
      return of((String) value.plain());
    }

    private static boolean valid(String text) {
      return text.equals(LayerChoice.ALL.toString()) || NUMBERS.matcher(text).matches();
    }

    private static LayerChoice of(String text) {
      return text.equals(LayerChoice.ALL.toString())
          ? LayerChoice.ALL
          : new LayerChoice(
              Stream.of(text.split(",", -1)).map(String::strip).map(Integer::valueOf).toList());
    }

    @Override
    public Object plain(LayerChoice value) {
      return value.toString();
    }

    @Override
    public JsonNode write(LayerChoice value) {
      return TextNode.valueOf(value.toString());
    }

    @Override
    public LayerChoice parse(JsonFields fields, String key) {
      String text = fields.text(key);
      if (!valid(text)) {
        throw new IllegalArgumentException("run spec: " + key + " must " + MUST);
      }
      return of(text);
    }

    @Override
    public String range() {
      return "all, or numbers from 1";
    }

    @Override
    public boolean isNumber() {
      return false;
    }
  }

  /**
   * One of some constants, written as {@link ConstantNames#name}.
   *
   * @param constants all of them
   * @param <E> their type
   */
  record Word<E extends Enum<E>>(List<E> constants) implements Kind<E> {
    @Override
    public E read(WrittenValue value) {
      return value.constant(constants);
    }

    @Override
    public Object plain(E value) {
      return ConstantNames.name(value);
    }

    @Override
    public JsonNode write(E value) {
      return TextNode.valueOf(ConstantNames.name(value));
    }

    @Override
    public E parse(JsonFields fields, String key) {
      return fields.constant(key, constants);
    }

    @Override
    public String range() {
      return constants.stream().map(ConstantNames::name).collect(Collectors.joining(", "));
    }

    @Override
    public boolean isNumber() {
      return false;
    }
  }
}
