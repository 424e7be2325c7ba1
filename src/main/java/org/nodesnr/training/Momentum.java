package org.nodesnr.training;

/**
 * Descent with momentum: {@code v ← μ v + g}, then {@code w ← w − ε v} (Polyak's) or {@code w ← w −
 * ε (g + μ v)} (Nesterov's, as Sutskever et al., <i>On the importance of initialization and
 * momentum in deep learning</i>, 2013, in the form in which the gradient is taken at w itself). As
 * TensorFlow's {@code MomentumOptimizer}; Nesterov's is that of Deeplearning4j, too, whose v is
 * {@code −ε} times this one.
 */
final class Momentum extends Optimiser {
  private final float decay;
  private final boolean nesterov;
  private float rate;

  /**
   * @param momentum μ, at least 0 and below 1
   * @param nesterov whether it is Nesterov's
   */
  Momentum(double momentum, boolean nesterov) {
    super(1, 0);
    this.decay = (float) momentum;
    this.nesterov = nesterov;
  }

  @Override
  void begin(double learningRate, int step) {
    rate = (float) learningRate;
  }

  @Override
  void update(float[] w, float[] g, int count, float[][] memory) {
    float[] v = memory[0];
    if (nesterov) {
      for (int i = 0; i < count; i++) {
        float velocity = decay * v[i] + g[i];
        v[i] = velocity;
        w[i] -= rate * (g[i] + decay * velocity);
      }
    } else {
      for (int i = 0; i < count; i++) {
        float velocity = decay * v[i] + g[i];
        v[i] = velocity;
        w[i] -= rate * velocity;
      }
    }
  }
}
