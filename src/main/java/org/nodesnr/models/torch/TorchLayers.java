package org.nodesnr.models.torch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nodesnr.config.Activation;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.NetworkAssembler;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Windowing;
import org.nodesnr.network.Layer;

/** Hands the layers of an architecture on, each with the weights of its module. */
final class TorchLayers {
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final List<String> SUPPORTED =
      List.of(
          "conv",
          "dense",
          "relu",
          "tanh",
          "sigmoid",
          "softmax",
          "maxpool",
          "avgpool",
          "globalavgpool",
          "flatten",
          "dropout");

  private final StateDict weights;
  private final NetworkAssembler assembler;
  private final Set<String> used = new HashSet<>();
  private int number;

  TorchLayers(StateDict weights, NetworkAssembler assembler) {
    this.weights = weights;
    this.assembler = assembler;
  }

  /** Where a refusal says that something is wrong. */
  private Origin origin(Architecture.Layer layer, String module) {
    return new Origin(weights.file(), "architecture[" + number + "]", layer.kind(), module);
  }

  void add(Architecture.Layer layer) {
    Origin origin = origin(layer, layer.module());
    switch (layer.kind()) {
      case "conv" -> convolution(layer);
      case "dense", "linear" -> dense(layer);
      case "relu" -> activation(layer, origin, Activation.RELU);
      case "tanh" -> activation(layer, origin, Activation.TANH);
      case "sigmoid" -> activation(layer, origin, Activation.SIGMOID);
      case "softmax", "logsoftmax" -> activation(layer, origin, Activation.SOFTMAX);
      case "maxpool" -> pool(layer, origin, Layer.Pool.MAX);
      case "avgpool" -> pool(layer, origin, Layer.Pool.PADDED_AVERAGE);
      case "globalavgpool" -> {
        layer.allow();
        assembler.globalAverage(origin, ChannelOrder.FIRST);
      }
      case "flatten" -> {
        layer.allow();
        assembler.flatten(origin);
      }
      case "dropout" -> layer.allow("size", "p");
      default ->
          throw Architecture.mistake(
              layer.text(), "no such layer; there are " + String.join(", ", SUPPORTED));
    }
    number++;
  }

  private void activation(Architecture.Layer layer, Origin origin, Activation activation) {
    layer.allow();
    assembler.activation(origin, activation);
  }

  /** PyTorch's kernels are kernel × channel × row × column. */
  private void convolution(Architecture.Layer layer) {
    layer.allow("stride", "padding");
    String module = take(layer, 4);
    Origin origin = origin(layer, module);
    int[] dims = weights.dims(module, WEIGHT);
    int stride = layer.size("stride", 1);
    Windowing windowing = windowing(dims[2], dims[3], stride, layer.size("padding", 0));
    assembler.checkConvolution(origin, dims[0], dims[1], windowing);
    Tensor kernels = weights.read(origin, module, WEIGHT, dims).permuted(0, 2, 3, 1);
    assembler.convolution(origin, kernels, bias(origin, module, dims[0]), windowing);
  }

  private void dense(Architecture.Layer layer) {
    layer.allow();
    String module = take(layer, 2);
    Origin origin = origin(layer, module);
    int[] dims = weights.dims(module, WEIGHT);
    assembler.checkDense(origin, dims[0], dims[1]);
    Tensor read = weights.read(origin, module, WEIGHT, dims);
    assembler.dense(origin, read, bias(origin, module, dims[0]));
  }

  private float[] bias(Origin origin, String module, int nodes) {
    if (!weights.has(module, BIAS)) {
      return new float[nodes];
    }
    used.add(StateDict.of(module, BIAS));
    return weights.read(origin, module, BIAS, nodes).values();
  }

  private void pool(Architecture.Layer layer, Origin origin, Layer.Pool pool) {
    layer.allow("size", "stride", "padding");
    int size = layer.size("size", 2);
    int stride = layer.size("stride", size);
    assembler.pool(origin, pool, windowing(size, size, stride, layer.size("padding", 0)));
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
      if (wanted && weights.dims(module, WEIGHT).length == rank) {
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
