package org.nodesnr.evaluation;

import org.nodesnr.network.observed.LayerInputs;

/**
 * What doesn't change from network to network: the inputs of the first layer.
 *
 * @param inputs their moments
 * @param covariance their covariance matrix
 */
record KnownInputs(LayerInputs inputs, CovarianceMatrix covariance) implements AutoCloseable {
  @Override
  public void close() {
    covariance.close();
  }
}
