package org.nodesnr.evaluation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.SymmetricProduct;
import org.nodesnr.network.Window;
import org.nodesnr.network.observed.LayerInputs;
import org.nodesnr.network.observed.ObservationBlocks;
import org.nodesnr.network.observed.ProvisionalMeans;

/**
 * Sums the covariance matrix of the inputs, whatever their weights are: {@code cov(x_j, r_i) =
 * (Cov(x) W)_ji}. It is symmetric, so half of it is enough, and it can be used again.
 */
final class GramSums implements CovarianceSums {
  private final Window window;
  private final DoubleSums sums;
  private ObservationBlocks blocks;
  private float[] shift;

  GramSums(Window window) {
    this.window = window;
    this.sums = new DoubleSums(window.inputs(), window.inputs());
  }

  @Override
  public void add(float[] input, float[] weighted, int samples) {
    if (blocks == null) {
      Window w = window;
      shift = ProvisionalMeans.of(input, samples * w.input().size(), w.input().channels());
      blocks = new ObservationBlocks(window, shift, 0, this::multiply);
    }
    blocks.add(input, weighted, samples);
  }

  private void multiply(INDArray x, INDArray none) {
    SymmetricProduct.add(x, sums.partial(), sums.beta());
    sums.added(blocks.capacity());
  }

  /**
   * @param inputs the moments of the same observations
   * @return their covariance matrix, to be closed by the caller
   */
  CovarianceMatrix matrix(LayerInputs inputs) {
    blocks.finish();
    double[] mu = ProvisionalMeans.remainder(inputs, shift);
    return CovarianceMatrix.ofLowerTriangle(sums.total(), mu, inputs.observations());
  }

  @Override
  public NodeCovariances covariances(LayerInputs inputs, LayerWeights weights) {
    try (CovarianceMatrix matrix = matrix(inputs)) {
      return matrix.covariances(weights);
    }
  }

  @Override
  public void close() {
    sums.close();
    if (blocks != null) {
      blocks.close();
    }
  }
}
