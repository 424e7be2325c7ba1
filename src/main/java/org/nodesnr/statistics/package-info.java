/**
 * Fits, correlations and their uncertainty: pure arithmetic on {@code double[]}.
 *
 * <p>The lower half ({@link org.nodesnr.statistics.LinearFit}, {@link
 * org.nodesnr.statistics.Pearson}, {@link org.nodesnr.statistics.Spearman}, {@link
 * org.nodesnr.statistics.Kendall}, {@link org.nodesnr.statistics.Bootstrap}) knows columns only.
 * The upper half ({@link org.nodesnr.statistics.Sample}, {@link
 * org.nodesnr.statistics.ExclusionRule}, {@link org.nodesnr.statistics.CorrelationAnalysis}) knows
 * runs, regimes and replicates.
 *
 * <p>Rules that hold everywhere. A pair with a value that is NaN or infinite is dropped and
 * counted. What is not defined (a constant column, too few points) is NaN with a note that says
 * why; nothing throws because of the data. Whatever is drawn at random comes from a seeded stream,
 * so that equal arguments give equal results.
 */
package org.nodesnr.statistics;
