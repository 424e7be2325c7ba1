package org.nodesnr.network;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.spec.Activation;

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
   * @return the network as it is used, without layers that only training has
   */
  public Model inUse() {
    if (layers.stream().noneMatch(layer -> layer instanceof TrainingLayer)) {
      return this;
    }
    List<Layer> used = new ArrayList<>();
    for (Layer layer : layers) {
      int last = used.size() - 1;
      if (layer instanceof TrainingLayer own) {
        own.standIn(used);
      } else if (layer instanceof Layer.Nonlinearity own
          && last >= 0
          && used.get(last) instanceof Layer.Weighted weighted
          && weighted.activation() == Activation.IDENTITY) {
        used.set(last, weighted.with(own.activation()));
      } else {
        used.add(layer);
      }
    }
    return new Model(input, used);
  }

  /**
   * What a layer with weights hands on before any further pooling.
   *
   * @param activation the layer's own, or that of the {@link Layer.Nonlinearity} behind it
   * @param position number among {@link #layers}, from 0, of the layer that applies it
   * @param shape of one sample there
   */
  public record Output(Activation activation, int position, Shape shape) {}

  /**
   * @return the output of each layer of {@link #weighted}
   * @throws IllegalArgumentException when a layer has two activations, or a nonlinearity none
   */
  public List<Output> outputs() {
    List<Output> outputs = new ArrayList<>();
    Shape shape = input;
    for (int k = 0; k < layers.size(); k++) {
      shape = layers.get(k).output(shape);
      if (layers.get(k) instanceof Layer.Weighted weighted) {
        outputs.add(new Output(weighted.activation(), k, shape));
      } else if (layers.get(k) instanceof Layer.Nonlinearity own) {
        int last = outputs.size() - 1;
        if (last < 0 || outputs.get(last).activation() != Activation.IDENTITY) {
          throw new IllegalArgumentException(own + " belongs to no layer");
        }
        outputs.set(last, new Output(own.activation(), k, shape));
      }
    }
    return outputs;
  }

  /**
   * @return number of weights and biases
   */
  public long parameterCount() {
    return weighted().stream().mapToLong(l -> (long) l.weights().length + l.bias().length).sum();
  }
}
