package org.nodesnr.evaluation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.HostFloats;

/**
 * The covariance matrix of the inputs of a layer.
 *
 * @param values inputs × inputs
 */
record CovarianceMatrix(INDArray values) implements AutoCloseable {

  /**
   * @param sums {@code Σ (x − s)(x − s)ᵀ}, Fortran order; only the lower triangle is read
   * @param mu {@code mean(x) − s}
   * @param observations N
   * @return {@code sums / N − μ μᵀ}
   */
  static CovarianceMatrix ofLowerTriangle(double[] sums, double[] mu, long observations) {
    int n = mu.length;
    float[] covariance = new float[n * n];
    for (int k = 0; k < n; k++) {
      for (int j = k; j < n; j++) {
        float value = (float) (sums[k * n + j] / observations - mu[j] * mu[k]);
        covariance[k * n + j] = value;
        covariance[j * n + k] = value;
      }
    }
    INDArray values = HostFloats.matrix(n, n);
    HostFloats.write(covariance, covariance.length, values);
    return new CovarianceMatrix(values);
  }

  /**
   * @param weights what the nodes weigh the inputs with
   * @return {@code (Cov(x) W)_ji}
   */
  NodeCovariances covariances(LayerWeights weights) {
    float[] w = weights.columns();
    int inputs = weights.inputs();
    try (INDArray right = HostFloats.matrix(inputs, weights.columnCount());
        INDArray product = HostFloats.matrix(inputs, weights.columnCount())) {
      HostFloats.write(w, w.length, right);
      Nd4j.gemm(values, right, product, false, false, 1.0, 0.0);
      float[] columns = new float[w.length];
      HostFloats.read(product, 0, columns, columns.length);
      return new NodeCovariances(inputs, weights.nodes(), weights.softmax(), columns);
    }
  }

  @Override
  public void close() {
    values.close();
  }
}
