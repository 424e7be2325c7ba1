/**
 * From a HOCON file to the runs of an experiment.
 *
 * <p>{@link org.nodesnr.config.ExperimentLoader} reads a file, what it includes and the overrides
 * of the command line, checks every key against {@code docs/settings.md}, multiplies the lists of
 * the regimes out and gives an {@link org.nodesnr.config.Experiment}: immutable records in which
 * every default is filled in. {@link org.nodesnr.config.RunSpecs} takes a run's identity from its
 * {@link org.nodesnr.config.RunSpec}. Nothing here knows how a run is trained or measured.
 */
package org.nodesnr.config;
