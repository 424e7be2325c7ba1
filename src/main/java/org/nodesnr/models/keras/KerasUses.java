package org.nodesnr.models.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.models.Origin;

/**
 * The layers of a model in the order of the data, those of models within it in their place: a layer
 * that is called several times stands there once for each of its uses, under a name of its own.
 */
final class KerasUses {
  private static final int MOST = 10_000;

  private final List<KerasLayer> layers = new ArrayList<>();
  private final Map<String, List<String>> inputs = new HashMap<>();
  private final Map<String, Integer> times = new LinkedHashMap<>();
  private final String output;

  KerasUses(KerasModel model) {
    this.output = add(model, "", List.of());
  }

  /** Each behind those that feed it, its origin called by the name of the use. */
  List<KerasLayer> layers() {
    return layers;
  }

  /** By the name of a use, the names of those that feed it; none for the network's input. */
  Map<String, List<String>> inputs() {
    return inputs;
  }

  /** Name of the use that gives the network's output. */
  String output() {
    return output;
  }

  /** The layers with weights that are used more than once, and how often. */
  List<String> shared() {
    return times.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .map(entry -> entry.getKey() + " " + entry.getValue() + " times")
        .toList();
  }

  private String add(KerasModel model, String prefix, List<String> fed) {
    if (!model.sequential()) {
      return addFunctional(model, prefix, fed);
    }
    List<String> before = fed;
    for (KerasLayer layer : model.layers()) {
      before = List.of(add(model, new Call(layer, 0, before), prefix, before));
    }
    return before.get(0);
  }

  /** One use of a layer of a functional model, and what feeds it there. */
  private record Call(KerasLayer layer, int number, List<String> inputs) {
    String name() {
      return Histories.use(layer.name(), number);
    }
  }

  private String add(KerasModel model, Call call, String prefix, List<String> fed) {
    KerasLayer layer = call.layer();
    String name = prefix + call.name();
    KerasModel nested = model.nested().get(layer.origin().place());
    if (nested != null) {
      if (fed.size() > 1) {
        throw layer.origin().refuse("a model fed by " + fed.size() + " values; one is supported");
      }
      return add(nested, name + "/", fed);
    }
    if (inputs.put(name, fed) != null) {
      throw layer.origin().refuse("a second layer of this name");
    }
    if (layers.size() == MOST) {
      throw layer.origin().refuse("more than " + MOST + " layers");
    }
    layers.add(layer.shown(name));
    if (KerasLayers.WEIGHTED.contains(layer.type())) {
      times.merge(layer.origin().place() + ", " + layer.name(), 1, Integer::sum);
    }
    return name;
  }

  private String addFunctional(KerasModel model, String prefix, List<String> fed) {
    UseNumbers uses = UseNumbers.of(model);
    List<Call> calls = new ArrayList<>();
    for (int k = 0; k < model.layers().size(); k++) {
      KerasLayer layer = model.layers().get(k);
      boolean input = layer.type().equals("InputLayer");
      int number = input ? 1 : model.nodes(k).size();
      if (input && calls.stream().anyMatch(c -> c.layer().type().equals("InputLayer"))) {
        throw layer.origin().refuse("a second input; networks with one are supported");
      }
      if (!uses.add(layer.name(), number)) {
        throw layer.origin().refuse("a second layer of this name");
      }
      if (calls.size() + number > MOST) {
        throw layer.origin().refuse("more than " + MOST + " layers");
      }
      for (int use = 0; use < number; use++) {
        List<String> before = new ArrayList<>();
        if (!input) {
          Histories.collect(model.nodes(k).get(use), before);
        }
        if (!input && before.isEmpty()) {
          throw layer.origin().refuse("fed by no layer");
        }
        calls.add(new Call(layer, use, before));
      }
      if (number == 0) {
        throw layer.origin().refuse("fed by no layer");
      }
    }
    if (calls.stream().noneMatch(c -> c.layer().type().equals("InputLayer"))) {
      throw Origin.refusal(model.file(), "its layers have no input");
    }
    Map<String, String> made = sorted(model, calls, uses, prefix, fed);
    return output(model, made, uses);
  }

  /** Adds each behind those that feed it. */
  private Map<String, String> sorted(
      KerasModel model, List<Call> calls, UseNumbers uses, String prefix, List<String> fed) {
    Map<String, String> made = new HashMap<>();
    List<Call> left = new ArrayList<>(calls);
    while (!left.isEmpty()) {
      int before = left.size();
      left.removeIf(
          call -> {
            List<String> from = call.inputs().stream().map(uses::known).toList();
            boolean ready = made.keySet().containsAll(from);
            if (ready) {
              List<String> values = from.isEmpty() ? fed : from.stream().map(made::get).toList();
              made.put(call.name(), add(model, call, prefix, values));
            }
            return ready;
          });
      if (left.size() == before) {
        Call stuck = left.get(0);
        throw stuck
            .layer()
            .origin()
            .refuse("fed by " + stuck.inputs() + ", which is missing or a loop");
      }
    }
    return made;
  }

  private static String output(KerasModel model, Map<String, String> made, UseNumbers uses) {
    List<String> outputs = new ArrayList<>();
    Histories.collectHistory(model.outputs(), outputs);
    if (outputs.size() != 1) {
      throw Origin.refusal(
          model.file(), "its outputs are " + outputs + "; networks with one are supported");
    }
    String output = made.get(uses.known(outputs.get(0)));
    if (output == null) {
      throw Origin.refusal(model.file(), "its output " + outputs.get(0) + " is no layer");
    }
    return output;
  }
}
