package org.nodesnr.training;

/**
 * Stochastic gradient descent, {@code w ← w − ε g}, where the update can't be the product that
 * computes the gradient.
 */
final class PlainDescent extends Optimiser {
  private float rate;

  PlainDescent() {
    super(0, 0);
  }

  @Override
  void begin(double learningRate, int step) {
    rate = (float) learningRate;
  }

  @Override
  void update(float[] w, float[] g, int count, float[][] memory) {
    for (int i = 0; i < count; i++) {
      w[i] -= rate * g[i];
    }
  }
}
