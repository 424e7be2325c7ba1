package org.nodesnr.training;

/**
 * How training ended.
 *
 * @param status finished, diverged or stopped
 * @param step number of updates made
 * @param message for a diverged run, what became infinite or NaN; empty otherwise
 */
public record TrainingOutcome(Status status, int step, String message) {

  /** How training ended. */
  public enum Status {
    /** Every step made. */
    FINISHED,
    /** The loss became infinite or NaN. */
    DIVERGED,
    /** The listener asked to stop. */
    STOPPED
  }
}
