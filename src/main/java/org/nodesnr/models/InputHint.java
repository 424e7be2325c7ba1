package org.nodesnr.models;

import java.util.Arrays;

/**
 * What the samples look like that a network will see, for files that leave sizes open.
 *
 * @param dims of one sample, a picture in the given order; not to be modified
 * @param order how they are ordered
 */
public record InputHint(int[] dims, ChannelOrder order) {
  /**
   * @param origin the input of a network
   * @param open its dimensions, negative where the file leaves them open
   * @param wanted how the file's format orders pictures
   * @return its dimensions, the open ones those of the samples
   */
  public int[] close(Origin origin, int[] open, ChannelOrder wanted) {
    if (Arrays.stream(open).allMatch(d -> d >= 0)) {
      return open;
    }
    int[] known = dims;
    if (known.length == 3 && order != wanted) {
      known =
          order == ChannelOrder.FIRST
              ? new int[] {known[1], known[2], known[0]}
              : new int[] {known[2], known[0], known[1]};
    }
    if (open.length == 1) {
      known = new int[] {(int) Tensor.count(known)};
    }
    if (known.length != open.length) {
      throw origin.refuse(
          "the file leaves the size of its input open, and samples of "
              + Tensor.text(dims)
              + " do not settle it");
    }
    int[] closed = open.clone();
    for (int d = 0; d < open.length; d++) {
      closed[d] = open[d] < 0 ? known[d] : open[d];
    }
    return closed;
  }
}
