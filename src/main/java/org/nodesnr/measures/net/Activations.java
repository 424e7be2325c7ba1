package org.nodesnr.measures.net;

import org.nodesnr.config.Activation;

/** Activation functions with two derivatives, as functions of the output h. */
public final class Activations {
  private Activations() {}

  public static double value(Activation activation, double z) {
    return switch (activation) {
      case RELU -> Math.max(z, 0);
      case TANH -> Math.tanh(z);
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case IDENTITY, SOFTMAX -> z;
    };
  }

  public static double slope(Activation activation, double h) {
    return switch (activation) {
      case RELU -> h > 0 ? 1 : 0;
      case TANH -> 1 - h * h;
      case SIGMOID -> h * (1 - h);
      case IDENTITY, SOFTMAX -> 1;
    };
  }

  static double bend(Activation activation, double h) {
    return switch (activation) {
      case TANH -> -2 * h * (1 - h * h);
      case SIGMOID -> h * (1 - h) * (1 - 2 * h);
      case RELU, IDENTITY, SOFTMAX -> 0;
    };
  }
}
