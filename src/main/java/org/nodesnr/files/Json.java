package org.nodesnr.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The one way in which records become JSON and back: every digit kept, NaN and infinities as
 * strings.
 */
public final class Json {
  /** Values that fit a line of so many characters are not broken up. */
  private static final int LINE_LENGTH = 160;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private Json() {}

  /**
   * @param value a record
   * @return one line of JSON
   */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not representable as JSON: " + value, e);
    }
  }

  /**
   * @param value a record
   * @return indented JSON, for files that git holds: what fits stays on one line, so that a diff
   *     shows a measurement per line
   */
  public static String text(Object value) {
    StringBuilder text = new StringBuilder();
    layOut(tree(value), "", 0, text);
    return text.append('\n').toString();
  }

  /**
   * @param value a record
   * @return one line of JSON for other programs
   */
  public static String printed(Object value) {
    return line(forPrograms(value));
  }

  /**
   * @param value a record
   * @return its tree for other programs, which know no NaN: null stands for it
   */
  public static JsonNode forPrograms(Object value) {
    JsonNode tree = tree(value);
    nullForNan(tree);
    return tree;
  }

  private static void nullForNan(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(orNull(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, orNull(array.get(i)));
      }
    }
    node.forEach(Json::nullForNan);
  }

  private static JsonNode orNull(JsonNode node) {
    return node.isFloatingPointNumber() && Double.isNaN(node.doubleValue())
        ? NullNode.getInstance()
        : node;
  }

  /**
   * @param value a record
   * @return its tree
   */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * @param text JSON
   * @param type the record's class
   * @param <T> the record
   * @return the record
   * @throws JsonProcessingException when the text is no such record: among others, when a field is
   *     missing, null, there twice, unknown, or a fraction instead of a whole number
   */
  public static <T> T read(String text, Class<T> type) throws JsonProcessingException {
    return read(text, type, Map.of());
  }

  /**
   * The same for records that may lack fields.
   *
   * @param text JSON
   * @param type the record's class
   * @param absent what stands for a field that is not there, by the name of its {@link
   *     com.fasterxml.jackson.annotation.JacksonInject}
   * @param <T> the record
   * @return the record
   * @throws JsonProcessingException when the text is no such record
   */
  public static <T> T read(String text, Class<T> type, Map<String, Object> absent)
      throws JsonProcessingException {
    T value = MAPPER.reader(new InjectableValues.Std(absent)).forType(type).readValue(text);
    if (value == null) {
      throw JsonMappingException.from((JsonParser) null, "null instead of a record");
    }
    return value;
  }

  /**
   * @param text JSON
   * @return its tree
   * @throws JsonProcessingException when the text is no JSON, or more than one value
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  private static void layOut(JsonNode node, String indent, int used, StringBuilder text) {
    String line = line(node);
    if (!node.isContainerNode() || indent.length() + used + line.length() < LINE_LENGTH) {
      text.append(line);
      return;
    }
    String inner = indent + " ";
    String separator = "\n";
    text.append(node.isObject() ? '{' : '[');
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        String key = line(field.getKey()) + ": ";
        text.append(separator).append(inner).append(key);
        layOut(field.getValue(), inner, key.length(), text);
        separator = ",\n";
      }
    } else {
      for (JsonNode element : node) {
        text.append(separator).append(inner);
        layOut(element, inner, 0, text);
        separator = ",\n";
      }
    }
    text.append('\n').append(indent).append(node.isObject() ? '}' : ']');
  }
}
