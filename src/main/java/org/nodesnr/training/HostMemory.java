package org.nodesnr.training;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.HostFloats;

/**
 * The memory of an array, to be copied to and from Java arrays piece by piece. Pieces that fit into
 * the processor's cache cost next to nothing to copy, and loops over Java arrays are vectorised
 * where those over native memory are not.
 */
final class HostMemory {
  /** Floats in a piece: 16 KiB. */
  private static final int PIECE = 1 << 12;

  private HostMemory() {}

  /**
   * @param array a whole array of floats in the memory of the host
   * @return its values in storage order; a view
   */
  static FloatBuffer of(INDArray array) {
    return HostFloats.pointer(array).asBuffer();
  }

  /**
   * @param column values in a column
   * @param length values in all, a multiple of it
   * @return how many values to take at a time: whole columns, at least one
   */
  static int piece(int column, int length) {
    return Math.min(length, column * Math.max(1, PIECE / column));
  }
}
