package org.nodesnr.network;

import org.nodesnr.config.Activation;

/** What follows the weighted inputs of a layer. */
final class BiasAndActivation {
  /** Biases of so many values at a time: short loops don't vectorise. */
  private static final int WIDTH = 1024;

  private final float[] biases;
  private final Activation activation;

  /**
   * @param bias of each node; copied
   * @param activation applied then
   */
  BiasAndActivation(float[] bias, Activation activation) {
    this.activation = activation;
    this.biases = new float[bias.length * Math.max(1, WIDTH / bias.length)];
    for (int k = 0; k < biases.length; k++) {
      biases[k] = bias[k % bias.length];
    }
  }

  /**
   * @param values modified: weighted inputs, node fastest, then outputs
   * @param count how many
   */
  void apply(float[] values, int count) {
    for (int at = 0; at < count; at += biases.length) {
      int n = Math.min(biases.length, count - at);
      for (int i = 0; i < n; i++) {
        values[at + i] += biases[i];
      }
      NonlinearityStage.apply(activation, values, at, n);
    }
  }
}
