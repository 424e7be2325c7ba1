package org.nodesnr.models;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers in rows and columns, the last dimension fastest.
 *
 * @param dims size of each dimension; not to be modified
 * @param values the numbers; not to be modified
 */
public record Tensor(int[] dims, float[] values) {
  /**
   * @throws IllegalArgumentException when there are not as many numbers as the sizes say
   */
  public Tensor {
    if (count(dims) != values.length) {
      throw new IllegalArgumentException(values.length + " values of " + text(dims));
    }
  }

  /**
   * @param dims sizes
   * @return their product
   */
  public static long count(int... dims) {
    long count = 1;
    for (int dim : dims) {
      count = Math.multiplyExact(count, dim);
    }
    return count;
  }

  /**
   * @param dims sizes
   * @return such as {@code 3 x 32 x 32}
   */
  public static String text(int... dims) {
    return Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
  }

  /**
   * @param axes numbers
   * @param rank how many there should be
   * @return whether they are 0, 1, … in any order
   */
  public static boolean isPermutation(int[] axes, int rank) {
    int[] sorted = axes.clone();
    Arrays.sort(sorted);
    return Arrays.equals(sorted, IntStream.range(0, rank).toArray());
  }

  /**
   * @param axes for each dimension of the result the one it is here
   * @return the same numbers in another order
   */
  public Tensor permuted(int... axes) {
    int[] from = positions(dims, axes);
    float[] permuted = new float[values.length];
    for (int k = 0; k < permuted.length; k++) {
      permuted[k] = values[from[k]];
    }
    return new Tensor(Arrays.stream(axes).map(a -> dims[a]).toArray(), permuted);
  }

  /**
   * Where the values of a permuted tensor come from.
   *
   * @param dims sizes before
   * @param axes for each dimension afterwards the one it was
   * @return for each value afterwards its position before
   */
  public static int[] positions(int[] dims, int[] axes) {
    int rank = dims.length;
    int[] stride = new int[rank];
    int step = 1;
    for (int d = rank - 1; d >= 0; d--) {
      stride[d] = step;
      step *= dims[d];
    }
    int[] from = new int[step];
    int[] at = new int[rank];
    for (int k = 0; k < from.length; k++) {
      int position = 0;
      for (int d = 0; d < rank; d++) {
        position += at[d] * stride[axes[d]];
      }
      from[k] = position;
      for (int d = rank - 1; d >= 0 && ++at[d] == dims[axes[d]]; d--) {
        at[d] = 0;
      }
    }
    return from;
  }
}
