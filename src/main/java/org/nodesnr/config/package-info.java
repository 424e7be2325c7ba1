/**
 * From a HOCON file to the runs of an experiment.
 *
 * <p>{@link org.nodesnr.config.ExperimentLoader} reads a file, what it includes and the overrides
 * of the command line, checks every key against {@code docs/settings.md}, multiplies the lists of
 * the regimes out and gives an {@link org.nodesnr.spec.Experiment}.
 */
package org.nodesnr.config;
