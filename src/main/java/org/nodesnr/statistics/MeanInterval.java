package org.nodesnr.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * The mean x̄ of n numbers and Student's interval {@code x̄ ± t s / √n}, t being the quantile
 * {@code (1 + level) / 2} of the t distribution with n − 1 degrees of freedom and s the standard
 * deviation {@code √(Σ(x − x̄)² / (n − 1))}: of differences between the members of pairs, the
 * interval of a paired t-test.
 *
 * @param n how many numbers
 * @param mean x̄; NaN where there are none, or one of them is NaN
 * @param lower lower end; NaN for fewer than two numbers
 * @param upper upper end; likewise
 * @param level nominal coverage, such as 0.95
 */
public record MeanInterval(int n, double mean, double lower, double upper, double level) {

  /**
   * @param values not modified
   * @param level nominal coverage, above 0 and below 1
   * @return mean and interval
   */
  public static MeanInterval of(double[] values, double level) {
    Spread spread = Spread.of(values);
    int n = values.length;
    double half =
        n < 2
            ? Double.NaN
            : new TDistribution(n - 1).inverseCumulativeProbability((1 + level) / 2)
                * spread.deviation()
                / Math.sqrt(n);
    return new MeanInterval(n, spread.mean(), spread.mean() - half, spread.mean() + half, level);
  }

  /**
   * @return 1 or −1 where the interval lies on one side of 0, else 0, as where there is none
   */
  public int sign() {
    return lower > 0 ? 1 : upper < 0 ? -1 : 0;
  }
}
