package org.nodesnr.models;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.config.Activation;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;

/** The layers of a network so far, each activation with the layer that it belongs to. */
final class LayerStack {
  private final List<Layer> layers = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private Shape input;
  private Shape shape;
  private int last = -1;
  private boolean softmax;

  /** What the last layer makes; null before the input is settled. */
  Shape shape() {
    return shape;
  }

  /** Settles the input. */
  void begin(Shape as) {
    input = as;
    shape = as;
  }

  /** What the layers with weights are called. */
  List<String> names() {
    return names;
  }

  void addWeighted(Origin origin, Layer.Weighted layer) {
    add(origin, layer);
    last = layers.size() - 1;
    names.add(origin.name().isEmpty() ? origin.type() : origin.name());
  }

  void add(Origin origin, Layer layer) {
    checkOpen(origin);
    Shape next = layer.output(shape);
    SampleLayout.checkSize(origin, next.height(), next.width(), next.channels());
    layers.add(layer);
    shape = next;
  }

  void addBias(Origin origin, float[] bias) {
    if (last < 0 || last != layers.size() - 1 || weighted().activation() != Activation.IDENTITY) {
      throw origin.refuse("adds to what is not the weighted sum of a layer");
    }
    if (bias.length != shape.channels()) {
      throw origin.refuse(bias.length + " biases for " + shape.channels() + " nodes");
    }
    float[] sum = weighted().bias().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += bias[i];
    }
    layers.set(last, weighted().with(weighted().weights(), sum));
  }

  void activate(Origin origin, Activation activation) {
    checkOpen(origin);
    if (activation == Activation.IDENTITY) {
      return;
    }
    if (last < 0) {
      throw origin.refuse("an activation before the first layer with weights");
    }
    if (activation == Activation.SOFTMAX) {
      requireOutput(origin);
      softmax = true;
    }
    Activation present = activation();
    if (present == Activation.RELU && activation == Activation.RELU) {
      return;
    }
    if (present != Activation.IDENTITY) {
      throw origin.refuse("a second activation behind one layer, after " + present);
    }
    boolean onlyMaxima =
        layers.subList(last + 1, layers.size()).stream()
            .allMatch(l -> l instanceof Layer.Pooling p && p.pool() == Layer.Pool.MAX);
    if (onlyMaxima) {
      layers.set(last, weighted().with(activation));
    } else {
      layers.add(new Layer.Nonlinearity(activation));
    }
  }

  /** Whether the values are those of a ReLU, so that none is negative. */
  boolean rectified() {
    return last >= 0 && activation() == Activation.RELU;
  }

  /**
   * Ends the network.
   *
   * @return whether it ended in plain sums, which now feed a softmax
   */
  boolean end(Origin origin) {
    if (last < 0) {
      throw origin.refuse("there is no layer with weights");
    }
    requireOutput(origin);
    boolean plain = activation() == Activation.IDENTITY;
    if (plain) {
      layers.set(last, weighted().with(Activation.SOFTMAX));
    }
    return plain;
  }

  Model model() {
    return new Model(input, layers);
  }

  private Layer.Weighted weighted() {
    return (Layer.Weighted) layers.get(last);
  }

  /** That of the last layer with weights, or what stands for it behind pooling. */
  private Activation activation() {
    Activation activation = weighted().activation();
    for (Layer layer : layers.subList(last + 1, layers.size())) {
      activation = layer instanceof Layer.Nonlinearity n ? n.activation() : activation;
    }
    return activation;
  }

  /** The last layer with weights must give one value for each class and nothing come behind it. */
  private void requireOutput(Origin origin) {
    if (layers.size() != last + 1 || shape.height() * shape.width() != 1) {
      throw origin.refuse("the network must end in a layer of one node for each class");
    }
  }

  private void checkOpen(Origin origin) {
    if (softmax) {
      throw origin.refuse("a layer behind the softmax");
    }
  }
}
