package org.nodesnr.training;

/**
 * Square max-pooling windows that don't overlap, the last ones cut off at the edge (SAME padding).
 *
 * @param samples pictures in a batch
 * @param height rows of the input
 * @param width columns of the input
 * @param channels channels
 * @param side side and stride of the window
 */
record PoolWindow(int samples, int height, int width, int channels, int side) {
  PoolWindow {
    if (side < 1 || side * side > 127) {
      throw new IllegalArgumentException("pooling window of side " + side);
    }
  }

  int outputHeight() {
    return (height + side - 1) / side;
  }

  int outputWidth() {
    return (width + side - 1) / side;
  }

  int outputSize() {
    return samples * outputHeight() * outputWidth() * channels;
  }
}
