package org.nodesnr.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nodesnr.models.Origin;

/**
 * A Keras model as its configuration stores it: the whole, or one that is a layer of another.
 *
 * @param file the file
 * @param json its configuration
 * @param layers in the order of the file, in which weights are numbered
 * @param nested those of the layers that are models themselves, by their place
 */
record KerasModel(
    Path file, JsonNode json, List<KerasLayer> layers, Map<String, KerasModel> nested) {
  private static final String SEQUENTIAL = "Sequential";
  private static final Set<String> TYPES = Set.of(SEQUENTIAL, "Functional", "Model");
  private static final int DEEPEST = 16;

  static KerasModel of(Path file, JsonNode root) {
    String type = root.path("class_name").asText();
    KerasModel model = of(file, root, "", 0);
    if (!TYPES.contains(type)) {
      throw Origin.refusal(
          file, "a model of class " + type + "; Sequential and Functional are supported");
    }
    return model;
  }

  private static KerasModel of(Path file, JsonNode json, String place, int depth) {
    JsonNode array = layers(json);
    if (!array.isArray() || array.isEmpty()) {
      throw Origin.refusal(
          file, place.replaceFirst("\\.$", ": ") + "its configuration names no layers");
    }
    if (depth > DEEPEST) {
      throw Origin.refusal(file, "models within models, more than " + DEEPEST + " deep");
    }
    boolean sequential = json.path("class_name").asText().equals(SEQUENTIAL);
    List<KerasLayer> layers = new ArrayList<>();
    Map<String, KerasModel> nested = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (JsonNode one : array) {
      String own = place + "layers[" + layers.size() + "]";
      String type = one.path("class_name").asText("?");
      String name = one.path("config").path("name").asText(one.path("name").asText());
      KerasLayer layer =
          new KerasLayer(new Origin(file, own, type, name), name, one.path("config"));
      // very early files leave names out
      layers.add(sequential && !names.add(name) ? layer.numbered(layers.size()) : layer);
      if (TYPES.contains(type)) {
        nested.put(own, of(file, one, own + ".", depth + 1));
      }
    }
    return new KerasModel(file, json, layers, nested);
  }

  private static JsonNode layers(JsonNode json) {
    JsonNode config = json.path("config");
    return config.isArray() ? config : config.path("layers");
  }

  boolean sequential() {
    return json.path("class_name").asText().equals(SEQUENTIAL);
  }

  /** What feeds a layer of a functional model, once for each of its uses. */
  JsonNode nodes(int layer) {
    return layers(json).get(layer).path("inbound_nodes");
  }

  /** The layers of a functional model that give its outputs. */
  JsonNode outputs() {
    return json.path("config").path("output_layers");
  }

  /** The layer that says what the input looks like. */
  KerasLayer first() {
    KerasLayer first = layers.get(0);
    for (KerasLayer layer : layers) {
      if (!sequential() && layer.type().equals("InputLayer")) {
        first = layer;
      }
    }
    KerasModel inner = nested.get(first.origin().place());
    return inner == null ? first : inner.first();
  }
}
