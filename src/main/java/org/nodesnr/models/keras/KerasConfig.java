package org.nodesnr.models.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nodesnr.UserError;
import org.nodesnr.models.Origin;
import org.nodesnr.results.Json;

/**
 * The configuration of a Keras model whose layers form one line.
 *
 * @param layers in the order of the data
 * @param stored the layers in the order of the file, in which weights are numbered
 * @param input what the file says of the input: its dimensions, −1 where one is open, the samples
 *     left out; null where it says nothing
 */
record KerasConfig(List<KerasLayer> layers, List<KerasLayer> stored, int[] input) {

  static KerasConfig parse(Path file, String text) {
    JsonNode root;
    try {
      root = Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": damaged: the configuration is no sound JSON", e);
    }
    String type = root.path("class_name").asText();
    JsonNode config = root.path("config");
    JsonNode array = config.isArray() ? config : config.path("layers");
    if (!array.isArray() || array.isEmpty()) {
      throw Origin.refusal(file, "its configuration names no layers");
    }
    List<KerasLayer> stored = new ArrayList<>();
    for (JsonNode layer : array) {
      String place = "layers[" + stored.size() + "]";
      String name = layer.path("config").path("name").asText(layer.path("name").asText());
      Origin origin = new Origin(file, place, layer.path("class_name").asText("?"), name);
      stored.add(new KerasLayer(origin, layer.path("config")));
    }
    List<KerasLayer> layers =
        switch (type) {
          case "Sequential" -> stored;
          case "Functional", "Model" -> line(file, config, stored);
          default ->
              throw Origin.refusal(
                  file, "a model of class " + type + "; Sequential and Functional are supported");
        };
    return new KerasConfig(layers, stored, input(root, layers.get(0)));
  }

  /** The layers of a functional model from input to output, each fed by the one before. */
  private static List<KerasLayer> line(Path file, JsonNode config, List<KerasLayer> stored) {
    Map<String, KerasLayer> next = new LinkedHashMap<>();
    for (int k = 0; k < stored.size(); k++) {
      KerasLayer layer = stored.get(k);
      List<String> before = new ArrayList<>();
      collect(config.path("layers").get(k).path("inbound_nodes"), before);
      if (layer.type().equals("InputLayer")) {
        before = List.of("");
      }
      if (before.size() != 1 || next.put(before.get(0), layer) != null) {
        throw layer
            .origin()
            .refuse("fed by " + before + "; networks in one line are supported, without branches");
      }
    }
    List<KerasLayer> line = new ArrayList<>();
    Set<Origin> seen = new HashSet<>();
    for (KerasLayer at = next.get("");
        at != null && seen.add(at.origin());
        at = next.get(at.name())) {
      line.add(at);
    }
    if (line.size() != stored.size()) {
      throw Origin.refusal(file, "its layers form more than one line");
    }
    List<String> outputs = new ArrayList<>();
    collectHistory(config.path("output_layers"), outputs);
    String last = line.get(line.size() - 1).name();
    if (!outputs.equals(List.of(last))) {
      throw Origin.refusal(
          file, "its outputs are " + outputs + "; " + last + " alone is supported");
    }
    return line;
  }

  /**
   * Names of the layers that feed a layer: {@code [[["name", 0, 0, {}]]]} in Keras 2, tensors with
   * a {@code keras_history} in Keras 3.
   */
  private static void collect(JsonNode node, List<String> names) {
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
  private static void collectHistory(JsonNode node, List<String> names) {
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

  private static int[] input(JsonNode root, KerasLayer first) {
    JsonNode config = first.config();
    JsonNode shape = null;
    for (JsonNode candidate :
        List.of(
            config.path("batch_shape"),
            config.path("batch_input_shape"),
            root.path("config").path("build_input_shape"),
            root.path("build_config").path("input_shape"))) {
      if (shape == null && candidate.isArray() && candidate.size() >= 2) {
        shape = candidate;
      }
    }
    if (shape == null) {
      return null;
    }
    int[] dims = new int[shape.size() - 1];
    for (int d = 0; d < dims.length; d++) {
      JsonNode size = shape.get(d + 1);
      if (!size.isNull() && !(size.canConvertToInt() && size.asInt() > 0)) {
        throw first.origin().refuse("an input of " + shape + " is not supported");
      }
      dims[d] = size.isNull() ? -1 : size.asInt();
    }
    return dims;
  }
}
