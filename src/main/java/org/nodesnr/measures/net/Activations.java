package org.nodesnr.measures.net;

import org.nodesnr.spec.Activation;

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

  /**
   * Values of an activation.
   *
   * @param activation which
   * @param in weighted sums, not modified
   * @param out modified
   * @param count how many
   */
  static void values(Activation activation, Reals in, Reals out, int count) {
    if (activation == Activation.RELU && in instanceof Reals.Floats floats) {
      float[] from = floats.values();
      float[] to = ((Reals.Floats) out).values();
      for (int i = 0; i < count; i++) {
        to[i] = Math.max(from[i], 0f);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      out.set(i, value(activation, in.get(i)));
    }
  }

  /**
   * Numbers times the slopes of an activation.
   *
   * @param activation which
   * @param h its values, not modified
   * @param in the numbers, not modified
   * @param out modified
   * @param count how many
   */
  static void slopes(Activation activation, Reals h, Reals in, Reals out, int count) {
    if (activation == Activation.RELU && h instanceof Reals.Floats floats) {
      float[] values = floats.values();
      float[] from = ((Reals.Floats) in).values();
      float[] to = ((Reals.Floats) out).values();
      for (int i = 0; i < count; i++) {
        // without a branch, for which values are 0 can't be predicted; none is below it
        int bits = Float.floatToRawIntBits(from[i]) & -ActiveDeltas.some(values[i]);
        to[i] = Float.intBitsToFloat(bits);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      out.set(i, slope(activation, h.get(i)) * in.get(i));
    }
  }

  /** Whether an activation has a second derivative. */
  static boolean bends(Activation activation) {
    return activation == Activation.TANH || activation == Activation.SIGMOID;
  }

  static double bend(Activation activation, double h) {
    return switch (activation) {
      case TANH -> -2 * h * (1 - h * h);
      case SIGMOID -> h * (1 - h) * (1 - 2 * h);
      case RELU, IDENTITY, SOFTMAX -> 0;
    };
  }
}
