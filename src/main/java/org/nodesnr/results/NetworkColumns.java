package org.nodesnr.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the networks of some runs differ in, as fields beside those of the regime, and nothing where
 * they do not. Hidden dense layers of one width each, behind the same convolutions: {@code depth},
 * the number of these layers, and {@code width}, the nodes of each; others: {@code layers}, in
 * short. {@code activation}, where each has one for all its layers.
 */
final class NetworkColumns {
  private final boolean uniform;
  private final boolean oneActivation;
  private final Map<String, Function<JsonNode, JsonNode>> fields = new LinkedHashMap<>();

  /**
   * @param networks the block {@code network} of each resolved config
   */
  NetworkColumns(List<JsonNode> networks) {
    this.uniform =
        networks.stream().allMatch(NetworkColumns::isUniform)
            && distinct(networks, n -> n.path("convolutions")) < 2;
    this.oneActivation = networks.stream().allMatch(n -> n.has("activation"));
    if (uniform) {
      fields.put(
          "depth", network -> JsonNodeFactory.instance.numberNode(network.path("dense").size()));
      fields.put("width", network -> network.path("dense").path(0));
    } else {
      fields.put("layers", this::layers);
    }
    if (oneActivation) {
      fields.put("activation", network -> network.path("activation"));
    }
    fields.values().removeIf(field -> distinct(networks, field) < 2);
  }

  private static int distinct(List<JsonNode> networks, Function<JsonNode, JsonNode> field) {
    Set<JsonNode> values = new LinkedHashSet<>();
    networks.forEach(network -> values.add(field.apply(network)));
    return values.size();
  }

  private static boolean isUniform(JsonNode network) {
    Set<JsonNode> widths = new LinkedHashSet<>();
    network.path("dense").forEach(widths::add);
    return network.has("activation") && widths.size() == 1;
  }

  private JsonNode layers(JsonNode network) {
    JsonNode plain = network;
    if (oneActivation) {
      plain = ((ObjectNode) network.deepCopy()).without("activation");
    }
    return TextNode.valueOf(NetworkText.of(plain));
  }

  /**
   * @param network the block of a run
   * @return its values by the name of the field
   */
  Map<String, JsonNode> of(JsonNode network) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    fields.forEach((name, field) -> values.put(name, field.apply(network)));
    return values;
  }
}
