package org.nodesnr.network;

import org.nodesnr.spec.Activation;

/** What follows the weighted inputs of a layer. */
final class BiasAndActivation {
  /** Values at a time: short loops don't vectorise, and these stay in the first-level cache. */
  private static final int WIDTH = 1024;

  private final float[] biases;
  private final float[] piece;
  private final Activation activation;

  /**
   * @param bias of each node; copied
   * @param activation applied then
   */
  BiasAndActivation(float[] bias, Activation activation) {
    this.activation = activation;
    this.biases = new float[bias.length * Math.max(1, WIDTH / bias.length)];
    this.piece = new float[biases.length];
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
      // loops over arrays at different offsets don't vectorise
      System.arraycopy(values, at, piece, 0, n);
      for (int i = 0; i < n; i++) {
        piece[i] += biases[i];
      }
      NonlinearityStep.apply(activation, piece, 0, n);
      System.arraycopy(piece, 0, values, at, n);
    }
  }
}
