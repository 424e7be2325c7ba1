package org.nodesnr.evaluation;

/**
 * SNR optimality and SNR gain of one node. Pure arithmetic: arrays in, numbers out.
 *
 * <p>For a node with weights {@code w_j}, inputs {@code x_j} and weighted input {@code r = Σ_j w_j
 * x_j} (before bias and activation), over a batch of samples:
 *
 * <ul>
 *   <li>{@code a_j = p(x_j > 0)}, the activation rate of input j (equation 8); for activations
 *       other than ReLU the mean of {@code g'(x_j)²} (B.3, equation 15);
 *   <li>{@code c_j = cov(x_j, r) / a_j}, the weighted covariance (equation 9);
 *   <li>{@code S = Σ_j w_j c_j / (‖w‖ ‖c‖)}, SNR optimality (equation 10);
 *   <li>{@code G = Σ_j w_j c_j / (‖w‖ max_j |c_j|)}, SNR gain (equation 13).
 * </ul>
 *
 * Both are dimensionless; {@code |S| ≤ 1} and {@code |G| ≤ √inputs}, and neither changes when all
 * weights, or all covariances, are multiplied by one positive number.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>An input that never lets noise through, {@code a_j = 0}, has no covariance either; its
 *       {@code c_j} is 0 by definition, not 0/0.
 *   <li>An input that is left out (B.1) has both {@code w_j = 0} and {@code c_j = 0}.
 *   <li>A dead node, {@code ‖w‖ = 0}, has neither S nor G: both are NaN.
 *   <li>A node that covaries with none of its inputs, {@code ‖c‖ = 0}, has no G (NaN), and no S
 *       unless a guard is added to {@code ‖c‖}, which makes it 0.
 *   <li>NaN or infinity anywhere gives NaN.
 * </ul>
 *
 * @param optimality S
 * @param gain G
 */
public record NodeSnr(double optimality, double gain) {

  /**
   * S and G from weights and weighted covariances.
   *
   * @param w the weights {@code w_j}; not modified
   * @param c the weighted covariances {@code c_j}; not modified
   * @param normGuard added to {@code ‖c‖} in S, not in G; 0 in the definition
   * @return S and G
   * @throws IllegalArgumentException when the lengths differ
   */
  public static NodeSnr of(double[] w, double[] c, double normGuard) {
    checkLength(w.length, c.length);
    double product = 0;
    double wSquared = 0;
    double cSquared = 0;
    double cMax = 0;
    for (int j = 0; j < w.length; j++) {
      product += w[j] * c[j];
      wSquared += w[j] * w[j];
      cSquared += c[j] * c[j];
      cMax = Math.max(cMax, Math.abs(c[j]));
    }
    double projection = product / Math.sqrt(wSquared);
    return new NodeSnr(
        finite(projection / (Math.sqrt(cSquared) + normGuard)), finite(projection / cMax));
  }

  /**
   * The weighted covariances (equation 9): {@code c_j = cov(x_j, r) / a_j}, 0 where {@code a_j =
   * 0}.
   *
   * @param covariance {@code cov(x_j, r)}; not modified
   * @param a activation rates, or mean squared derivatives; not modified
   * @return {@code c_j}
   * @throws IllegalArgumentException when the lengths differ
   */
  public static double[] weightedCovariance(double[] covariance, double[] a) {
    checkLength(covariance.length, a.length);
    double[] c = new double[covariance.length];
    for (int j = 0; j < c.length; j++) {
      c[j] = a[j] == 0 ? 0 : covariance[j] / a[j];
    }
    return c;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }

  private static void checkLength(int one, int other) {
    if (one != other) {
      throw new IllegalArgumentException("arrays of " + one + " and " + other + " inputs");
    }
  }
}
