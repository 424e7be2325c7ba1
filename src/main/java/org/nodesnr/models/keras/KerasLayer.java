package org.nodesnr.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.Origin;

/**
 * A layer of a Keras configuration.
 *
 * @param origin its place, class and name; the name with those of the models it stands in, and with
 *     the number of its use
 * @param name its own name, under which the file has its weights
 * @param config its configuration
 */
record KerasLayer(Origin origin, String name, JsonNode config) {
  private static final int MOST = 1 << 24;

  String type() {
    return origin.type();
  }

  /** One number. */
  int size(String key) {
    return size(key, config.path(key));
  }

  private int size(String key, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0) {
      throw origin.refuse(key + " " + value + " is not supported");
    }
    if (value.asInt() > MOST) {
      throw origin.refuse(key + " " + value + " is too large");
    }
    return value.asInt();
  }

  /** A number; the other where there is none. */
  double number(String key, double otherwise) {
    JsonNode value = config.path(key);
    if (value.isNull() || value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw origin.refuse(key + " " + value + " is not supported");
    }
    return value.asDouble();
  }

  /** So many numbers, however nested, or one that stands for all; empty where there is none. */
  float[] numbers(String key, int count) {
    JsonNode value = config.path(key);
    List<Float> found = new ArrayList<>();
    if (value.isNumber()) {
      found.add((float) value.asDouble());
    } else {
      for (JsonNode leaf : leaves(value, new ArrayList<>())) {
        if (!leaf.isNumber()) {
          throw origin.refuse(key + " " + leaf + " is not supported");
        }
        found.add((float) leaf.asDouble());
      }
    }
    if (found.size() > 1 && found.size() != count) {
      throw origin.refuse(found.size() + " values of " + key + " where there are " + count);
    }
    float[] numbers = new float[found.isEmpty() ? 0 : count];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = found.get(found.size() == 1 ? 0 : k);
    }
    return numbers;
  }

  private static List<JsonNode> leaves(JsonNode value, List<JsonNode> leaves) {
    for (JsonNode child : value) {
      if (child.isArray()) {
        leaves(child, leaves);
      } else {
        leaves.add(child);
      }
    }
    return leaves;
  }

  /** The one axis that a layer names; the other where it names none. */
  int axis(int otherwise) {
    JsonNode value = config.path("axis");
    if (value.isNull() || value.isMissingNode()) {
      return otherwise;
    }
    JsonNode one = value.isArray() && value.size() == 1 ? value.get(0) : value;
    if (!one.isIntegralNumber() || !one.canConvertToInt()) {
      throw origin.refuse("axis " + value + " is not supported");
    }
    return one.asInt();
  }

  /** The same layer under a name with a number behind it. */
  KerasLayer numbered(int number) {
    String other = name + "#" + number;
    return new KerasLayer(renamed(other), other, config);
  }

  /** The same layer, called otherwise. */
  KerasLayer shown(String as) {
    return new KerasLayer(renamed(as), name, config);
  }

  private Origin renamed(String as) {
    return new Origin(origin.file(), origin.place(), origin.type(), as);
  }

  /** Two numbers, or one for both; those given otherwise where there is none. */
  int[] pair(String key, int... otherwise) {
    JsonNode value = config.path(key);
    if (value.isNull() || value.isMissingNode()) {
      if (otherwise.length == 2) {
        return otherwise;
      }
      throw origin.refuse(key + " is missing");
    }
    if (value.isArray() && value.size() == 2) {
      return new int[] {size(key, value.get(0)), size(key, value.get(1))};
    }
    int both = size(key, value);
    return new int[] {both, both};
  }

  /** Refuses any value but that, or none. */
  void require(String key, int wanted) {
    JsonNode value = config.path(key);
    boolean none = value.isNull() || value.isMissingNode();
    boolean right = value.isNumber() && value.asDouble() == wanted;
    if (value.isArray()) {
      right = !value.isEmpty();
      for (JsonNode element : value) {
        right &= element.isNumber() && element.asDouble() == wanted;
      }
    }
    if (!none && !right) {
      throw origin.refuse(key + " " + value + " is not supported");
    }
  }

  boolean flag(String key, boolean otherwise) {
    JsonNode value = config.path(key);
    return value.isBoolean() ? value.asBoolean() : otherwise;
  }

  /** Text; the other where there is none. */
  String text(String key, String otherwise) {
    JsonNode value = config.path(key);
    if (value.isNull() || value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw origin.refuse(key + " " + value + " is not supported");
    }
    return value.asText();
  }

  ChannelOrder order() {
    return switch (text("data_format", "channels_last")) {
      case "channels_last" -> ChannelOrder.LAST;
      case "channels_first" -> ChannelOrder.FIRST;
      default -> throw origin.refuse("data_format " + config.path("data_format"));
    };
  }

  /** Name of an activation, whether it stands there as such or as a serialised function. */
  String activation() {
    JsonNode value = config.path("activation");
    if (value.isObject()) {
      JsonNode inner = value.path("config");
      value = inner.isTextual() ? inner : value.path("class_name");
    }
    if (value.isNull() || value.isMissingNode()) {
      return "linear";
    }
    return value.isTextual() ? value.asText() : value.toString();
  }
}
