package org.nodesnr.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A layer as it was when it was measured.
 *
 * @param layer number of the layer, from 1
 * @param kind {@code dense} or {@code convolution}
 * @param inputs inputs of each node
 * @param nodes nodes of the layer
 * @param samples test samples behind S and G
 * @param quietInputs inputs left out as quiet, for each variant by its name
 */
public record MeasuredLayer(
    int layer, String kind, int inputs, int nodes, int samples, Map<String, Integer> quietInputs) {
  /** Copies the map, whose order is kept. */
  public MeasuredLayer {
    quietInputs = Collections.unmodifiableMap(new LinkedHashMap<>(quietInputs));
  }
}
