package org.nodesnr.network;

import java.util.Arrays;

/** Zeros around pictures, where their number does not follow from a rule. */
final class Border {
  private final Layer.Padding.Explicit zeros;
  private final Shape inner;
  private final Shape outer;
  private final float[] values;

  private Border(Layer.Padding.Explicit zeros, Shape inner, int batch) {
    this.zeros = zeros;
    this.inner = inner;
    this.outer =
        new Shape(
            inner.height() + zeros.top() + zeros.bottom(),
            inner.width() + zeros.left() + zeros.right(),
            inner.channels());
    this.values = new float[Math.multiplyExact(outer.size(), batch)];
  }

  /**
   * @param layer a convolution
   * @param input its input
   * @param batch the most samples at once
   * @return the border; null where a rule says how many zeros there are
   */
  static Border of(Layer.Convolution layer, Shape input, int batch) {
    return layer.padding() instanceof Layer.Padding.Explicit zeros && !same(layer, input)
        ? new Border(zeros, input, batch)
        : null;
  }

  /**
   * @param layer a convolution
   * @param input its input
   * @return whether its zeros are those of {@link Layer.Padding#SAME}
   */
  static boolean same(Layer.Convolution layer, Shape input) {
    return Window.of(layer, input).equals(Window.of(layer.with(Layer.Padding.SAME), input));
  }

  /** What a picture looks like with its border. */
  Shape shape() {
    return outer;
  }

  /**
   * @param pictures sample after sample; not modified
   * @param samples how many
   * @return the same with zeros around each; valid until the next call
   */
  float[] around(float[] pictures, int samples) {
    Arrays.fill(values, 0, samples * outer.size(), 0f);
    int row = inner.width() * inner.channels();
    for (int s = 0; s < samples; s++) {
      for (int y = 0; y < inner.height(); y++) {
        int to = ((zeros.top() + y) * outer.width() + zeros.left()) * outer.channels();
        System.arraycopy(pictures, s * inner.size() + y * row, values, s * outer.size() + to, row);
      }
    }
    return values;
  }
}
