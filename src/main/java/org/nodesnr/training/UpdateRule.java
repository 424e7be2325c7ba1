package org.nodesnr.training;

/**
 * Plain stochastic gradient descent on sums over a batch.
 *
 * @param weightFactor {@code 1 − ε λ}
 * @param gradientFactor {@code −ε / B}
 */
record UpdateRule(float weightFactor, float gradientFactor) {

  /**
   * @param learningRate ε
   * @param l2Coefficient λ in {@code λ · ½ ‖W‖²}
   * @param batchSize B
   * @return the factors of an update
   */
  static UpdateRule of(double learningRate, double l2Coefficient, int batchSize) {
    return new UpdateRule(
        (float) (1 - learningRate * l2Coefficient), (float) (-learningRate / batchSize));
  }
}
