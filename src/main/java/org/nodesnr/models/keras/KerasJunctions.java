package org.nodesnr.models.keras;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Value;
import org.nodesnr.network.Operation.Combination;

/** Layers of Keras that bring several values together. */
final class KerasJunctions {
  static final Set<String> TYPES = Set.of("Add", "Average", "Concatenate", "Multiply", "Subtract");

  private final GraphAssembler graph;

  KerasJunctions(GraphAssembler graph) {
    this.graph = graph;
  }

  Value add(KerasLayer layer, List<Value> values) {
    return switch (layer.type()) {
      case "Add" -> combined(layer, Combination.SUM, values);
      case "Average" -> scaled(layer, combined(layer, Combination.SUM, values), values.size());
      case "Concatenate" -> concatenated(layer, values);
      case "Multiply" -> combined(layer, Combination.PRODUCT, values);
      default -> difference(layer, values);
    };
  }

  private Value combined(KerasLayer layer, Combination combination, List<Value> values) {
    Value whole = values.get(0);
    for (Value next : values.subList(1, values.size())) {
      whole = graph.junctions().combine(layer.origin(), combination, whole, next);
    }
    return whole;
  }

  private Value difference(KerasLayer layer, List<Value> values) {
    if (values.size() != 2) {
      throw layer.origin().refuse("fed by " + values.size() + " values");
    }
    Value negative = scaled(layer, values.get(1), -1);
    return combined(layer, Combination.SUM, List.of(values.get(0), negative));
  }

  private Value scaled(KerasLayer layer, Value value, double divisor) {
    int[] one = value.dims();
    Arrays.fill(one, 1);
    Tensor scale = new Tensor(one, new float[] {(float) (1 / divisor)});
    return graph.affine(layer.origin(), value, scale, new Tensor(one, new float[1]));
  }

  private Value concatenated(KerasLayer layer, List<Value> values) {
    int rank = values.get(0).dims().length;
    int given = layer.axis(-1);
    return graph
        .junctions()
        .concatenate(layer.origin(), given < 0 ? rank + given : given - 1, values);
  }
}
