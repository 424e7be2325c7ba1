package org.nodesnr.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** How functional models name the layers that feed a layer. */
final class Histories {
  private Histories() {}

  /**
   * Names of the layers that feed a layer: {@code [[["name", 0, 0, {}]]]} in Keras 2, tensors with
   * a {@code keras_history} in Keras 3.
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
        names.add(node.get(0).asText());
      } else {
        node.forEach(child -> collect(child, names));
      }
    }
  }

  /** One {@code ["name", 0, 0]}, or a list of them. */
  static void collectHistory(JsonNode node, List<String> names) {
    if (isHistory(node)) {
      names.add(node.get(0).asText());
    } else if (node.isArray()) {
      node.forEach(child -> collectHistory(child, names));
    }
  }

  private static boolean isHistory(JsonNode node) {
    return node.isArray()
        && node.size() >= 3
        && node.get(0).isTextual()
        && node.get(1).isIntegralNumber()
        && node.get(2).isIntegralNumber();
  }
}
