package org.nodesnr.evaluation;

import org.nodesnr.network.observed.LayerInputs;

/**
 * What was gathered of nodes that see the same inputs.
 *
 * @param weights of the nodes
 * @param inputs the moments of what they see
 * @param covariances of inputs and weighted inputs
 * @param aboveMean number of observations with {@code x_j > mean(x_j)} of each input j; empty where
 *     no variant counts them
 */
record Gathered(
    LayerWeights weights, LayerInputs inputs, NodeCovariances covariances, double[] aboveMean) {
  static Gathered of(LayerPart part) {
    LayerInputs inputs = part.inputs();
    return new Gathered(part.weights(), inputs, part.covariances(inputs), part.aboveMean());
  }
}
