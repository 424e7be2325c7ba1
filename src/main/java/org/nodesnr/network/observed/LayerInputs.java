package org.nodesnr.network.observed;

/**
 * What the inputs of the nodes of a layer are like, one by one. An observation is one place of one
 * sample; padding zeros are observations like any other.
 *
 * @param observations number of observations N: samples × places
 * @param mean {@code mean(x_j)} of each input j
 * @param max {@code max(x_j)}
 * @param activity {@code Σ g'(x_j)²} over the observations: for ReLU the number of observations
 *     with {@code x_j > 0} (equations 8, 15)
 * @param constant whether x_j is the same in all observations, so that it covaries with nothing
 */
public record LayerInputs(
    long observations, double[] mean, float[] max, double[] activity, boolean[] constant) {

  /**
   * @return number of inputs
   */
  public int count() {
    return mean.length;
  }

  /**
   * @return the largest of {@link #max}
   */
  public float largest() {
    float largest = Float.NEGATIVE_INFINITY;
    for (float m : max) {
      largest = Math.max(largest, m);
    }
    return largest;
  }
}
