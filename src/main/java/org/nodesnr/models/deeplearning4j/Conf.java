package org.nodesnr.models.deeplearning4j;

import com.fasterxml.jackson.databind.JsonNode;
import org.nodesnr.config.Activation;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.Origin;

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

  Activation activation() {
    JsonNode given = json.path("activationFn");
    JsonNode function = settings(given);
    String name = simpleName(given);
    for (String factor : new String[] {"max", "threshold", "negativeSlope"}) {
      JsonNode value = function.path(factor);
      boolean usual = value.isNull() || value.isMissingNode();
      boolean zero = value.isNumber() && value.asDouble() == 0 && !factor.equals("max");
      if (!usual && !zero) {
        throw origin.refuse(name + " with " + factor + " " + value + " is not supported");
      }
    }
    return switch (name) {
      case "ActivationIdentity" -> Activation.IDENTITY;
      case "ActivationReLU" -> Activation.RELU;
      case "ActivationTanH" -> Activation.TANH;
      case "ActivationSigmoid" -> Activation.SIGMOID;
      case "ActivationSoftmax" -> Activation.SOFTMAX;
      default ->
          throw origin.refuse(
              name + " is not supported; identity, ReLU, tanh, sigmoid and softmax are");
    };
  }
}
