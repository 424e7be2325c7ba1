package org.nodesnr.models.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.UserError;
import org.nodesnr.files.Json;
import org.nodesnr.models.Origin;

/**
 * The configuration of a Keras model.
 *
 * @param layers in the order of the data: each behind those that feed it
 * @param stored the layers in the order of the file, in which weights are numbered
 * @param inputs by the name of a layer, the names of the layers that feed it, in the order in which
 *     it takes them; none for one that takes the network's input
 * @param output name of the layer that gives the network's output
 * @param input what the file says of the input: its dimensions, −1 where one is open, the samples
 *     left out; null where it says nothing
 */
record KerasConfig(
    List<KerasLayer> layers,
    List<KerasLayer> stored,
    Map<String, List<String>> inputs,
    String output,
    int[] input) {

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
    return switch (type) {
      case "Sequential" -> sequential(root, stored);
      case "Functional", "Model" -> functional(file, root, stored);
      default ->
          throw Origin.refusal(
              file, "a model of class " + type + "; Sequential and Functional are supported");
    };
  }

  private static KerasConfig sequential(JsonNode root, List<KerasLayer> stored) {
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    List<KerasLayer> named = new ArrayList<>();
    String before = null;
    for (KerasLayer layer : stored) {
      // very early files leave names out
      KerasLayer own = inputs.containsKey(layer.name()) ? layer.numbered(named.size()) : layer;
      inputs.put(own.name(), before == null ? List.of() : List.of(before));
      named.add(own);
      before = own.name();
    }
    return new KerasConfig(named, named, inputs, before, input(root, stored.get(0)));
  }

  private static KerasConfig functional(Path file, JsonNode root, List<KerasLayer> stored) {
    JsonNode config = root.path("config");
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    KerasLayer first = null;
    for (int k = 0; k < stored.size(); k++) {
      KerasLayer layer = stored.get(k);
      JsonNode nodes = config.path("layers").get(k).path("inbound_nodes");
      List<String> before = new ArrayList<>();
      Histories.collect(nodes, before);
      if (layer.type().equals("InputLayer")) {
        before = List.of();
        if (first != null) {
          throw layer.origin().refuse("a second input; networks with one are supported");
        }
        first = layer;
      } else if (nodes.size() > 1) {
        throw layer.origin().refuse("used " + nodes.size() + " times with the same weights");
      } else if (before.isEmpty()) {
        throw layer.origin().refuse("fed by no layer");
      }
      if (inputs.put(layer.name(), before) != null) {
        throw layer.origin().refuse("a second layer of this name");
      }
    }
    if (first == null) {
      throw Origin.refusal(file, "its layers have no input");
    }
    List<KerasLayer> layers = ordered(stored, inputs);
    List<String> outputs = new ArrayList<>();
    Histories.collectHistory(config.path("output_layers"), outputs);
    if (outputs.size() != 1) {
      throw Origin.refusal(
          file, "its outputs are " + outputs + "; networks with one are supported");
    }
    return new KerasConfig(layers, stored, inputs, outputs.get(0), input(root, first));
  }

  /** Each layer behind those that feed it. */
  private static List<KerasLayer> ordered(
      List<KerasLayer> stored, Map<String, List<String>> inputs) {
    Map<String, KerasLayer> done = new LinkedHashMap<>();
    List<KerasLayer> left = new ArrayList<>(stored);
    while (!left.isEmpty()) {
      int before = left.size();
      left.removeIf(
          layer -> {
            boolean ready = done.keySet().containsAll(inputs.get(layer.name()));
            if (ready) {
              done.put(layer.name(), layer);
            }
            return ready;
          });
      if (left.size() == before) {
        KerasLayer stuck = left.get(0);
        throw stuck
            .origin()
            .refuse("fed by " + inputs.get(stuck.name()) + ", which is missing or a loop");
      }
    }
    return List.copyOf(done.values());
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
