package org.nodesnr.network;

import org.nodesnr.config.Activation;

/** What follows the weighted inputs of a layer. */
record BiasAndActivation(float[] bias, Activation activation) {

  /**
   * @param values modified: weighted inputs, node fastest, then outputs
   * @param count how many
   */
  void apply(float[] values, int count) {
    int nodes = bias.length;
    for (int at = 0; at < count; at += nodes) {
      for (int i = 0; i < nodes; i++) {
        values[at + i] += bias[i];
      }
    }
    NonlinearityStage.apply(activation, values, 0, count);
  }
}
