package org.nodesnr.models;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nodesnr.network.Shape;

/**
 * One sample's tensor on its way through a file's network: its dimensions as the file sees it and,
 * for each of its values in row-major order, where that value lies in the order of {@link Shape}.
 * Until the first layer settles the order of the network's input, positions are those in the file's
 * own input.
 */
final class SampleLayout {
  private int[] dims;
  private int[] positions;
  private int[] inputPositions;

  SampleLayout(Origin origin, int[] dims) {
    if (dims.length == 0) {
      throw origin.refuse("the input has no dimension beside that of the samples");
    }
    checkSize(origin, dims);
    this.dims = dims.clone();
    this.positions = rowMajor((int) Tensor.count(dims));
  }

  int[] dims() {
    return dims.clone();
  }

  int size() {
    return positions.length;
  }

  /** Where each value of the file's input lies; null until {@link #settle}. */
  int[] inputPositions() {
    return inputPositions;
  }

  void reshape(Origin origin, int... to) {
    checkSize(origin, to);
    if (Tensor.count(to) != size()) {
      throw origin.refuse(Tensor.text(dims) + " can't become " + Tensor.text(to));
    }
    dims = to.clone();
  }

  void transpose(Origin origin, int... axes) {
    if (!Tensor.isPermutation(axes, dims.length)) {
      throw origin.refuse("the axes are no permutation of those of " + Tensor.text(dims));
    }
    int[] old = dims;
    positions = Arrays.stream(Tensor.positions(dims, axes)).map(k -> positions[k]).toArray();
    dims = Arrays.stream(axes).map(a -> old[a]).toArray();
  }

  /** Settles the network's input: the values stand in the order of these rows. */
  void settleRow() {
    settle(rowMajor(size()));
  }

  private void settle(int[] wanted) {
    inputPositions = new int[wanted.length];
    for (int k = 0; k < wanted.length; k++) {
      inputPositions[positions[k]] = wanted[k];
    }
    positions = wanted;
  }

  /**
   * Takes the tensor for a picture, and settles the network's input where that is still free.
   *
   * @param present what the layer before made; null where there is none
   * @return the picture
   */
  Shape picture(Origin origin, ChannelOrder order, Shape present) {
    if (dims.length != 3) {
      throw origin.refuse("its input is " + Tensor.text(dims) + ", not a picture");
    }
    boolean first = order == ChannelOrder.FIRST;
    Shape seen =
        first ? new Shape(dims[1], dims[2], dims[0]) : new Shape(dims[0], dims[1], dims[2]);
    int[] wanted = stored(seen, order);
    if (inputPositions == null) {
      settle(wanted);
    } else if (!seen.equals(present) || !Arrays.equals(positions, wanted)) {
      throw origin.refuse("its input is not a picture as the layer before made it");
    }
    return seen;
  }

  /** After a layer that makes a picture. */
  void setPicture(Shape shape, ChannelOrder order) {
    positions = stored(shape, order);
    dims = order.dims(shape.channels(), shape.height(), shape.width());
  }

  /** After a layer that makes one row of values. */
  void setRow(int nodes) {
    positions = rowMajor(nodes);
    dims = new int[] {nodes};
  }

  /**
   * @param weights nodes × values of the tensor
   * @return nodes × values in the order of {@link Shape}
   */
  float[] moved(Tensor weights) {
    int inputs = size();
    float[] from = weights.values();
    float[] moved = new float[from.length];
    for (int at = 0; at < from.length; at += inputs) {
      for (int k = 0; k < inputs; k++) {
        moved[at + positions[k]] = from[at + k];
      }
    }
    return moved;
  }

  static void checkSize(Origin origin, int... sizes) {
    long count = 1;
    for (int size : sizes) {
      count = size < 1 || count > NetworkAssembler.MAX_VALUES ? Long.MAX_VALUE : count * size;
    }
    if (count > NetworkAssembler.MAX_VALUES) {
      throw origin.refuse("a sample of " + Tensor.text(sizes) + " values is not supported");
    }
  }

  /** For each value of a picture in the file's order its position in the order of {@link Shape}. */
  private static int[] stored(Shape shape, ChannelOrder order) {
    if (order == ChannelOrder.LAST) {
      return rowMajor(shape.size());
    }
    int[] lastDims = {shape.height(), shape.width(), shape.channels()};
    return Tensor.positions(lastDims, new int[] {2, 0, 1});
  }

  private static int[] rowMajor(int size) {
    return IntStream.range(0, size).toArray();
  }
}
