package org.nodesnr.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A JSON object whose fields are read as one type or refused.
 *
 * @param path for messages, ended by a dot
 * @param json the object
 */
record JsonFields(String path, JsonNode json) {
  private JsonNode get(String key, boolean right, String type) {
    if (!right) {
      String what = json.has(key) ? "must be " + type + ", not " + json.get(key) : "is missing";
      throw new IllegalArgumentException("run spec: " + path + key + " " + what);
    }
    return json.get(key);
  }

  JsonFields object(String key) {
    return new JsonFields(path + key + ".", get(key, json.path(key).isObject(), "an object"));
  }

  String text(String key) {
    return get(key, json.path(key).isTextual(), "text").textValue();
  }

  boolean flag(String key) {
    return get(key, json.path(key).isBoolean(), "true or false").booleanValue();
  }

  double real(String key) {
    return get(key, json.path(key).isNumber(), "a number").doubleValue();
  }

  int integer(String key) {
    JsonNode value = json.path(key);
    boolean right = value.isIntegralNumber() && value.canConvertToInt();
    return get(key, right, "a whole number").intValue();
  }

  long whole(String key) {
    JsonNode value = json.path(key);
    boolean right = value.isIntegralNumber() && value.canConvertToLong();
    return get(key, right, "a whole number").longValue();
  }

  <E extends Enum<E>> E constant(String key, List<E> constants) {
    String word = text(key);
    return constants.stream()
        .filter(c -> ConstantNames.name(c).equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("run spec: " + path + key + " is no " + word));
  }

  List<Integer> integers(String key) {
    List<Integer> values = new ArrayList<>();
    for (JsonNode value : get(key, json.path(key).isArray(), "a list")) {
      if (!value.isIntegralNumber() || !value.canConvertToInt()) {
        throw new IllegalArgumentException("run spec: " + path + key + " holds " + value);
      }
      values.add(value.intValue());
    }
    return values;
  }

  <T> List<T> elements(String key, Function<JsonFields, T> reader) {
    List<T> values = new ArrayList<>();
    for (JsonNode value : get(key, json.path(key).isArray(), "a list")) {
      values.add(reader.apply(new JsonFields(path + key + "[" + values.size() + "].", value)));
    }
    return values;
  }
}
