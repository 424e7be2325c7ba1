/**
 * The measures of nodes as a library: SNR optimality S and SNR gain G of the nodes of a layer or of
 * a Deeplearning4j network, as defined by P. Norridge, <i>Think Global, Act Local: Relating DNN
 * generalisation and node-level SNR</i>, <a
 * href="https://arxiv.org/abs/2002.04687">arXiv:2002.04687</a>.
 *
 * <ul>
 *   <li>{@link org.nodesnr.api.Snr}: arrays in, record out. Needs ND4J.
 *   <li>{@link org.nodesnr.api.NetworkMeter}: the same for every layer of a {@code
 *       MultiLayerNetwork}. Needs Deeplearning4j.
 *   <li>{@link org.nodesnr.api.SnrListener}: that again and again while the network is trained.
 * </ul>
 *
 * <p>The numbers are those of the harness's own evaluator, {@link org.nodesnr.evaluation.Evaluator}
 * : sums in double precision of products in single precision, so that five digits can be relied on.
 */
package org.nodesnr.api;
