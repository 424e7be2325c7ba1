package org.nodesnr.statistics;

/**
 * A number of two experiments.
 *
 * @param first of the first experiment, or NaN
 * @param firstRuns runs behind it
 * @param second of the second experiment, or NaN
 * @param secondRuns runs behind it
 * @param interval of second − first, from replicates resampled within each experiment
 */
public record Difference(
    double first, int firstRuns, double second, int secondRuns, Interval interval) {

  /**
   * The difference.
   *
   * @return second − first, NaN where one is
   */
  public double value() {
    return second - first;
  }
}
