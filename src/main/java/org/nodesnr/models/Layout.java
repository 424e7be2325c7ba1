package org.nodesnr.models;

import java.util.Arrays;
import org.nodesnr.network.Shape;

/** Where the numbers of a file's tensor lie in the order of {@link Shape}. */
final class Layout {
  private Layout() {}

  /** The picture that some dimensions are in an order. */
  static Shape picture(int[] dims, ChannelOrder order) {
    return order == ChannelOrder.FIRST
        ? new Shape(dims[1], dims[2], dims[0])
        : new Shape(dims[0], dims[1], dims[2]);
  }

  /**
   * For each number of a picture in the file's order its position in the order of {@link Shape};
   * null where they are the same.
   */
  static int[] stored(Shape shape, ChannelOrder order) {
    boolean same =
        order == ChannelOrder.LAST || shape.channels() == 1 || shape.height() * shape.width() == 1;
    if (same) {
      return null;
    }
    int[] lastDims = {shape.height(), shape.width(), shape.channels()};
    return Tensor.positions(lastDims, new int[] {2, 0, 1});
  }

  /** Whether two tensors of one size lie alike; null is row-major. */
  static boolean alike(int[] one, int[] other) {
    if (one == null || other == null) {
      int[] some = one == null ? other : one;
      for (int k = 0; some != null && k < some.length; k++) {
        if (some[k] != k) {
          return false;
        }
      }
      return true;
    }
    return one == other || Arrays.equals(one, other);
  }

  /** For each number of the one that lies at a position of the other. */
  static int at(int[] positions, int k) {
    return positions == null ? k : positions[k];
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
}
