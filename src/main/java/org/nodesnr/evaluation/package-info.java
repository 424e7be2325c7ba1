/**
 * The measures of nodes: SNR optimality S and SNR gain G of every node, and the accuracy and loss
 * of a network.
 *
 * <p>{@link org.nodesnr.evaluation.NodeSnr} is the arithmetic of one node on plain arrays. All it
 * needs of the samples are moments: for each input of a layer its maximum, mean and activation rate
 * ({@link org.nodesnr.network.observed.LayerInputs}), and its covariances with the weighted inputs
 * of the nodes ({@link org.nodesnr.evaluation.CovarianceSums}). {@link
 * org.nodesnr.evaluation.VariantLayer} makes S and G of them under each variant. {@link
 * org.nodesnr.evaluation.Evaluator} streams samples through a network and gathers them all.
 */
package org.nodesnr.evaluation;
