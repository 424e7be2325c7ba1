package org.nodesnr.statistics;

import org.apache.commons.math3.stat.StatUtils;

/**
 * Mean x̄ = Σx/n and standard deviation √(Σ(x − x̄)²/(n − 1)) of a few numbers.
 *
 * @param mean NaN where there are none, or one of them is NaN
 * @param deviation NaN for fewer than two numbers, too
 */
public record Spread(double mean, double deviation) {
  /**
   * @param values not modified
   * @return their mean and standard deviation
   */
  public static Spread of(double... values) {
    double variance = values.length < 2 ? Double.NaN : StatUtils.variance(values);
    return new Spread(StatUtils.mean(values), Math.sqrt(variance));
  }
}
