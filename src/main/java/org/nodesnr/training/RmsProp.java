package org.nodesnr.training;

/**
 * RMSProp (Tieleman and Hinton, lecture 6.5 of <i>Neural Networks for Machine Learning</i>, 2012):
 * {@code v ← ρ v + (1 − ρ) g²}, {@code w ← w − ε g / (√v + e)}. As Deeplearning4j's, v begins at e.
 */
final class RmsProp extends Optimiser {
  private final double decay;
  private final float guard;
  private float rate;

  /**
   * @param decay ρ, at least 0 and below 1
   * @param guard e, above 0
   */
  RmsProp(double decay, double guard) {
    super(1, guard);
    this.decay = decay;
    this.guard = (float) guard;
  }

  @Override
  void begin(double learningRate, int step) {
    rate = (float) learningRate;
  }

  @Override
  void update(float[] w, float[] g, int count, float[][] memory) {
    float keep = (float) decay;
    float add = (float) (1 - decay);
    float[] v = memory[0];
    for (int i = 0; i < count; i++) {
      v[i] = keep * v[i] + add * (g[i] * g[i]);
    }
    for (int i = 0; i < count; i++) {
      w[i] -= rate * g[i] / ((float) Math.sqrt(v[i]) + guard);
    }
  }
}
