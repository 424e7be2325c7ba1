package org.nodesnr.models.onnx;

import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.NetworkAssembler;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Windowing;
import org.nodesnr.network.Layer;

/** The operations of an ONNX network that go over a picture, which has its channels first. */
final class OnnxWindows {
  private final Constants constants;
  private final NetworkAssembler assembler;

  OnnxWindows(Constants constants, NetworkAssembler assembler) {
    this.constants = constants;
    this.assembler = assembler;
  }

  void convolution(OnnxNode node) {
    Origin origin = node.origin();
    Tensor kernels = constants.floats(origin, node.input(1));
    int[] d = kernels.dims();
    if (d.length != 4) {
      throw origin.refuse("convolutions in two dimensions are supported, not of " + Tensor.text(d));
    }
    if (node.integer("group", 1) != 1) {
      throw origin.refuse("groups are not supported");
    }
    int[] kernel = node.has("kernel_shape") ? node.sizes("kernel_shape", 2, 1) : null;
    if (kernel != null && (kernel[0] != d[2] || kernel[1] != d[3])) {
      throw origin.refuse("kernel_shape and weights differ");
    }
    float[] bias = new float[d[0]];
    if (!node.input(2).isEmpty()) {
      bias = constants.floats(origin, node.input(2)).values();
    }
    Windowing windowing = windowing(node, d[2], d[3], false);
    assembler.convolution(origin, kernels.permuted(0, 2, 3, 1), bias, windowing);
  }

  void pool(OnnxNode node) {
    int[] kernel = node.sizes("kernel_shape", 2, 0);
    boolean ceil = node.integer("ceil_mode", 0) != 0;
    Windowing windowing = windowing(node, kernel[0], kernel[1], ceil);
    Layer.Pool pool = Layer.Pool.MAX;
    if (node.type().equals("AveragePool")) {
      boolean padded = node.integer("count_include_pad", 0) != 0;
      pool = padded ? Layer.Pool.PADDED_AVERAGE : Layer.Pool.AVERAGE;
      if (padded && ceil) {
        throw node.origin().refuse("ceil_mode together with count_include_pad is not supported");
      }
    }
    assembler.pool(node.origin(), pool, windowing);
  }

  void globalAverage(OnnxNode node) {
    assembler.globalAverage(node.origin(), ChannelOrder.FIRST);
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
    if (!ofPicture || pads[0] != 0 || pads[1] != 0 || pads[4] != 0 || pads[5] != 0) {
      throw origin.refuse("padding of anything but rows and columns is not supported");
    }
    for (long pad : pads) {
      if (pad != (int) pad) {
        throw origin.refuse("padding is too large");
      }
    }
    assembler.pad(
        origin,
        new Layer.Padding.Explicit((int) pads[2], (int) pads[3], (int) pads[6], (int) pads[7]),
        ChannelOrder.FIRST);
  }

  private Windowing windowing(OnnxNode node, int height, int width, boolean ceil) {
    int[] strides = node.sizes("strides", 2, 1);
    for (int dilation : node.sizes("dilations", 2, 1)) {
      if (dilation != 1) {
        throw node.origin().refuse("dilation is not supported");
      }
    }
    int[] dims = assembler.dims();
    if (dims.length != 3) {
      throw node.origin().refuse("its input is " + Tensor.text(dims) + ", not a picture");
    }
    Layer.Padding padding =
        switch (node.text("auto_pad", "NOTSET")) {
          case "NOTSET" -> explicit(node, dims, height, width, strides, ceil);
          case "VALID" -> Layer.Padding.VALID;
          case "SAME_UPPER" -> Layer.Padding.SAME;
          default -> throw node.origin().refuse("auto_pad " + node.text("auto_pad", ""));
        };
    return new Windowing(height, width, strides[0], strides[1], padding, ChannelOrder.FIRST);
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
