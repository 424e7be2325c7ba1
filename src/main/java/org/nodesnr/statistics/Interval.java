package org.nodesnr.statistics;

/**
 * A bootstrap percentile interval.
 *
 * @param lower lower end, or NaN
 * @param upper upper end, or NaN
 * @param level its nominal coverage, such as 0.95
 * @param resamples how many were drawn
 * @param undefined resamples whose statistic was not defined, left out of the percentiles
 * @param clusters how many clusters were drawn from
 * @param note why it is not defined; empty otherwise
 */
public record Interval(
    double lower,
    double upper,
    double level,
    int resamples,
    int undefined,
    int clusters,
    String note) {

  /**
   * Whether a value lies in the interval.
   *
   * @param value the value
   * @return false too where the interval is not defined
   */
  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }
}
