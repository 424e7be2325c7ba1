package org.nodesnr.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A network as the evaluator sees it, whoever trained it.
 *
 * @param input the shape of one input sample
 * @param layers from the input on; where a dense layer follows a picture, its inputs are the
 *     picture's values in the order of {@link Shape}
 */
public record Model(Shape input, List<Layer> layers) {
  /** Copies the list. */
  public Model {
    layers = List.copyOf(layers);
  }

  /**
   * @return the layers that have nodes, in order: layer 1, layer 2, … of the paper
   */
  public List<Layer.Weighted> weighted() {
    List<Layer.Weighted> result = new ArrayList<>();
    for (Layer layer : layers) {
      if (layer instanceof Layer.Weighted weighted) {
        result.add(weighted);
      }
    }
    return result;
  }

  /**
   * @return number of weights and biases
   */
  public long parameterCount() {
    return weighted().stream().mapToLong(l -> l.weights().length() + l.bias().length()).sum();
  }
}
