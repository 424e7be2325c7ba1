package org.nodesnr.models;

import java.util.Arrays;

/** Repeats numbers along dimensions in which there is but one, as NumPy does. */
final class Broadcast {
  private Broadcast() {}

  /**
   * The dimensions that two values have together.
   *
   * @param origin the layer that combines them
   * @param one dimensions of the one
   * @param other of the other; equally many
   */
  static int[] common(Origin origin, int[] one, int[] other) {
    int[] common = one.clone();
    boolean fits = one.length == other.length;
    for (int d = 0; fits && d < one.length; d++) {
      fits = one[d] == other[d] || one[d] == 1 || other[d] == 1;
      common[d] = Math.max(one[d], other[d]);
    }
    if (!fits) {
      throw origin.refuse("values of " + Tensor.text(one) + " and " + Tensor.text(other));
    }
    return common;
  }

  /**
   * @param origin the layer
   * @param tensor of no more dimensions than the value, but for leading ones
   * @param dims of the value
   * @param positions of its numbers; null for row-major
   * @param channels of the value
   * @return a number for each of the value's in their order or, where they repeat, for each channel
   */
  static float[] over(Origin origin, Tensor tensor, int[] dims, int[] positions, int channels) {
    int[] own = tensor.dims();
    int lead = own.length - dims.length;
    int[] stride = new int[dims.length];
    int step = 1;
    for (int d = own.length - 1; d >= 0; d--) {
      int at = d - lead;
      boolean fits = at < 0 ? own[d] == 1 : own[d] == 1 || own[d] == dims[at];
      if (!fits) {
        throw origin.refuse("a constant of " + Tensor.text(own) + " for " + Tensor.text(dims));
      }
      if (own[d] > 1) {
        stride[at] = step;
      }
      step *= own[d];
    }
    float[] all = new float[(int) Tensor.count(dims)];
    int[] at = new int[dims.length];
    for (int k = 0; k < all.length; k++) {
      int from = 0;
      for (int d = 0; d < dims.length; d++) {
        from += at[d] * stride[d];
      }
      all[Layout.at(positions, k)] = tensor.values()[from];
      for (int d = dims.length - 1; d >= 0 && ++at[d] == dims[d]; d--) {
        at[d] = 0;
      }
    }
    return shortened(all, channels);
  }

  private static float[] shortened(float[] all, int channels) {
    for (int k = channels; k < all.length; k++) {
      if (Float.compare(all[k], all[k - channels]) != 0) {
        return all;
      }
    }
    return Arrays.copyOf(all, channels);
  }

  static float[] repeated(float[] values, int length) {
    float[] all = new float[length];
    for (int k = 0; k < length; k++) {
      all[k] = values[k % values.length];
    }
    return all;
  }
}
