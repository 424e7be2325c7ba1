package org.nodesnr.network;

/**
 * A window that goes over a picture, and where it lies at each of its places. A dense layer is a
 * window of 1 × 1 at the one place of a picture of 1 × 1 × inputs.
 *
 * @param input the picture; of a grouped convolution, the channels of one group
 * @param height rows of the window
 * @param width columns of the window
 * @param spread how far apart its values lie, in rows and columns
 * @param strideHeight rows from one place to the next
 * @param strideWidth columns from one place to the next
 * @param padTop rows by which the window at the first place stands out above the picture
 * @param padLeft columns by which it stands out to the left
 * @param placesHigh number of places from top to bottom
 * @param placesWide number of places from left to right
 */
public record Window(
    Shape input,
    int height,
    int width,
    Layer.Spread spread,
    int strideHeight,
    int strideWidth,
    int padTop,
    int padLeft,
    int placesHigh,
    int placesWide) {

  /** A window whose values lie side by side. */
  public Window(
      Shape input,
      int height,
      int width,
      int strideHeight,
      int strideWidth,
      int padTop,
      int padLeft,
      int placesHigh,
      int placesWide) {
    this(
        input,
        height,
        width,
        Layer.Spread.NONE,
        strideHeight,
        strideWidth,
        padTop,
        padLeft,
        placesHigh,
        placesWide);
  }

  /**
   * @param layer a layer with weights
   * @param input the shape of one sample at its input
   * @return what its nodes see of it
   * @throws IllegalArgumentException when the weights are not for as many inputs
   */
  public static Window of(Layer.Weighted layer, Shape input) {
    Window window =
        layer instanceof Layer.Convolution c
            ? of(
                new Shape(input.height(), input.width(), input.channels() / c.spread().groups()),
                c.kernelHeight(),
                c.kernelWidth(),
                c.spread(),
                c.strideHeight(),
                c.strideWidth(),
                c.padding())
            : new Window(Shape.flat(input.size()), 1, 1, 1, 1, 0, 0, 1, 1);
    if (layer.inputs() != window.inputs()) {
      throw new IllegalArgumentException(
          "weights for " + layer.inputs() + " inputs where there are " + window.inputs());
    }
    return window;
  }

  /**
   * @param p a pooling layer
   * @param input the shape of one sample at its input
   * @return what it reduces
   * @throws IllegalArgumentException when the window does not fit
   */
  public static Window of(Layer.Pooling p, Shape input) {
    return of(
        input,
        p.height(),
        p.width(),
        Layer.Spread.NONE,
        p.strideHeight(),
        p.strideWidth(),
        p.padding());
  }

  private static Window of(
      Shape input,
      int height,
      int width,
      Layer.Spread spread,
      int strideHeight,
      int strideWidth,
      Layer.Padding padding) {
    int spanHigh = Layer.Spread.span(height, spread.rows());
    int spanWide = Layer.Spread.span(width, spread.columns());
    Layer.Pooling layer =
        new Layer.Pooling(Layer.Pool.MAX, spanHigh, spanWide, strideHeight, strideWidth, padding);
    int top = 0;
    int left = 0;
    int zerosHigh = 0;
    int zerosWide = 0;
    if (padding instanceof Layer.Padding.Explicit e) {
      top = e.top();
      left = e.left();
      zerosHigh = top + e.bottom();
      zerosWide = left + e.right();
    }
    boolean same = padding == Layer.Padding.SAME;
    if (!same && (spanHigh > input.height() + zerosHigh || spanWide > input.width() + zerosWide)) {
      throw new IllegalArgumentException(
          "a window of " + spanHigh + " x " + spanWide + " does not fit into " + input);
    }
    Shape places = layer.output(input);
    int high = places.height();
    int wide = places.width();
    if (same) {
      top = Math.max(0, (high - 1) * strideHeight + spanHigh - input.height()) / 2;
      left = Math.max(0, (wide - 1) * strideWidth + spanWide - input.width()) / 2;
    }
    return new Window(
        input, height, width, spread, strideHeight, strideWidth, top, left, high, wide);
  }

  /** Number of values under the window. */
  public int inputs() {
    return height * width * input.channels();
  }

  /** Number of places. */
  public int places() {
    return placesHigh * placesWide;
  }

  /**
   * @param oy number of a place from top to bottom
   * @return row of the picture under the window's first row; negative above the picture
   */
  public int top(int oy) {
    return oy * strideHeight - padTop;
  }

  /**
   * @param ox number of a place from left to right
   * @return column of the picture under the window's first column; negative left of the picture
   */
  public int left(int ox) {
    return ox * strideWidth - padLeft;
  }

  /**
   * @param oy number of a place from top to bottom
   * @param ky row of the window
   * @return row of the picture under it; negative above the picture
   */
  public int row(int oy, int ky) {
    return top(oy) + ky * spread.rows();
  }

  /**
   * @param ox number of a place from left to right
   * @param kx column of the window
   * @return column of the picture under it; negative left of the picture
   */
  public int column(int ox, int kx) {
    return left(ox) + kx * spread.columns();
  }
}
