package org.nodesnr.evaluation;

import org.nodesnr.network.Window;

/** How the covariances of a layer are had. */
enum LayerMethod {
  /** {@link GramSums}. */
  GRAM,
  /** {@link CrossSums}. */
  CROSS;

  /** A covariance matrix of so many inputs takes 200 MB while it is summed. */
  private static final int MAX_GRAM_INPUTS = 4096;

  /** Networks, at least, that are evaluated on the same samples. */
  private static final double REUSE = 4;

  /** A rule for the choice; the arguments are those of {@link LayerMethod#cheapest}. */
  interface Choice {
    LayerMethod of(Window window, int nodes, int samples, boolean first);
  }

  /**
   * The way with the fewest floating-point operations.
   *
   * @param window what the nodes see
   * @param nodes number of nodes
   * @param samples number of samples
   * @param first whether this is the first layer, whose covariance matrix is used again
   * @return the way
   */
  static LayerMethod cheapest(Window window, int nodes, int samples, boolean first) {
    double inputs = window.inputs();
    double observations = (double) samples * window.places();
    double gram = inputs * inputs * (observations / (first ? REUSE : 1) + 2.0 * nodes);
    double cross = 2 * observations * inputs * nodes;
    return inputs <= MAX_GRAM_INPUTS && gram < cross ? GRAM : CROSS;
  }
}
