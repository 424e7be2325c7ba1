package org.nodesnr.models.onnx;

import java.util.List;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.Normalisation;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Value;
import org.nodesnr.models.Windowing;
import org.nodesnr.network.Layer;

/** The operations of an ONNX network that go over a picture, which has its channels first. */
final class OnnxWindows {
  private static final float EPSILON = 1e-5f;

  private final Constants constants;
  private final Flows flows;

  OnnxWindows(Flows flows) {
    this.constants = flows.constants();
    this.flows = flows;
  }

  void convolution(OnnxNode node) {
    Origin origin = node.origin();
    Tensor kernels = constants.floats(origin, node.input(1));
    int[] d = kernels.dims();
    if (d.length != 4) {
      throw origin.refuse("convolutions in two dimensions are supported, not of " + Tensor.text(d));
    }
    long groups = node.integer("group", 1);
    if (groups < 1 || groups > d[0]) {
      throw origin.refuse(groups + " groups of " + d[0] + " kernels");
    }
    int[] kernel = node.has("kernel_shape") ? node.sizes("kernel_shape", 2, 1) : null;
    if (kernel != null && (kernel[0] != d[2] || kernel[1] != d[3])) {
      throw origin.refuse("kernel_shape and weights differ");
    }
    float[] bias = new float[d[0]];
    if (!node.input(2).isEmpty()) {
      bias = constants.floats(origin, node.input(2)).values();
    }
    Value value = flows.value(node, 0);
    int[] dilations = node.sizes("dilations", 2, 1);
    Layer.Spread spread = new Layer.Spread(dilations[0], dilations[1], (int) groups);
    Windowing windowing = windowing(node, value, d[2], d[3], false);
    Origin named = OnnxLayers.named(node, constants);
    Tensor moved = kernels.permuted(0, 2, 3, 1);
    flows.put(
        node, flows.graph().layers().convolution(named, value, moved, bias, windowing, spread));
  }

  void pool(OnnxNode node) {
    int[] kernel = node.sizes("kernel_shape", 2, 0);
    boolean ceil = node.integer("ceil_mode", 0) != 0;
    for (int dilation : node.sizes("dilations", 2, 1)) {
      if (dilation != 1) {
        throw node.origin().refuse("dilation of pooling is not supported");
      }
    }
    Value value = flows.value(node, 0);
    Windowing windowing = windowing(node, value, kernel[0], kernel[1], ceil);
    Layer.Pool pool = Layer.Pool.MAX;
    if (node.type().equals("AveragePool")) {
      boolean padded = node.integer("count_include_pad", 0) != 0;
      pool = padded ? Layer.Pool.PADDED_AVERAGE : Layer.Pool.AVERAGE;
      if (padded && ceil) {
        throw node.origin().refuse("ceil_mode together with count_include_pad is not supported");
      }
    }
    flows.put(node, flows.graph().layers().pool(node.origin(), value, pool, windowing));
  }

  void globalPool(OnnxNode node, Layer.Pool pool) {
    Value value = flows.value(node, 0);
    flows.put(
        node, flows.graph().layers().globalPool(node.origin(), value, pool, ChannelOrder.FIRST));
  }

  /** The mean or maximum over all places. */
  void reduce(OnnxNode node, Layer.Pool pool) {
    Value value = flows.value(node, 0);
    long[] axes = OnnxShapes.given(node, "axes", 1, constants);
    boolean first = OnnxShapes.isOverPlaces(axes, 2);
    if (value.dims().length != 3 || !(first || OnnxShapes.isOverPlaces(axes, 1))) {
      throw node.origin().refuse("it is supported over the rows and columns of a picture");
    }
    ChannelOrder order = first ? ChannelOrder.FIRST : ChannelOrder.LAST;
    Value made = flows.graph().layers().globalPool(node.origin(), value, pool, order);
    if (node.integer("keepdims", 1) == 0) {
      made = flows.graph().reshape(node.origin(), made, made.size());
    }
    flows.put(node, made);
  }

  /** In inference: γ (x − μ) / √(σ² + ε) + β. */
  void normalisation(OnnxNode node) {
    Origin origin = node.origin();
    if (node.integer("training_mode", 0) != 0 || node.integer("spatial", 1) != 1) {
      throw origin.refuse("batch normalisation is supported as it is in inference, by channel");
    }
    Value value = flows.value(node, 0);
    float[] scale = constants.floats(origin, node.input(1)).values();
    float[] shift = constants.floats(origin, node.input(2)).values();
    float[] mean = constants.floats(origin, node.input(3)).values();
    float[] variance = constants.floats(origin, node.input(4)).values();
    int channels = value.dims()[0];
    for (float[] each : List.of(scale, shift, mean, variance)) {
      if (each.length != channels) {
        throw origin.refuse(each.length + " values for " + channels + " channels");
      }
    }
    Normalisation factors =
        Normalisation.of(origin, scale, shift, mean, variance, node.real("epsilon", EPSILON));
    flows.put(node, flows.graph().normalisation(origin, value, 0, factors));
  }

  void pad(OnnxNode node) {
    Origin origin = node.origin();
    long[] pads =
        node.has("pads")
            ? node.attributes().get("pads").integers()
            : constants.integers(origin, node.input(1));
    boolean zero = node.real("value", 0) == 0;
    if (!node.input(2).isEmpty()) {
      for (float value : constants.floats(origin, node.input(2)).values()) {
        zero &= value == 0;
      }
    }
    if (!node.text("mode", "constant").equals("constant") || !zero) {
      throw origin.refuse("padding by anything but zeros is not supported");
    }
    boolean ofPicture = pads.length == 8 && node.input(3).isEmpty();
    if (!ofPicture || pads[0] != 0 || pads[4] != 0) {
      throw origin.refuse("padding of anything but a picture is not supported");
    }
    for (long pad : pads) {
      if (pad != (int) pad) {
        throw origin.refuse("padding is too large");
      }
    }
    Value value = channels(node, flows.value(node, 0), (int) pads[1], (int) pads[5]);
    Layer.Padding.Explicit around =
        new Layer.Padding.Explicit((int) pads[2], (int) pads[3], (int) pads[6], (int) pads[7]);
    boolean none = around.equals(new Layer.Padding.Explicit(0, 0, 0, 0));
    flows.put(
        node, none ? value : flows.graph().layers().pad(origin, value, around, ChannelOrder.FIRST));
  }

  /** Channels of zeros, as a shortcut without weights has them. */
  private Value channels(OnnxNode node, Value value, int before, int after) {
    if (before == 0 && after == 0) {
      return value;
    }
    int channels = value.dims()[0];
    long all = (long) before + channels + after;
    if (before < 0 || after < 0 || all > Integer.MAX_VALUE) {
      throw node.origin().refuse("padding is negative or too large");
    }
    return flows
        .graph()
        .junctions()
        .select(
            node.origin(),
            value,
            0,
            (int) all,
            c -> c >= before && c < before + channels ? c - before : -1);
  }

  private static Windowing windowing(
      OnnxNode node, Value value, int height, int width, boolean ceil) {
    int[] strides = node.sizes("strides", 2, 1);
    int[] dims = value.dims();
    if (dims.length != 3) {
      throw node.origin().refuse("its input is " + Tensor.text(dims) + ", not a picture");
    }
    Layer.Padding padding =
        switch (node.text("auto_pad", "NOTSET")) {
          case "NOTSET" -> explicit(node, dims, height, width, strides, ceil);
          case "VALID" -> Layer.Padding.VALID;
          case "SAME_UPPER" -> Layer.Padding.SAME;
          case "SAME_LOWER" -> lower(node, dims, height, width, strides);
          default -> throw node.origin().refuse("auto_pad " + node.text("auto_pad", ""));
        };
    return new Windowing(height, width, strides[0], strides[1], padding, ChannelOrder.FIRST);
  }

  /** As many zeros as {@link Layer.Padding#SAME}, the odd one at the beginning. */
  private static Layer.Padding lower(
      OnnxNode node, int[] dims, int height, int width, int[] strides) {
    int[] spread = node.sizes("dilations", 2, 1);
    if (strides[0] < 1 || strides[1] < 1) {
      throw node.origin().refuse("strides must be positive");
    }
    int rows = lower(dims[1], height, spread[0], strides[0]);
    int columns = lower(dims[2], width, spread[1], strides[1]);
    return new Layer.Padding.Explicit(
        rows - rows / 2, columns - columns / 2, rows / 2, columns / 2);
  }

  private static int lower(int size, int window, int dilation, int stride) {
    long places = (size + (long) stride - 1) / stride;
    long zeros = (places - 1) * stride + (window - 1L) * dilation + 1 - size;
    return (int) Math.max(0, Math.min(zeros, Integer.MAX_VALUE >> 1));
  }

  private static Layer.Padding explicit(
      OnnxNode node, int[] dims, int height, int width, int[] strides, boolean ceil) {
    int[] pads = node.sizes("pads", 4, 0);
    int bottom = pads[2];
    int right = pads[3];
    if (ceil && strides[0] > 0 && strides[1] > 0) {
      bottom += missing(dims[1], height, strides[0], pads[0], pads[2]);
      right += missing(dims[2], width, strides[1], pads[1], pads[3]);
    }
    return new Layer.Padding.Explicit(pads[0], pads[1], bottom, right);
  }

  /**
   * With {@code ceil_mode} a last window may reach beyond the end, unless it would begin behind the
   * input; so much padding is added.
   */
  private static int missing(int size, int window, int stride, int before, int after) {
    long over = (size + (long) before + after - window) % stride;
    if (size + (long) before + after < window || over == 0) {
      return 0;
    }
    long begin = size + (long) before + after - window - over + stride;
    return begin < size + (long) before ? (int) (stride - over) : 0;
  }
}
