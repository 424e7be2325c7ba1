package org.nodesnr.network;

import org.nodesnr.spec.Activation;

/** An activation of a {@link ForwardPass} that stands by itself. */
final class NonlinearityStep implements ForwardStep {
  private final Activation activation;
  private final int size;

  NonlinearityStep(Activation activation, Shape input) {
    this.activation = activation;
    this.size = input.size();
  }

  @Override
  public void apply(float[][] in, float[] out, int samples) {
    System.arraycopy(in[0], 0, out, 0, samples * size);
    apply(activation, out, 0, samples * size);
  }

  /**
   * Applies an activation to some values; a softmax leaves them as they are, logits.
   *
   * @param activation which
   * @param v modified: {@code n} values from {@code at} on
   * @param at where to begin
   * @param n how many
   */
  static void apply(Activation activation, float[] v, int at, int n) {
    switch (activation) {
      case RELU -> {
        for (int i = 0; i < n; i++) {
          v[at + i] = Math.max(v[at + i], 0f);
        }
      }
      case TANH -> {
        for (int i = 0; i < n; i++) {
          v[at + i] = (float) Math.tanh(v[at + i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          v[at + i] = (float) (1 / (1 + Math.exp(-v[at + i])));
        }
      }
      case IDENTITY, SOFTMAX -> {}
    }
  }

  /** {@code g'(x)} from the output {@code h = g(x)}. */
  static double slope(Activation activation, double h) {
    return switch (activation) {
      case RELU -> h > 0 ? 1 : 0;
      case TANH -> 1 - h * h;
      case SIGMOID -> h * (1 - h);
      case IDENTITY -> 1;
      case SOFTMAX -> throw new IllegalArgumentException("softmax before the last layer");
    };
  }
}
