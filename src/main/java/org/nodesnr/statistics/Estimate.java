package org.nodesnr.statistics;

/**
 * A correlation with its bootstrap interval.
 *
 * @param correlation coefficient, p-value, method
 * @param interval of the coefficient, from resampled clusters
 */
public record Estimate(Correlation correlation, Interval interval) {}
