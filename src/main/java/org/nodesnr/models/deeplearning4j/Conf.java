package org.nodesnr.models.deeplearning4j;

import com.fasterxml.jackson.databind.JsonNode;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.Curves;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Value;
import org.nodesnr.spec.Activation;

/**
 * A part of a Deeplearning4j configuration: a layer, or what is put before one.
 *
 * @param origin its place, class and name
 * @param json its settings
 */
record Conf(Origin origin, JsonNode json) {
  private static final int MOST = 1 << 24;

  /** The class in its own package's words, such as {@code DenseLayer}. */
  static String simpleName(JsonNode node) {
    if (isWrapper(node)) {
      String name = node.fieldNames().next();
      return Legacy.NAMES.getOrDefault(name, name);
    }
    String name = node.path("@class").asText("?");
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  /** Its settings, whether they stand beside {@code @class} or within a wrapper. */
  static JsonNode settings(JsonNode node) {
    return isWrapper(node) ? node.elements().next() : node;
  }

  /** Before 1.0.0-beta an object of one field stood for the class: <code>{"dense": {…}}</code>. */
  private static boolean isWrapper(JsonNode node) {
    return node.isObject() && node.size() == 1 && node.elements().next().isObject();
  }

  int size(String key) {
    return size(key, json.path(key));
  }

  private int size(String key, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw origin.refuse(key + " " + value + " is not supported");
    }
    if (value.asInt() < 0 || value.asInt() > MOST) {
      throw origin.refuse(key + " " + value + " is too large or negative");
    }
    return value.asInt();
  }

  /** So many numbers. */
  int[] sizes(String key, int count) {
    JsonNode value = json.path(key);
    if (!value.isArray() || value.size() != count) {
      throw origin.refuse(key + " " + value + " is not supported");
    }
    int[] sizes = new int[count];
    for (int k = 0; k < count; k++) {
      sizes[k] = size(key, value.get(k));
    }
    return sizes;
  }

  boolean has(String key) {
    return !json.path(key).isMissingNode() && !json.path(key).isNull();
  }

  boolean flag(String key, boolean otherwise) {
    return json.path(key).asBoolean(otherwise);
  }

  String text(String key, String otherwise) {
    return json.path(key).asText(otherwise);
  }

  /**
   * {@code format} of a preprocessor, {@code cnn2dDataFormat} of a layer; NCHW before there was
   * one.
   */
  ChannelOrder order(String key) {
    return switch (text(key, "NCHW")) {
      case "NCHW" -> ChannelOrder.FIRST;
      case "NHWC" -> ChannelOrder.LAST;
      default -> throw origin.refuse(key + " " + json.path(key) + " is not supported");
    };
  }

  /** A number; the other where there is none. */
  double number(String key, double otherwise) {
    return number(json, key, otherwise);
  }

  private double number(JsonNode node, String key, double otherwise) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw origin.refuse(key + " " + value + " is not supported");
    }
    return value.asDouble();
  }

  /** Hands the activation on, one with a name or a curve. */
  Value activated(GraphAssembler graph, Value value) {
    JsonNode given = json.path("activationFn");
    JsonNode function = settings(given);
    String name = simpleName(given);
    if (name.equals("ActivationSoftmax") && value.dims().length != 1) {
      throw origin.refuse("a softmax that is not over the nodes of a dense layer");
    }
    return switch (name) {
      case "ActivationIdentity" -> value;
      case "ActivationTanH" -> graph.activation(origin, value, Activation.TANH);
      case "ActivationSigmoid" -> graph.activation(origin, value, Activation.SIGMOID);
      case "ActivationSoftmax" -> graph.activation(origin, value, Activation.SOFTMAX);
      case "ActivationReLU" -> relu(graph, value, function);
      case "ActivationReLU6" -> graph.activation(origin, value, Curves.clip(0, 6));
      case "ActivationLReLU" ->
          graph.activation(origin, value, Curves.leakyRelu(number(function, "alpha", 0.01)));
      case "ActivationELU" ->
          graph.activation(origin, value, Curves.elu(number(function, "alpha", 1)));
      case "ActivationSELU" -> graph.activation(origin, value, Curves.selu());
      case "ActivationSwish" -> graph.activation(origin, value, Curves.SILU);
      case "ActivationMish" -> graph.activation(origin, value, Curves.MISH);
      case "ActivationSoftPlus" -> graph.activation(origin, value, Curves.SOFTPLUS);
      case "ActivationSoftSign" -> graph.activation(origin, value, Curves.SOFTSIGN);
      case "ActivationHardSigmoid" -> graph.activation(origin, value, Curves.hardSigmoid(0.2, 0.5));
      case "ActivationGELU" -> gelu(graph, value, function);
      default ->
          throw origin.refuse(
              name
                  + " is not supported; identity, ReLU, ReLU6, LReLU, ELU, SELU, GELU, Swish, Mish,"
                  + " SoftPlus, SoftSign, HardSigmoid, tanh, sigmoid and softmax are");
    };
  }

  private Value gelu(GraphAssembler graph, Value value, JsonNode function) {
    if (function.path("precise").asBoolean(false)) {
      throw origin.refuse("ActivationGELU that is precise is not supported; the usual one is");
    }
    return graph.activation(origin, value, Curves.GELU_SIGMOID);
  }

  private Value relu(GraphAssembler graph, Value value, JsonNode function) {
    double slope = number(function, "negativeSlope", 0);
    double most = number(function, "max", Double.POSITIVE_INFINITY);
    if (number(function, "threshold", 0) != 0 || (slope != 0 && most < Double.POSITIVE_INFINITY)) {
      throw origin.refuse("ActivationReLU with " + function + " is not supported");
    }
    if (slope != 0) {
      return graph.activation(origin, value, Curves.leakyRelu(slope));
    }
    return most == Double.POSITIVE_INFINITY
        ? graph.activation(origin, value, Activation.RELU)
        : graph.activation(origin, value, Curves.clip(0, most));
  }
}
