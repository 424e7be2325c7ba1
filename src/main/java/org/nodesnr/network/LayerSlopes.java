package org.nodesnr.network;

import org.nodesnr.spec.Activation;

/**
 * How the squared slopes {@code g'(x)²} at the inputs of a layer with weights are had, where g is
 * the activation nearest before an input, through pooling, concatenation, gates and normalisation.
 * What an addition makes has the slope 1.
 *
 * @param activation what made the inputs, where they tell their slopes; null where a {@link
 *     ForwardPass} computes them
 * @param value number, in a graph into which steps were put that compute slopes, of the value that
 *     holds them; −1 where the inputs tell them
 * @param atPadding those of padding zeros, of each channel; empty where the inputs tell them; not
 *     to be modified
 */
public record LayerSlopes(Activation activation, int value, float[] atPadding) {
  /**
   * @param activation an activation
   * @return the slopes of inputs that it made, told by them
   */
  public static LayerSlopes of(Activation activation) {
    return new LayerSlopes(activation, -1, new float[0]);
  }

  /**
   * @return whether the inputs tell their slopes
   */
  public boolean told() {
    return value < 0;
  }

  /**
   * @param h an output of {@link #activation}
   * @return {@code g'(x)²} from {@code h = g(x)}
   */
  public double squared(double h) {
    double slope = NonlinearityStep.slope(activation, h);
    return slope * slope;
  }

  /**
   * @param channel of the inputs
   * @return the squared slope of a padding zero
   */
  public double squaredAtPadding(int channel) {
    return told() ? squared(0) : atPadding[channel];
  }
}
