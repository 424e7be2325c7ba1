package org.nodesnr.models;

import org.nodesnr.network.Layer;

/**
 * A tensor on its way through a file's network, as a {@link GraphAssembler} follows it: the
 * dimensions of one sample as the file sees them and, for each number in row-major order, where it
 * lies among those that the evaluator's own step makes. Immutable.
 */
public final class Value {
  private final int number;
  private final int[] dims;
  private final int[] positions;
  private final Layer.Padding.Explicit zeros;

  /**
   * @param number of the value in the graph; 0 is the network's input, whose positions are those in
   *     the file's own input
   * @param dims of one sample
   * @param positions of its numbers; null where they lie as they are
   * @param zeros around it, for the layer that follows; null for none
   */
  Value(int number, int[] dims, int[] positions, Layer.Padding.Explicit zeros) {
    this.number = number;
    this.dims = dims.clone();
    this.positions = positions;
    this.zeros = zeros;
  }

  int number() {
    return number;
  }

  /** For each number its place; null for row-major. Not to be modified. */
  int[] positions() {
    return positions;
  }

  Layer.Padding.Explicit zeros() {
    return zeros;
  }

  /**
   * @return what one sample looks like, as the file sees it
   */
  public int[] dims() {
    return dims.clone();
  }

  /**
   * @return number of values of one sample
   */
  public int size() {
    return (int) Tensor.count(dims);
  }

  /** What an operation on each number makes. */
  Value as(int made) {
    return new Value(made, dims, positions, null);
  }

  Value reshaped(int... to) {
    return new Value(number, to, positions, zeros);
  }
}
