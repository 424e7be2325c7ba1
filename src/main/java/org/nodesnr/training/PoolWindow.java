package org.nodesnr.training;

/**
 * Square max-pooling windows that don't overlap. With SAME padding they stick out of the input by
 * up to {@code side − 1} rows and columns, half of them (rounded down) before its beginning; what
 * is outside doesn't count.
 *
 * @param samples pictures in a batch
 * @param height rows of the input
 * @param width columns of the input
 * @param channels channels
 * @param side side and stride of the window
 */
record PoolWindow(int samples, int height, int width, int channels, int side) {
  PoolWindow {
    if (side < 1) {
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

  /**
   * @param outputRow row of the output
   * @return the first row of the input that its windows cover
   */
  int firstRow(int outputRow) {
    return first(outputRow, height);
  }

  /**
   * @param outputRow row of the output
   * @return the row after the last one that its windows cover
   */
  int endRow(int outputRow) {
    return end(outputRow, height);
  }

  /**
   * @param outputColumn column of the output
   * @return the first column of the input that its windows cover
   */
  int firstColumn(int outputColumn) {
    return first(outputColumn, width);
  }

  /**
   * @param outputColumn column of the output
   * @return the column after the last one that its windows cover
   */
  int endColumn(int outputColumn) {
    return end(outputColumn, width);
  }

  private int first(int index, int size) {
    return Math.max(0, start(index, size));
  }

  private int end(int index, int size) {
    return Math.min(size, start(index, size) + side);
  }

  private int start(int index, int size) {
    int outside = (size + side - 1) / side * side - size;
    return index * side - outside / 2;
  }
}
