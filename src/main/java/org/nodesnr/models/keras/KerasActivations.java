package org.nodesnr.models.keras;

import java.util.Map;
import java.util.TreeMap;
import org.nodesnr.models.Curves;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.Value;
import org.nodesnr.network.Curve;
import org.nodesnr.spec.Activation;

/** Activation functions of Keras, as layers and by name. */
final class KerasActivations {
  private static final Map<String, Activation> NAMED =
      new TreeMap<>(
          Map.of(
              "linear", Activation.IDENTITY,
              "relu", Activation.RELU,
              "tanh", Activation.TANH,
              "sigmoid", Activation.SIGMOID,
              "softmax", Activation.SOFTMAX));

  private static final Map<String, Curve> CURVES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("elu", Curves.elu(1)),
              Map.entry("gelu", Curves.GELU),
              Map.entry("hard_silu", Curves.HARD_SWISH),
              Map.entry("hard_swish", Curves.HARD_SWISH),
              Map.entry("leaky_relu", Curves.leakyRelu(0.2)),
              Map.entry("mish", Curves.MISH),
              Map.entry("relu6", Curves.clip(0, 6)),
              Map.entry("selu", Curves.selu()),
              Map.entry("silu", Curves.SILU),
              Map.entry("softplus", Curves.SOFTPLUS),
              Map.entry("softsign", Curves.SOFTSIGN),
              Map.entry("swish", Curves.SILU)));

  private final GraphAssembler graph;
  private final boolean third;

  /**
   * @param graph takes them
   * @param third whether Keras 3 wrote the file: its hard sigmoid is another than that of Keras 2
   */
  KerasActivations(GraphAssembler graph, boolean third) {
    this.graph = graph;
    this.third = third;
  }

  /** The activation that a layer names. */
  Value named(KerasLayer layer, Value value) {
    return named(layer, value, layer.activation());
  }

  Value named(KerasLayer layer, Value value, String name) {
    if (name.equals("softmax") && value.dims().length != 1) {
      throw layer.origin().refuse("a softmax that is not over the nodes of a dense layer");
    }
    if (NAMED.containsKey(name)) {
      return graph.activation(layer.origin(), value, NAMED.get(name));
    }
    Curve curve = name.equals("hard_sigmoid") ? hardSigmoid() : CURVES.get(name);
    if (curve == null) {
      throw layer
          .origin()
          .refuse(
              "activation "
                  + name
                  + " is not supported; "
                  + String.join(", ", NAMED.keySet())
                  + ", hard_sigmoid, "
                  + String.join(", ", CURVES.keySet())
                  + " are");
    }
    return graph.activation(layer.origin(), value, curve);
  }

  /** 0.2 x + 0.5 in Keras 2, relu6(x + 3) / 6 in Keras 3, both between 0 and 1. */
  private Curve hardSigmoid() {
    return Curves.hardSigmoid(third ? 1.0 / 6 : 0.2, 0.5);
  }

  Value relu(KerasLayer layer, Value value) {
    layer.require("threshold", 0);
    double slope = layer.number("negative_slope", layer.number("alpha", 0));
    double most = layer.number("max_value", Double.POSITIVE_INFINITY);
    if (slope == 0 && most == Double.POSITIVE_INFINITY) {
      return graph.activation(layer.origin(), value, Activation.RELU);
    }
    if (slope == 0) {
      return graph.activation(layer.origin(), value, Curves.clip(0, most));
    }
    if (most != Double.POSITIVE_INFINITY) {
      throw layer.origin().refuse("max_value together with negative_slope is not supported");
    }
    return graph.activation(layer.origin(), value, Curves.leakyRelu(slope));
  }

  /**
   * Its slope is {@code alpha} in Keras 2 (0.3 where none is given), {@code negative_slope} in 3.
   */
  Value leakyRelu(KerasLayer layer, Value value) {
    double slope = layer.number("negative_slope", layer.number("alpha", 0.3));
    return graph.activation(layer.origin(), value, Curves.leakyRelu(slope));
  }

  Value elu(KerasLayer layer, Value value) {
    return graph.activation(layer.origin(), value, Curves.elu(layer.number("alpha", 1)));
  }

  Value softmax(KerasLayer layer, Value value) {
    layer.require("axis", -1);
    return named(layer, value, "softmax");
  }
}
