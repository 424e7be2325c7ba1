package org.nodesnr.models;

import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/**
 * How a kernel or a pooling window goes over a picture.
 *
 * @param height rows of the window
 * @param width columns of the window
 * @param strideHeight rows from one place to the next
 * @param strideWidth columns from one place to the next
 * @param padding what happens at the edges
 * @param order how the file orders the picture
 */
public record Windowing(
    int height,
    int width,
    int strideHeight,
    int strideWidth,
    Layer.Padding padding,
    ChannelOrder order) {

  /** Explicit padding without a zero is no padding. */
  public Windowing {
    if (padding.equals(new Layer.Padding.Explicit(0, 0, 0, 0))) {
      padding = Layer.Padding.VALID;
    }
  }

  /** The same window over a picture with zeros around it, as one over the picture alone. */
  Windowing within(Origin origin, Layer.Padding.Explicit zeros) {
    if (padding != Layer.Padding.VALID) {
      throw origin.refuse("padding behind padding is not supported");
    }
    return new Windowing(height, width, strideHeight, strideWidth, zeros, order);
  }

  /** Refuses what can't be computed. */
  void check(Origin origin, Shape input, boolean pooling) {
    int high = input.height();
    int wide = input.width();
    if (padding instanceof Layer.Padding.Explicit e) {
      int least = Math.min(Math.min(e.top(), e.bottom()), Math.min(e.left(), e.right()));
      if (least < 0) {
        throw origin.refuse("padding is negative");
      }
      boolean outside =
          Math.max(e.top(), e.bottom()) >= height || Math.max(e.left(), e.right()) >= width;
      if (pooling && outside) {
        throw origin.refuse("padding as wide as the pooling window");
      }
      high = limited(origin, (long) high + e.top() + e.bottom());
      wide = limited(origin, (long) wide + e.left() + e.right());
    }
    if (height < 1 || width < 1 || strideHeight < 1 || strideWidth < 1) {
      throw origin.refuse("windows and strides must be positive");
    }
    if (padding != Layer.Padding.SAME && (height > high || width > wide)) {
      throw origin.refuse(
          "a window of "
              + Tensor.text(height, width)
              + " does not fit into "
              + Tensor.text(high, wide));
    }
    if (height > NetworkAssembler.MAX_VALUES || width > NetworkAssembler.MAX_VALUES) {
      throw origin.refuse("a window of " + Tensor.text(height, width) + " is too large");
    }
  }

  private static int limited(Origin origin, long size) {
    if (size > NetworkAssembler.MAX_VALUES) {
      throw origin.refuse("padding is too large");
    }
    return (int) size;
  }
}
