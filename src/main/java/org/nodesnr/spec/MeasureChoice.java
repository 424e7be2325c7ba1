package org.nodesnr.spec;

/**
 * A measure that runs are asked for, beside S and G.
 *
 * @param id of the measure
 * @param samples how many training samples it takes, the first ones; 0 for all
 */
public record MeasureChoice(String id, int samples) {}
