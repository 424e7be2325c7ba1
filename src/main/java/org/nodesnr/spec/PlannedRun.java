package org.nodesnr.spec;

/**
 * A run of an experiment.
 *
 * @param id {@link RunSpecs#id} of the spec
 * @param spec everything that can change the run's numbers
 */
public record PlannedRun(String id, RunSpec spec) {}
