package org.nodesnr.models;

import java.util.Arrays;
import org.nodesnr.network.Operation;

/**
 * Batch normalisation in inference, {@code x → γ (x − μ) / √(σ² + ε) + β}, of each channel; worked
 * out in double precision.
 *
 * @param scale {@code γ / √(σ² + ε)} of each channel; not to be modified
 * @param shift {@code β − γ μ / √(σ² + ε)} of each channel; not to be modified
 */
public record Normalisation(float[] scale, float[] shift) {

  /**
   * @param origin the layer
   * @param gamma γ
   * @param beta β
   * @param mean μ
   * @param variance σ²
   * @param epsilon ε
   * @return the normalisation
   * @throws org.nodesnr.UserError when a factor is no number
   */
  public static Normalisation of(
      Origin origin, float[] gamma, float[] beta, float[] mean, double[] variance, double epsilon) {
    Operation.Affine affine = Operation.Affine.normalisation(gamma, beta, mean, variance, epsilon);
    for (int c = 0; c < variance.length; c++) {
      if (!Float.isFinite(affine.scale()[c])) {
        throw origin.refuse("the variance of channel " + c + " is " + (float) variance[c]);
      }
    }
    return new Normalisation(affine.scale(), affine.shift());
  }

  /** As above, of variances in single precision. */
  public static Normalisation of(
      Origin origin, float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) {
    double[] wide = new double[variance.length];
    for (int c = 0; c < wide.length; c++) {
      wide[c] = variance[c];
    }
    return of(origin, gamma, beta, mean, wide, epsilon);
  }

  /**
   * @param value what each channel has
   * @param channels how many
   * @return as many of it
   */
  public static float[] all(double value, int channels) {
    float[] values = new float[channels];
    Arrays.fill(values, (float) value);
    return values;
  }
}
