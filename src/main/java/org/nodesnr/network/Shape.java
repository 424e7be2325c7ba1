package org.nodesnr.network;

/**
 * What one sample looks like between two layers. Values are stored row by row, channels last: value
 * (y, x, c) at {@code (y · width + x) · channels + c}. A dense layer's output is 1 × 1 × nodes.
 *
 * @param height rows
 * @param width columns
 * @param channels values at each place
 */
public record Shape(int height, int width, int channels) {
  /**
   * @param nodes number of values
   * @return the shape of a dense layer's output
   */
  public static Shape flat(int nodes) {
    return new Shape(1, 1, nodes);
  }

  /**
   * @return number of values of one sample
   */
  public int size() {
    return height * width * channels;
  }
}
