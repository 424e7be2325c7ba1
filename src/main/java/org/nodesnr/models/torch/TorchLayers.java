package org.nodesnr.models.torch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.Curves;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.Normalisation;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Value;
import org.nodesnr.models.Windowing;
import org.nodesnr.network.Curve;
import org.nodesnr.network.Layer;
import org.nodesnr.spec.Activation;

/** Hands the layers of an architecture on, each with the weights of its module. */
final class TorchLayers {
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final String MEAN = "running_mean";
  private static final String VARIANCE = "running_var";

  private static final Map<String, Activation> NAMED =
      new TreeMap<>(
          Map.of(
              "relu", Activation.RELU,
              "tanh", Activation.TANH,
              "sigmoid", Activation.SIGMOID,
              "softmax", Activation.SOFTMAX,
              "logsoftmax", Activation.SOFTMAX));

  private static final Map<String, Curve> CURVES =
      new TreeMap<>(
          Map.of(
              "gelu", Curves.GELU,
              "hardsigmoid", Curves.hardSigmoid(1.0 / 6, 0.5),
              "hardswish", Curves.HARD_SWISH,
              "mish", Curves.MISH,
              "relu6", Curves.clip(0, 6),
              "selu", Curves.selu(),
              "silu", Curves.SILU,
              "softplus", Curves.SOFTPLUS));

  private static final List<String> OTHERS =
      List.of(
          "conv",
          "dense",
          "batchnorm",
          "maxpool",
          "avgpool",
          "globalavgpool",
          "globalmaxpool",
          "flatten",
          "dropout",
          "leakyrelu",
          "elu");

  private final StateDict weights;
  private final GraphAssembler graph;
  private final Set<String> used = new HashSet<>();
  private int number;

  TorchLayers(StateDict weights, GraphAssembler graph) {
    this.weights = weights;
    this.graph = graph;
  }

  /** Where a refusal says that something is wrong. */
  private Origin origin(Architecture.Layer layer, String module) {
    return new Origin(weights.file(), "architecture[" + number + "]", layer.kind(), module);
  }

  Value add(Architecture.Layer layer, Value value) {
    Value made = made(layer, value, origin(layer, layer.module()));
    number++;
    return made;
  }

  private Value made(Architecture.Layer layer, Value value, Origin origin) {
    if (NAMED.containsKey(layer.kind())) {
      layer.allow();
      return graph.activation(origin, value, NAMED.get(layer.kind()));
    }
    if (CURVES.containsKey(layer.kind())) {
      layer.allow();
      return graph.activation(origin, value, CURVES.get(layer.kind()));
    }
    return switch (layer.kind()) {
      case "conv" -> convolution(layer, value);
      case "dense", "linear" -> dense(layer, value);
      case "batchnorm" -> normalisation(layer, value);
      case "leakyrelu" -> graph.activation(origin, value, Curves.leakyRelu(slope(layer, 0.01)));
      case "elu" -> graph.activation(origin, value, Curves.elu(slope(layer, 1)));
      case "maxpool" -> pool(layer, origin, value, Layer.Pool.MAX);
      case "avgpool" -> pool(layer, origin, value, Layer.Pool.PADDED_AVERAGE);
      case "globalavgpool" -> globalPool(layer, origin, value, Layer.Pool.AVERAGE);
      case "globalmaxpool" -> globalPool(layer, origin, value, Layer.Pool.MAX);
      case "flatten" -> {
        layer.allow();
        yield graph.reshape(origin, value, value.size());
      }
      case "dropout" -> {
        layer.allow("size", "p");
        yield value;
      }
      default -> throw unknown(layer);
    };
  }

  private static RuntimeException unknown(Architecture.Layer layer) {
    List<String> known = new ArrayList<>(OTHERS);
    known.addAll(NAMED.keySet());
    known.addAll(CURVES.keySet());
    return Architecture.mistake(
        layer.text(), "no such layer; there are " + String.join(", ", known));
  }

  private static double slope(Architecture.Layer layer, double otherwise) {
    layer.allow("size");
    return layer.number("size", otherwise);
  }

  /** PyTorch's kernels are kernel × channel × row × column. */
  private Value convolution(Architecture.Layer layer, Value value) {
    layer.allow("stride", "padding", "dilation", "groups");
    String module = take(layer, 4);
    Origin origin = origin(layer, module);
    int[] dims = weights.dims(module, WEIGHT);
    int stride = layer.size("stride", 1);
    int dilation = layer.size("dilation", 1);
    Windowing windowing = windowing(dims[2], dims[3], stride, layer.size("padding", 0));
    graph.layers().checkConvolution(origin, dims[0], dims[1], windowing);
    Tensor kernels = weights.read(origin, module, WEIGHT, dims).permuted(0, 2, 3, 1);
    Layer.Spread spread = new Layer.Spread(dilation, dilation, layer.size("groups", 1));
    float[] bias = bias(origin, module, dims[0]);
    return graph.layers().convolution(origin, value, kernels, bias, windowing, spread);
  }

  private Value dense(Architecture.Layer layer, Value value) {
    layer.allow();
    String module = take(layer, 2);
    Origin origin = origin(layer, module);
    int[] dims = weights.dims(module, WEIGHT);
    graph.layers().checkDense(origin, value, dims[0], dims[1]);
    Tensor read = weights.read(origin, module, WEIGHT, dims);
    return graph.layers().dense(origin, value, read, bias(origin, module, dims[0]));
  }

  private float[] bias(Origin origin, String module, int nodes) {
    if (!weights.has(module, BIAS)) {
      return new float[nodes];
    }
    used.add(StateDict.of(module, BIAS));
    return weights.read(origin, module, BIAS, nodes).values();
  }

  /** {@code γ (x − μ) / √(σ² + ε) + β} with the running mean and variance. */
  private Value normalisation(Architecture.Layer layer, Value value) {
    layer.allow("eps");
    String module = take(layer, 1);
    Origin origin = origin(layer, module);
    int channels = weights.dims(module, WEIGHT)[0];
    used.add(StateDict.of(module, MEAN));
    used.add(StateDict.of(module, VARIANCE));
    float[] gamma = weights.read(origin, module, WEIGHT, channels).values();
    float[] beta = bias(origin, module, channels);
    float[] mean = weights.read(origin, module, MEAN, channels).values();
    float[] variance = weights.read(origin, module, VARIANCE, channels).values();
    Normalisation factors =
        Normalisation.of(origin, gamma, beta, mean, variance, layer.number("eps", 1e-5));
    return graph.normalisation(origin, value, 0, factors);
  }

  private Value pool(Architecture.Layer layer, Origin origin, Value value, Layer.Pool pool) {
    layer.allow("size", "stride", "padding");
    int size = layer.size("size", 2);
    int stride = layer.size("stride", size);
    Windowing windowing = windowing(size, size, stride, layer.size("padding", 0));
    return graph.layers().pool(origin, value, pool, windowing);
  }

  private Value globalPool(Architecture.Layer layer, Origin origin, Value value, Layer.Pool pool) {
    layer.allow();
    return graph.layers().globalPool(origin, value, pool, ChannelOrder.FIRST);
  }

  private static Windowing windowing(int height, int width, int stride, int padding) {
    return new Windowing(
        height,
        width,
        stride,
        stride,
        new Layer.Padding.Explicit(padding, padding, padding, padding),
        ChannelOrder.FIRST);
  }

  /** The module that a layer names, or the next one whose weights have so many dimensions. */
  private String take(Architecture.Layer layer, int rank) {
    for (String module : weights.modules()) {
      boolean wanted =
          layer.module().isEmpty()
              ? !used.contains(StateDict.of(module, WEIGHT))
              : layer.module().equals(module);
      boolean fits = rank > 1 || weights.has(module, MEAN);
      if (wanted && fits && weights.dims(module, WEIGHT).length == rank) {
        used.add(StateDict.of(module, WEIGHT));
        return module;
      }
    }
    throw origin(layer, layer.module())
        .refuse(
            layer.module().isEmpty()
                ? "the file holds no more weights of " + rank + " dimensions"
                : "the file holds no such weights of " + rank + " dimensions");
  }

  /** Every array must have been of use. */
  void requireEnd() {
    List<String> left = new ArrayList<>(weights.arrays().keySet());
    left.removeAll(used);
    if (!left.isEmpty()) {
      throw Origin.refusal(
          weights.file(), "no layer of --architecture takes " + String.join(", ", left));
    }
  }
}
