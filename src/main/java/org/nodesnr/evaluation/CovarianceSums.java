package org.nodesnr.evaluation;

import org.nodesnr.network.observed.LayerInputs;

/**
 * Sums over the observations of a layer from which follow the covariances of its inputs x with the
 * weighted inputs r of its nodes. Covariances divide by N.
 *
 * <p>Products are made in single precision, block by block, on values from which provisional means
 * have been subtracted, and summed in double precision; the rest of the means is subtracted at the
 * end: {@code cov(x, r) = mean((x − s)(r − t)) − (mean(x) − s)(mean(r) − t)}.
 */
interface CovarianceSums extends AutoCloseable {

  /**
   * Adds observations.
   *
   * @param input the layer's input, sample after sample; not modified
   * @param weighted the weighted inputs, place after place and sample after sample; not modified
   * @param samples how many samples
   */
  void add(float[] input, float[] weighted, int samples);

  /**
   * The covariances, after the last observation.
   *
   * @param inputs the moments of the same observations
   * @param weights what the nodes weigh them with
   * @return cov(x_j, r_i)
   */
  NodeCovariances covariances(LayerInputs inputs, LayerWeights weights);

  @Override
  void close();
}
