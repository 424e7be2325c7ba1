package org.nodesnr.models.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the uses of the layers of a functional model are numbered. Those of a layer count from 0.
 * Those of a model within it often count from 1, for 0 links its own input and output; which of the
 * two tells the least number that is named: only uses whose values are needed are saved.
 */
final class UseNumbers {
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Integer> least = new HashMap<>();

  private UseNumbers() {}

  /** What the model names, with no uses counted yet. */
  static UseNumbers of(KerasModel model) {
    UseNumbers numbers = new UseNumbers();
    List<String> named = new ArrayList<>();
    Histories.collectHistory(model.outputs(), named);
    for (int k = 0; k < model.layers().size(); k++) {
      Histories.collect(model.nodes(k), named);
    }
    Map<String, Integer> all = new HashMap<>();
    named.forEach(use -> all.merge(Histories.layer(use), Histories.number(use), Math::min));
    for (KerasLayer layer : model.layers()) {
      if (model.nested().containsKey(layer.origin().place()) && all.containsKey(layer.name())) {
        numbers.least.put(layer.name(), all.get(layer.name()));
      }
    }
    return numbers;
  }

  /**
   * @param layer name of a layer
   * @param uses how often it is used
   * @return whether there was none of this name before
   */
  boolean add(String layer, int uses) {
    return counts.put(layer, uses) == null;
  }

  /**
   * @param use as the file names it
   * @return as {@link Histories#use} does, counted from 0; where a layer is used but once, its
   *     number does not matter
   */
  String known(String use) {
    String layer = Histories.layer(use);
    boolean once = counts.getOrDefault(layer, 0) == 1;
    return once
        ? layer
        : Histories.use(layer, Histories.number(use) - least.getOrDefault(layer, 0));
  }
}
