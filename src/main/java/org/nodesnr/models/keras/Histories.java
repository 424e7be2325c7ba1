package org.nodesnr.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How functional models name the layers that feed a layer. */
final class Histories {
  private static final Pattern LATER = Pattern.compile("(.+)#([1-9][0-9]{0,8})", Pattern.DOTALL);

  private Histories() {}

  /**
   * The {@linkplain #use uses} of layers that feed a layer: {@code [[["name", 0, 0, {}]]]} in Keras
   * 2, tensors with a {@code keras_history} in Keras 3.
   */
  static void collect(JsonNode node, List<String> names) {
    if (node.isObject()) {
      if (node.has("keras_history")) {
        collectHistory(node.path("keras_history"), names);
      } else {
        node.forEach(child -> collect(child, names));
      }
    } else if (node.isArray()) {
      if (isHistory(node)) {
        names.add(use(node.get(0).asText(), node.get(1).asInt()));
      } else {
        node.forEach(child -> collect(child, names));
      }
    }
  }

  /** One {@code ["name", 0, 0]}, or a list of them. */
  static void collectHistory(JsonNode node, List<String> names) {
    if (isHistory(node)) {
      names.add(use(node.get(0).asText(), node.get(1).asInt()));
    } else if (node.isArray()) {
      node.forEach(child -> collectHistory(child, names));
    }
  }

  /**
   * @param name name of a layer
   * @param number of its use, from 0
   * @return what stands for that use
   */
  static String use(String name, int number) {
    return number == 0 ? name : name + "#" + (number + 1);
  }

  /** Name of the layer of a {@linkplain #use use}. */
  static String layer(String use) {
    Matcher matcher = LATER.matcher(use);
    return matcher.matches() ? matcher.group(1) : use;
  }

  /** Number of a {@linkplain #use use}, from 0. */
  static int number(String use) {
    Matcher matcher = LATER.matcher(use);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) - 1 : 0;
  }

  private static boolean isHistory(JsonNode node) {
    return node.isArray()
        && node.size() >= 3
        && node.get(0).isTextual()
        && node.get(1).isIntegralNumber()
        && node.get(2).isIntegralNumber();
  }
}
