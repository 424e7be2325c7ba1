package org.nodesnr.sweep;

/**
 * How a sweep ended.
 *
 * @param finished runs that finished in it
 * @param diverged runs that diverged in it
 * @param failed runs that failed in it
 * @param left runs that were not trained to their end
 * @param interrupted whether it was stopped before its end
 */
public record SweepOutcome(int finished, int diverged, int failed, int left, boolean interrupted) {}
