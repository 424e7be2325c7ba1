package org.nodesnr.models.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.Normalisation;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Value;
import org.nodesnr.models.Windowing;
import org.nodesnr.network.Layer;

/** Layers of Keras that have weights. */
final class KerasKernels {
  private final KerasWeights weights;
  private final GraphAssembler graph;

  KerasKernels(KerasWeights weights, GraphAssembler graph) {
    this.weights = weights;
    this.graph = graph;
  }

  Value dense(KerasLayer layer, Value value) {
    int nodes = layer.size("units");
    int inputs = value.size();
    graph.layers().checkDense(layer.origin(), value, nodes, inputs);
    List<Tensor> read = withBias(layer, nodes, List.of(new int[] {inputs, nodes}));
    Tensor kernel = read.get(0).permuted(1, 0);
    return graph.layers().dense(layer.origin(), value, kernel, read.get(1).values());
  }

  /** Kernels are row × column × channel × kernel. */
  Value convolution(KerasLayer layer, Value value) {
    int[] kernel = layer.pair("kernel_size");
    int nodes = layer.size("filters");
    int groups = layer.number("groups", 1) == 1 ? 1 : layer.size("groups");
    Windowing windowing = windowing(layer, kernel, layer.pair("strides", 1, 1));
    int all = channels(layer, value);
    if (groups < 1 || all % groups != 0) {
      throw layer.origin().refuse(groups + " groups of " + all + " channels");
    }
    int channels = all / groups;
    graph.layers().checkConvolution(layer.origin(), nodes, channels, windowing);
    List<Tensor> read =
        withBias(layer, nodes, List.of(new int[] {kernel[0], kernel[1], channels, nodes}));
    return graph
        .layers()
        .convolution(
            layer.origin(),
            value,
            read.get(0).permuted(3, 0, 1, 2),
            read.get(1).values(),
            windowing,
            spread(layer, groups));
  }

  /** Kernels are row × column × channel × multiple; a kernel sees its channel alone. */
  Value depthwise(KerasLayer layer, Value value) {
    int multiple = multiple(layer);
    int channels = channels(layer, value);
    int nodes = channels * multiple;
    Windowing windowing = windowing(layer, layer.pair("kernel_size"), layer.pair("strides", 1, 1));
    graph.layers().checkConvolution(layer.origin(), nodes, 1, windowing);
    List<Tensor> read = withBias(layer, nodes, List.of(depthwiseKernel(layer, channels)));
    return depthwise(layer, value, read.get(0), read.get(1).values(), windowing);
  }

  private static int multiple(KerasLayer layer) {
    return layer.number("depth_multiplier", 1) == 1 ? 1 : layer.size("depth_multiplier");
  }

  private static int[] depthwiseKernel(KerasLayer layer, int channels) {
    int[] kernel = layer.pair("kernel_size");
    return new int[] {kernel[0], kernel[1], channels, multiple(layer)};
  }

  private Value depthwise(
      KerasLayer layer, Value value, Tensor kernels, float[] bias, Windowing windowing) {
    int[] k = kernels.dims();
    Tensor moved = kernels.permuted(2, 3, 0, 1);
    Tensor own = new Tensor(new int[] {k[2] * k[3], k[0], k[1], 1}, moved.values());
    Layer.Spread spread = spread(layer, k[2]);
    return graph.layers().convolution(layer.origin(), value, own, bias, windowing, spread);
  }

  /** A depthwise convolution without bias, and one over its channels, place by place. */
  Value separable(KerasLayer layer, Value value) {
    int channels = channels(layer, value);
    int between = channels * multiple(layer);
    int nodes = layer.size("filters");
    Windowing windowing = windowing(layer, layer.pair("kernel_size"), layer.pair("strides", 1, 1));
    Windowing place = new Windowing(1, 1, 1, 1, Layer.Padding.VALID, layer.order());
    graph.layers().checkConvolution(layer.origin(), between, 1, windowing);
    graph.layers().checkConvolution(layer.origin(), nodes, between, place);
    List<Tensor> read =
        withBias(
            layer,
            nodes,
            List.of(depthwiseKernel(layer, channels), new int[] {1, 1, between, nodes}));
    Value inner = depthwise(layer, value, read.get(0), new float[between], windowing);
    return graph
        .layers()
        .convolution(
            layer.origin(),
            inner,
            read.get(1).permuted(3, 0, 1, 2),
            read.get(2).values(),
            place,
            Layer.Spread.NONE);
  }

  private static Layer.Spread spread(KerasLayer layer, int groups) {
    int[] dilation = layer.pair("dilation_rate", 1, 1);
    return new Layer.Spread(dilation[0], dilation[1], groups);
  }

  /** The channels of a picture. */
  private static int channels(KerasLayer layer, Value value) {
    int[] dims = value.dims();
    if (dims.length != 3) {
      throw layer.origin().refuse("its input is " + Tensor.text(dims) + ", not a picture");
    }
    return dims[layer.order() == ChannelOrder.FIRST ? 0 : 2];
  }

  /** Kernels and bias; a bias of zeros where the layer has none. */
  private List<Tensor> withBias(KerasLayer layer, int nodes, List<int[]> kernels) {
    int[] bias = {nodes};
    List<int[]> wanted = new ArrayList<>(kernels);
    if (layer.flag("use_bias", true)) {
      wanted.add(bias);
      return weights.of(layer, wanted);
    }
    List<Tensor> read = new ArrayList<>(weights.of(layer, wanted));
    read.add(new Tensor(bias, new float[nodes]));
    return read;
  }

  /** γ and β where the layer has them, then mean and variance. */
  Value normalisation(KerasLayer layer, Value value) {
    int axis = axis(layer, value);
    int[] channels = {value.dims()[axis]};
    boolean scaled = layer.flag("scale", true);
    boolean centred = layer.flag("center", true);
    List<int[]> wanted = new ArrayList<>();
    for (int k = 0; k < 2 + (scaled ? 1 : 0) + (centred ? 1 : 0); k++) {
      wanted.add(channels);
    }
    List<Tensor> read = weights.of(layer, wanted);
    float[] mean = read.get(read.size() - 2).values();
    float[] variance = read.get(read.size() - 1).values();
    float[] gamma = scaled ? read.get(0).values() : Normalisation.all(1, channels[0]);
    float[] beta = centred ? read.get(scaled ? 1 : 0).values() : Normalisation.all(0, channels[0]);
    Normalisation factors =
        Normalisation.of(
            layer.origin(), gamma, beta, mean, variance, layer.number("epsilon", 1e-3));
    return graph.normalisation(layer.origin(), value, axis, factors);
  }

  /** The axis of a layer among those of a sample; in the file they count the samples' too. */
  private static int axis(KerasLayer layer, Value value) {
    int rank = value.dims().length;
    int given = layer.axis(-1);
    int axis = given < 0 ? rank + given : given - 1;
    if (axis < 0 || axis >= rank) {
      throw layer.origin().refuse("axis " + given + " of " + Tensor.text(value.dims()));
    }
    return axis;
  }

  /** {@code (x − mean) / √variance}, from the data (then with a count behind them) or given. */
  Value standardisation(KerasLayer layer, Value value) {
    if (layer.flag("invert", false)) {
      throw layer.origin().refuse("invert is not supported");
    }
    int[] dims = value.dims();
    int[] along = new int[dims.length];
    Arrays.fill(along, 1);
    if (!layer.config().path("axis").isNull()) {
      int axis = axis(layer, value);
      along[axis] = dims[axis];
    }
    int count = (int) Tensor.count(along);
    float[] mean = layer.numbers("mean", count);
    float[] variance = layer.numbers("variance", count);
    if (mean.length == 0) {
      int[] kept = Arrays.stream(along).filter(d -> d != 1).toArray();
      List<Tensor> read = weights.standardisation(layer, kept);
      mean = read.get(0).values();
      variance = read.get(1).values();
    }
    float[] scale = new float[count];
    float[] shift = new float[count];
    for (int k = 0; k < count; k++) {
      double deviation = Math.max(Math.sqrt(variance[k]), 1e-7);
      scale[k] = (float) (1 / deviation);
      shift[k] = (float) (-mean[k] / deviation);
    }
    return graph.affine(layer.origin(), value, new Tensor(along, scale), new Tensor(along, shift));
  }

  static Windowing windowing(KerasLayer layer, int[] window, int[] strides) {
    Layer.Padding padding =
        switch (layer.text("padding", "valid")) {
          case "valid" -> Layer.Padding.VALID;
          case "same" -> Layer.Padding.SAME;
          default -> throw layer.origin().refuse("padding " + layer.config().path("padding"));
        };
    return new Windowing(window[0], window[1], strides[0], strides[1], padding, layer.order());
  }
}
