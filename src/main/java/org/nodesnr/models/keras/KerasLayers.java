package org.nodesnr.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Value;
import org.nodesnr.network.Layer;

/** Hands the layers of a Keras model on, each with what feeds it. */
final class KerasLayers {
  private static final List<String> SUPPORTED =
      List.of(
          "Activation",
          "Add",
          "Average",
          "AveragePooling2D",
          "BatchNormalization",
          "Concatenate",
          "Conv2D",
          "Dense",
          "DepthwiseConv2D",
          "Dropout",
          "ELU",
          "Flatten",
          "GlobalAveragePooling2D",
          "GlobalMaxPooling2D",
          "InputLayer",
          "LeakyReLU",
          "MaxPooling2D",
          "Multiply",
          "Normalization",
          "Permute",
          "ReLU",
          "Rescaling",
          "Reshape",
          "SeparableConv2D",
          "Softmax",
          "ZeroPadding2D");

  /** Those whose nodes have S and G. */
  static final Set<String> WEIGHTED =
      Set.of("Conv2D", "Dense", "DepthwiseConv2D", "SeparableConv2D");

  private final GraphAssembler graph;
  private final KerasActivations activations;
  private final KerasKernels kernels;
  private final KerasJunctions junctions;

  KerasLayers(KerasWeights weights, GraphAssembler graph, boolean third) {
    this.graph = graph;
    this.activations = new KerasActivations(graph, third);
    this.kernels = new KerasKernels(weights, graph);
    this.junctions = new KerasJunctions(graph);
  }

  /**
   * @param layer the layer
   * @param values what feeds it, at least one
   * @return what it makes
   */
  Value add(KerasLayer layer, List<Value> values) {
    if (KerasJunctions.TYPES.contains(layer.type())) {
      return junctions.add(layer, values);
    }
    if (values.size() != 1) {
      throw layer.origin().refuse("fed by " + values.size() + " values");
    }
    Value value = values.get(0);
    return switch (layer.type()) {
      case "Activation" -> activations.named(layer, value);
      case "ELU" -> activations.elu(layer, value);
      case "LeakyReLU" -> activations.leakyRelu(layer, value);
      case "ReLU" -> activations.relu(layer, value);
      case "Softmax" -> activations.softmax(layer, value);
      case "Conv2D" -> activations.named(layer, kernels.convolution(layer, value));
      case "Dense" -> activations.named(layer, kernels.dense(layer, value));
      case "DepthwiseConv2D" -> activations.named(layer, kernels.depthwise(layer, value));
      case "SeparableConv2D" -> activations.named(layer, kernels.separable(layer, value));
      case "BatchNormalization" -> kernels.normalisation(layer, value);
      case "Normalization" -> kernels.standardisation(layer, value);
      default -> weightless(layer, value);
    };
  }

  private Value weightless(KerasLayer layer, Value value) {
    return switch (layer.type()) {
      case "ActivityRegularization",
          "AlphaDropout",
          "Dropout",
          "GaussianDropout",
          "GaussianNoise",
          "Identity",
          "InputLayer",
          "RandomBrightness",
          "RandomContrast",
          "RandomFlip",
          "RandomRotation",
          "RandomTranslation",
          "RandomZoom",
          "SpatialDropout2D" ->
          value;
      case "AveragePooling2D" -> pool(layer, value, Layer.Pool.AVERAGE);
      case "MaxPooling2D" -> pool(layer, value, Layer.Pool.MAX);
      case "GlobalAveragePooling2D" -> globalPool(layer, value, Layer.Pool.AVERAGE);
      case "GlobalMaxPooling2D" -> globalPool(layer, value, Layer.Pool.MAX);
      case "Flatten" -> flatten(layer, value);
      case "Permute" -> permute(layer, value);
      case "Rescaling" -> rescale(layer, value);
      case "Reshape" -> reshape(layer, value);
      case "ZeroPadding2D" -> pad(layer, value);
      case "PReLU" ->
          throw layer
              .origin()
              .refuse("a slope that was trained for each value is not supported; LeakyReLU is");
      default -> throw layer.origin().unsupported(SUPPORTED);
    };
  }

  private Value pool(KerasLayer layer, Value value, Layer.Pool pool) {
    int[] window = layer.pair("pool_size", 2, 2);
    int[] strides = layer.pair("strides", window);
    return graph
        .layers()
        .pool(layer.origin(), value, pool, KerasKernels.windowing(layer, window, strides));
  }

  private Value globalPool(KerasLayer layer, Value value, Layer.Pool pool) {
    Value pooled = graph.layers().globalPool(layer.origin(), value, pool, layer.order());
    return layer.flag("keepdims", false)
        ? pooled
        : graph.reshape(layer.origin(), pooled, pooled.size());
  }

  /** With channels first, Keras puts them last before it flattens. */
  private Value flatten(KerasLayer layer, Value value) {
    Value turned =
        layer.order() == ChannelOrder.FIRST && value.dims().length == 3
            ? graph.transpose(layer.origin(), value, 1, 2, 0)
            : value;
    return graph.reshape(layer.origin(), turned, turned.size());
  }

  /** Axes count from 1. */
  private Value permute(KerasLayer layer, Value value) {
    JsonNode dims = layer.config().path("dims");
    int[] axes = new int[dims.size()];
    for (int d = 0; d < axes.length; d++) {
      axes[d] = dims.get(d).canConvertToInt() ? dims.get(d).asInt() - 1 : -1;
    }
    return graph.transpose(layer.origin(), value, axes);
  }

  /** One number for all values, or one for each along the last axis. */
  private Value rescale(KerasLayer layer, Value value) {
    int[] dims = value.dims();
    int last = dims[dims.length - 1];
    float[] scale = layer.numbers("scale", last);
    float[] offset = layer.numbers("offset", last);
    int[] along = new int[dims.length];
    Arrays.fill(along, 1);
    along[dims.length - 1] = last;
    if (scale.length == 0 || offset.length == 0) {
      throw layer.origin().refuse("scale or offset is missing");
    }
    return graph.affine(layer.origin(), value, new Tensor(along, scale), new Tensor(along, offset));
  }

  private Value reshape(KerasLayer layer, Value value) {
    JsonNode target = layer.config().path("target_shape");
    int[] to = new int[target.size()];
    int free = -1;
    long known = 1;
    for (int d = 0; d < to.length; d++) {
      to[d] = target.get(d).canConvertToInt() ? target.get(d).asInt() : 0;
      if (to[d] == -1 && free < 0) {
        free = d;
      } else if (to[d] < 1 || known * to[d] > value.size()) {
        throw layer.origin().refuse("target_shape " + target + " does not fit");
      } else {
        known *= to[d];
      }
    }
    if (to.length == 0) {
      throw layer.origin().refuse("target_shape " + target + " is not supported");
    }
    if (free >= 0) {
      to[free] = (int) (value.size() / known);
    }
    return graph.reshape(layer.origin(), value, to);
  }

  /** {@code padding} is [[top, bottom], [left, right]]. */
  private Value pad(KerasLayer layer, Value value) {
    JsonNode padding = layer.config().path("padding");
    List<Integer> zeros = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      JsonNode zero = padding.path(k / 2).path(k % 2);
      if (padding.size() != 2 || !zero.canConvertToInt() || zero.asInt() < 0) {
        throw layer.origin().refuse("padding " + padding + " is not supported");
      }
      zeros.add(zero.asInt());
    }
    Layer.Padding.Explicit around =
        new Layer.Padding.Explicit(zeros.get(0), zeros.get(2), zeros.get(1), zeros.get(3));
    return graph.layers().pad(layer.origin(), value, around, layer.order());
  }
}
