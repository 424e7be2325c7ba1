package org.nodesnr.network.observed;

/** Means over a first batch, near enough to the final ones to spare products their digits. */
public final class ProvisionalMeans {
  private ProvisionalMeans() {}

  /**
   * @param values values, channel fastest
   * @param length how many of them count
   * @param channels number of channels
   * @return the mean of each channel
   */
  public static float[] of(float[] values, int length, int channels) {
    double[] sum = new double[channels];
    for (int at = 0; at < length; at += channels) {
      for (int c = 0; c < channels; c++) {
        sum[c] += values[at + c];
      }
    }
    float[] means = new float[channels];
    for (int c = 0; c < channels; c++) {
      means[c] = (float) (sum[c] * channels / length);
    }
    return means;
  }

  /**
   * What is left of the means of the inputs.
   *
   * @param inputs the inputs of a node, channel fastest
   * @param shift the provisional mean of each channel
   * @return {@code mean(x_j) − s_j} for each input
   */
  public static double[] remainder(LayerInputs inputs, float[] shift) {
    double[] mu = new double[inputs.count()];
    for (int j = 0; j < mu.length; j++) {
      mu[j] = inputs.mean()[j] - shift[j % shift.length];
    }
    return mu;
  }
}
