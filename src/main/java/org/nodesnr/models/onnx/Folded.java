package org.nodesnr.models.onnx;

import java.util.stream.IntStream;
import org.nodesnr.models.Tensor;

/**
 * A constant: floats, or integers that say how to reshape.
 *
 * @param root name of the stored constant that it was made of
 * @param dims size of each dimension
 * @param floats its values; null where they are integers
 * @param longs its values; null where they are floats
 */
record Folded(String root, int[] dims, float[] floats, long[] longs) {

  static Folded of(String root, Tensor tensor) {
    return new Folded(root, tensor.dims(), tensor.values(), null);
  }

  static Folded of(String root, int[] dims, long[] longs) {
    return new Folded(root, dims, null, longs);
  }

  boolean isInteger() {
    return longs != null;
  }

  int size() {
    return isInteger() ? longs.length : floats.length;
  }

  /** The same values under other dimensions. */
  Folded reshaped(int... to) {
    return new Folded(root, to, floats, longs);
  }

  /** Some values in another order. */
  Folded picked(int[] to, int[] from) {
    if (isInteger()) {
      return of(root, to, IntStream.of(from).mapToLong(k -> longs[k]).toArray());
    }
    float[] values = new float[from.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = floats[from[k]];
    }
    return new Folded(root, to, values, null);
  }
}
