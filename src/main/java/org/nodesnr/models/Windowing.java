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

  /**
   * The same for values that lie apart: checked, and with the zeros of {@link Layer.Padding#SAME}
   * counted out.
   */
  Windowing dilated(Origin origin, Shape input, Layer.Spread spread) {
    long high = (height - 1L) * spread.rows() + 1;
    long wide = (width - 1L) * spread.columns() + 1;
    if (high > NetworkAssembler.MAX_VALUES || wide > NetworkAssembler.MAX_VALUES) {
      throw origin.refuse("a window of " + high + " x " + wide + " is too large");
    }
    new Windowing((int) high, (int) wide, strideHeight, strideWidth, padding, order)
        .check(origin, input, false);
    if (padding != Layer.Padding.SAME || (spread.rows() == 1 && spread.columns() == 1)) {
      return this;
    }
    int rows = zeros(input.height(), strideHeight, (int) high);
    int columns = zeros(input.width(), strideWidth, (int) wide);
    Layer.Padding around =
        new Layer.Padding.Explicit(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
    return new Windowing(height, width, strideHeight, strideWidth, around, order);
  }

  private static int zeros(int size, int stride, int span) {
    return Math.max(0, ((size + stride - 1) / stride - 1) * stride + span - size);
  }

  /** What a convolution makes of a picture. */
  Shape places(Shape input, Layer.Spread spread, int kernels) {
    Shape places =
        new Layer.Pooling(
                Layer.Pool.MAX,
                Layer.Spread.span(height, spread.rows()),
                Layer.Spread.span(width, spread.columns()),
                strideHeight,
                strideWidth,
                padding)
            .output(input);
    return new Shape(places.height(), places.width(), kernels);
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
