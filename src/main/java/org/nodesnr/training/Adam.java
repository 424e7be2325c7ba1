package org.nodesnr.training;

/**
 * Adam (Kingma and Ba, arXiv 1412.6980, in the form at the end of its section 2): {@code m ← β₁ m +
 * (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂) g²}, {@code w ← w − ε √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v +
 * e)}. As TensorFlow's and Deeplearning4j's, where e is added to the root before bias correction;
 * PyTorch adds it after.
 */
final class Adam extends Optimiser {
  private final double beta1;
  private final double beta2;
  private final float guard;
  private float rate;

  /**
   * @param beta1 β₁, at least 0 and below 1
   * @param beta2 β₂, at least 0 and below 1
   * @param guard e, above 0
   */
  Adam(double beta1, double beta2, double guard) {
    super(2, 0);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.guard = (float) guard;
  }

  @Override
  void begin(double learningRate, int step) {
    double correction =
        StrictMath.sqrt(1 - StrictMath.pow(beta2, step)) / (1 - StrictMath.pow(beta1, step));
    rate = (float) (learningRate * correction);
  }

  @Override
  void update(float[] w, float[] g, int count, float[][] memory) {
    float keep1 = (float) beta1;
    float add1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float add2 = (float) (1 - beta2);
    float[] m = memory[0];
    float[] v = memory[1];
    for (int i = 0; i < count; i++) {
      m[i] = keep1 * m[i] + add1 * g[i];
      v[i] = keep2 * v[i] + add2 * (g[i] * g[i]);
    }
    for (int i = 0; i < count; i++) {
      w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) + guard);
    }
  }
}
