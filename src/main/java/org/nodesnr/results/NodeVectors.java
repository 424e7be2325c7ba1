package org.nodesnr.results;

import java.util.List;

/**
 * The weights and weighted covariances of one node of a final network, kept for a few nodes.
 *
 * @param layer number of the layer, from 1
 * @param percentile of the layer's S at which the node stands
 * @param node number of the node in its layer, from 0
 * @param s SNR optimality S (equation 10)
 * @param g SNR gain G (equation 13)
 * @param inputs by number, those that are left out as quiet missing
 */
public record NodeVectors(
    int layer, int percentile, int node, double s, double g, List<Input> inputs) {
  /** Copies the list. */
  public NodeVectors {
    inputs = List.copyOf(inputs);
  }

  /**
   * An input of the node.
   *
   * @param input its number, from 0
   * @param w the weight w_ij as it enters S and G
   * @param c the weighted covariance c_ij (equation 9)
   */
  public record Input(int input, double w, double c) {}
}
