package org.nodesnr.models;

/** How a file orders the values of a picture. */
public enum ChannelOrder {
  /** (channel, row, column): PyTorch, ONNX, Deeplearning4j. */
  FIRST,
  /** (row, column, channel): Keras. */
  LAST;

  /**
   * @param channels number of channels
   * @param height rows
   * @param width columns
   * @return the dimensions of a picture in this order
   */
  public int[] dims(int channels, int height, int width) {
    return this == FIRST
        ? new int[] {channels, height, width}
        : new int[] {height, width, channels};
  }
}
