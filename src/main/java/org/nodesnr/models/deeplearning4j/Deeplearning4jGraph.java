package org.nodesnr.models.deeplearning4j;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nodesnr.models.Origin;

/**
 * The vertices of a network, in the order in which their weights are stored.
 *
 * @param vertices each behind those that feed it
 * @param input name of the network's input
 * @param output name of the vertex that gives its output
 */
record Deeplearning4jGraph(List<Vertex> vertices, String input, String output) {
  private static final String INPUT = "input";

  /**
   * One vertex.
   *
   * @param name its name
   * @param conf its layer, or what it does with several values
   * @param before what reshapes the input of its layer
   * @param inputs names of what feeds it
   */
  record Vertex(String name, Conf conf, Optional<Conf> before, List<String> inputs) {}

  /** A {@code MultiLayerNetwork}: layers in one line. */
  static Deeplearning4jGraph ofLayers(Path file, JsonNode root) {
    List<Vertex> vertices = new ArrayList<>();
    JsonNode preprocessors = root.path("inputPreProcessors");
    int number = 0;
    for (JsonNode conf : root.path("confs")) {
      JsonNode before = preprocessors.path(Integer.toString(number));
      String place = "layers[" + number + "]";
      vertices.add(
          new Vertex(
              Integer.toString(number),
              layer(file, place, conf),
              preprocessor(file, "inputPreProcessors[" + number + "]", before),
              List.of(number == 0 ? INPUT : Integer.toString(number - 1))));
      number++;
    }
    if (vertices.isEmpty()) {
      throw Origin.refusal(file, Deeplearning4jReader.CONFIG + " names no layers");
    }
    for (Map.Entry<String, JsonNode> entry : preprocessors.properties()) {
      if (vertices.stream().noneMatch(v -> v.name().equals(entry.getKey()))) {
        String place = "inputPreProcessors[" + entry.getKey() + "]";
        throw new Origin(file, place, Conf.simpleName(entry.getValue()), "")
            .refuse("stands before no layer");
      }
    }
    return new Deeplearning4jGraph(vertices, INPUT, Integer.toString(number - 1));
  }

  /** A {@code ComputationGraph}. */
  static Deeplearning4jGraph ofVertices(Path file, JsonNode root) {
    List<String> inputs = names(root.path("networkInputs"));
    List<String> outputs = names(root.path("networkOutputs"));
    if (inputs.size() != 1 || outputs.size() != 1) {
      throw Origin.refusal(
          file,
          "a ComputationGraph of inputs "
              + inputs
              + " and outputs "
              + outputs
              + "; networks with one of each are supported");
    }
    Map<String, Vertex> vertices = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path("vertices").properties()) {
      String name = entry.getKey();
      vertices.put(name, vertex(file, name, entry.getValue(), root.path("vertexInputs")));
    }
    List<String> order = names(root.path("topologicalOrderStr"));
    List<Vertex> sorted =
        (order.isEmpty() ? sorted(inputs.get(0), vertices) : order)
            .stream().distinct().filter(vertices::containsKey).map(vertices::get).toList();
    if (sorted.size() != vertices.size() || !vertices.containsKey(outputs.get(0))) {
      throw Origin.refusal(file, "its vertices form no directed graph from input to output");
    }
    return new Deeplearning4jGraph(sorted, inputs.get(0), outputs.get(0));
  }

  private static Vertex vertex(Path file, String name, JsonNode json, JsonNode allInputs) {
    String place = "vertices[" + name + "]";
    String type = Conf.simpleName(json);
    JsonNode settings = Conf.settings(json);
    List<String> inputs = names(allInputs.path(name));
    if (type.equals("LayerVertex")) {
      return new Vertex(
          name,
          layer(file, place, settings.path("layerConf")),
          preprocessor(file, place, settings.path("preProcessor")),
          inputs);
    }
    if (type.equals("PreprocessorVertex")) {
      Optional<Conf> before = preprocessor(file, place, settings.path("preProcessor"));
      Conf nothing = new Conf(new Origin(file, place, "DropoutLayer", name), settings);
      return new Vertex(name, nothing, before, inputs);
    }
    return new Vertex(
        name, new Conf(new Origin(file, place, type, name), settings), Optional.empty(), inputs);
  }

  private static Conf layer(Path file, String place, JsonNode conf) {
    String type = Conf.simpleName(conf.path("layer"));
    JsonNode layer = Conf.settings(conf.path("layer"));
    return new Conf(new Origin(file, place, type, layer.path("layerName").asText("")), layer);
  }

  private static Optional<Conf> preprocessor(Path file, String place, JsonNode json) {
    return json.isObject()
        ? Optional.of(
            new Conf(new Origin(file, place, Conf.simpleName(json), ""), Conf.settings(json)))
        : Optional.empty();
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(name -> names.add(name.asText()));
    return names;
  }

  /**
   * As Deeplearning4j sorts them where the file does not: those that nothing feeds any more first
   * come, first served, and among those that one vertex feeds in the order of a {@link HashSet} of
   * their numbers, in which the input is 0.
   */
  private static List<String> sorted(String input, Map<String, Vertex> vertices) {
    List<String> names = new ArrayList<>(List.of(input));
    names.addAll(vertices.keySet());
    Map<String, Set<String>> waiting = new HashMap<>();
    Map<String, Set<Integer>> fed = new HashMap<>();
    for (int number = 1; number < names.size(); number++) {
      Vertex vertex = vertices.get(names.get(number));
      waiting.put(vertex.name(), new HashSet<>(vertex.inputs()));
      for (String from : vertex.inputs()) {
        fed.computeIfAbsent(from, name -> new HashSet<>()).add(number);
      }
    }
    List<String> sorted = new ArrayList<>();
    Deque<String> ready = new ArrayDeque<>(List.of(input));
    while (!ready.isEmpty()) {
      String next = ready.removeFirst();
      sorted.add(next);
      for (int number : fed.getOrDefault(next, Set.of())) {
        Set<String> left = waiting.get(names.get(number));
        left.remove(next);
        if (left.isEmpty()) {
          ready.add(names.get(number));
        }
      }
    }
    return sorted;
  }
}
