package org.nodesnr.evaluation;

/**
 * What the nodes of a layer make of samples.
 *
 * @param covariances {@code c_ij} of node i and input j (equation 9) at {@code i · inputs + j}; 0
 *     at inputs that are left out
 * @param mean {@code mean(x_j)} of each input
 */
public record SeenLayer(float[] covariances, double[] mean) {}
