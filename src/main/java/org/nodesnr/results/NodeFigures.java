package org.nodesnr.results;

/**
 * The raw figures of one node, kept for final networks.
 *
 * @param variant name of the variant
 * @param layer number of the layer, from 1
 * @param node number of the node in its layer, from 0
 * @param s SNR optimality S (equation 10); NaN where undefined
 * @param g SNR gain G (equation 13); NaN where undefined
 * @param activationRate share of samples and places with a positive activation; NaN for softmax
 *     nodes
 * @param weightNorm Euclidean norm of the node's weights as they are in the network
 */
public record NodeFigures(
    String variant,
    int layer,
    int node,
    double s,
    double g,
    double activationRate,
    double weightNorm) {}
