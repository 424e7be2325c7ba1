package org.nodesnr.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.nodesnr.config.Activation;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.NetworkAssembler;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Windowing;
import org.nodesnr.network.Layer;

/** Hands the layers of a Keras model on, one by one. */
final class KerasLayers {
  private static final List<String> SUPPORTED =
      List.of(
          "Activation",
          "AveragePooling2D",
          "Conv2D",
          "Dense",
          "Dropout",
          "Flatten",
          "GlobalAveragePooling2D",
          "InputLayer",
          "MaxPooling2D",
          "ReLU",
          "Reshape",
          "Softmax",
          "ZeroPadding2D");

  private final KerasWeights weights;
  private final NetworkAssembler assembler;

  KerasLayers(KerasWeights weights, NetworkAssembler assembler) {
    this.weights = weights;
    this.assembler = assembler;
  }

  void add(KerasLayer layer) {
    switch (layer.type()) {
      case "Activation" -> activation(layer, layer.activation());
      case "AveragePooling2D" -> pool(layer, Layer.Pool.AVERAGE);
      case "Conv2D" -> convolution(layer);
      case "Dense" -> dense(layer);
      case "Dropout", "InputLayer" -> {}
      case "Flatten" -> flatten(layer);
      case "GlobalAveragePooling2D" -> globalAverage(layer);
      case "MaxPooling2D" -> pool(layer, Layer.Pool.MAX);
      case "ReLU" -> relu(layer);
      case "Reshape" -> reshape(layer);
      case "Softmax" -> softmax(layer);
      case "ZeroPadding2D" -> pad(layer);
      default -> throw layer.origin().unsupported(SUPPORTED);
    }
  }

  private void dense(KerasLayer layer) {
    int nodes = layer.size("units");
    int inputs = assembler.size();
    assembler.checkDense(layer.origin(), nodes, inputs);
    List<Tensor> read = read(layer, nodes, inputs, nodes);
    assembler.dense(layer.origin(), read.get(0).permuted(1, 0), read.get(1).values());
    activation(layer, layer.activation());
  }

  private void convolution(KerasLayer layer) {
    layer.require("dilation_rate", 1);
    layer.require("groups", 1);
    int[] kernel = layer.pair("kernel_size");
    int nodes = layer.size("filters");
    int[] dims = assembler.dims();
    if (dims.length != 3) {
      throw layer.origin().refuse("its input is " + Tensor.text(dims) + ", not a picture");
    }
    Windowing windowing = windowing(layer, kernel, layer.pair("strides", 1, 1));
    int channels = dims[windowing.order() == ChannelOrder.FIRST ? 0 : 2];
    assembler.checkConvolution(layer.origin(), nodes, channels, windowing);
    List<Tensor> read = read(layer, nodes, kernel[0], kernel[1], channels, nodes);
    assembler.convolution(
        layer.origin(), read.get(0).permuted(3, 0, 1, 2), read.get(1).values(), windowing);
    activation(layer, layer.activation());
  }

  /** Kernel and bias; a bias of zeros where the layer has none. */
  private List<Tensor> read(KerasLayer layer, int nodes, int... kernel) {
    int[] bias = {nodes};
    if (layer.flag("use_bias", true)) {
      return weights.of(layer, List.of(kernel, bias));
    }
    return List.of(weights.of(layer, List.of(kernel)).get(0), new Tensor(bias, new float[nodes]));
  }

  private Windowing windowing(KerasLayer layer, int[] window, int[] strides) {
    Layer.Padding padding =
        switch (layer.text("padding", "valid")) {
          case "valid" -> Layer.Padding.VALID;
          case "same" -> Layer.Padding.SAME;
          default -> throw layer.origin().refuse("padding " + layer.config().path("padding"));
        };
    return new Windowing(window[0], window[1], strides[0], strides[1], padding, layer.order());
  }

  private void pool(KerasLayer layer, Layer.Pool pool) {
    int[] window = layer.pair("pool_size", 2, 2);
    assembler.pool(layer.origin(), pool, windowing(layer, window, layer.pair("strides", window)));
  }

  private void globalAverage(KerasLayer layer) {
    assembler.globalAverage(layer.origin(), layer.order());
    if (!layer.flag("keepdims", false)) {
      assembler.flatten(layer.origin());
    }
  }

  /** With channels first, Keras puts them last before it flattens. */
  private void flatten(KerasLayer layer) {
    if (layer.order() == ChannelOrder.FIRST && assembler.dims().length == 3) {
      assembler.transpose(layer.origin(), 1, 2, 0);
    }
    assembler.flatten(layer.origin());
  }

  private void relu(KerasLayer layer) {
    if (!layer.config().path("max_value").isNull() && layer.config().has("max_value")) {
      throw layer.origin().refuse("max_value is not supported");
    }
    layer.require("negative_slope", 0);
    layer.require("alpha", 0);
    layer.require("threshold", 0);
    assembler.activation(layer.origin(), Activation.RELU);
  }

  private void softmax(KerasLayer layer) {
    layer.require("axis", -1);
    activation(layer, "softmax");
  }

  private void reshape(KerasLayer layer) {
    JsonNode target = layer.config().path("target_shape");
    int[] to = new int[target.size()];
    int free = -1;
    long known = 1;
    for (int d = 0; d < to.length; d++) {
      to[d] = target.get(d).canConvertToInt() ? target.get(d).asInt() : 0;
      if (to[d] == -1 && free < 0) {
        free = d;
      } else if (to[d] < 1 || known * to[d] > assembler.size()) {
        throw layer.origin().refuse("target_shape " + target + " does not fit");
      } else {
        known *= to[d];
      }
    }
    if (to.length == 0) {
      throw layer.origin().refuse("target_shape " + target + " is not supported");
    }
    if (free >= 0) {
      to[free] = (int) (assembler.size() / known);
    }
    assembler.reshape(layer.origin(), to);
  }

  /** {@code padding} is [[top, bottom], [left, right]]. */
  private void pad(KerasLayer layer) {
    JsonNode padding = layer.config().path("padding");
    int[] zeros = new int[4];
    for (int k = 0; k < zeros.length; k++) {
      JsonNode zero = padding.path(k / 2).path(k % 2);
      if (padding.size() != 2 || !zero.canConvertToInt() || zero.asInt() < 0) {
        throw layer.origin().refuse("padding " + padding + " is not supported");
      }
      zeros[k] = zero.asInt();
    }
    assembler.pad(
        layer.origin(),
        new Layer.Padding.Explicit(zeros[0], zeros[2], zeros[1], zeros[3]),
        layer.order());
  }

  private void activation(KerasLayer layer, String name) {
    Activation activation =
        switch (name) {
          case "linear" -> Activation.IDENTITY;
          case "relu" -> Activation.RELU;
          case "tanh" -> Activation.TANH;
          case "sigmoid" -> Activation.SIGMOID;
          case "softmax" -> Activation.SOFTMAX;
          default ->
              throw layer
                  .origin()
                  .refuse(
                      "activation "
                          + name
                          + " is not supported; linear, relu, tanh, sigmoid, softmax are");
        };
    if (activation == Activation.SOFTMAX && assembler.dims().length != 1) {
      throw layer.origin().refuse("a softmax that is not over the nodes of a dense layer");
    }
    assembler.activation(layer.origin(), activation);
  }
}
