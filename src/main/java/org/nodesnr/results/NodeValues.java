package org.nodesnr.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nodesnr.measure.Measure;

/**
 * The values of one node, kept for final networks.
 *
 * @param variant name of the variant
 * @param layer number of the layer, from 1
 * @param node number of the node in its layer, from 0
 * @param values by the id of the measure, in the order of files; NaN where undefined
 */
public record NodeValues(String variant, int layer, int node, Map<String, Double> values) {
  /** Copies the map, whose order is kept. */
  public NodeValues {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * A node with the values of {@link Measure#OF_NODES}.
   *
   * @param variant name of the variant
   * @param layer number of the layer, from 1
   * @param node number of the node in its layer, from 0
   * @param values as many, in their order
   * @return the node
   * @throws IllegalArgumentException when they are more or fewer
   */
  public static NodeValues of(String variant, int layer, int node, double... values) {
    if (values.length != Measure.OF_NODES.size()) {
      throw new IllegalArgumentException(values.length + " values of a node");
    }
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      named.put(Measure.OF_NODES.get(i).id(), values[i]);
    }
    return new NodeValues(variant, layer, node, named);
  }

  /**
   * @param measure one of a node
   * @return its value; NaN where it is undefined or was not measured
   */
  public double value(Measure measure) {
    return values.getOrDefault(measure.id(), Double.NaN);
  }
}
