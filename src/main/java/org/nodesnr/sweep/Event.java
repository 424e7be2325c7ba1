package org.nodesnr.sweep;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.nodesnr.results.RunRecord;

/** What a worker tells its coordinator, one JSON line each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Event.Calibrated.class, name = "calibrated"),
  @JsonSubTypes.Type(value = Event.Resumed.class, name = "resumed"),
  @JsonSubTypes.Type(value = Event.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = Event.Measured.class, name = "measured"),
  @JsonSubTypes.Type(value = Event.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = Event.Stopped.class, name = "stopped"),
  @JsonSubTypes.Type(value = Event.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Event.Refused.class, name = "refused")
})
public sealed interface Event {
  /** What concerns one run. */
  sealed interface OfRun extends Event {
    /**
     * @return the run
     */
    String id();
  }

  /**
   * The worker waits for orders.
   *
   * @param pid its process id
   */
  record Ready(long pid) implements Event {}

  /**
   * How long a step takes.
   *
   * @param millisecondsPerStep of one network: the time of a step of all that were timed at once,
   *     divided by their number
   */
  record Calibrated(double millisecondsPerStep) implements Event {}

  /**
   * The run goes on from a saved state.
   *
   * @param id the run
   * @param step updates made before
   */
  record Resumed(String id, int step) implements OfRun {}

  /**
   * Sent about once a second while a run trains.
   *
   * @param id the run
   * @param step updates made
   * @param loss mean cross-entropy of a recent batch
   * @param millisecondsPerStep mean since the last report; runs beside it make their steps in the
   *     same time
   */
  record Progress(String id, int step, double loss, double millisecondsPerStep) implements OfRun {}

  /**
   * A checkpoint was measured.
   *
   * @param id the run
   * @param step updates made
   * @param testAccuracy share of test samples that are classified correctly
   */
  record Measured(String id, int step, double testAccuracy) implements OfRun {}

  /**
   * The run is over and its record written.
   *
   * @param id the run
   * @param status how it ended
   * @param message why it ended so; empty where it finished
   */
  record Ended(String id, RunRecord.Status status, String message) implements OfRun {}

  /**
   * The run was interrupted and its state saved.
   *
   * @param id the run
   * @param step where it will go on
   */
  record Stopped(String id, int step) implements OfRun {}

  /**
   * The run threw; no record was written.
   *
   * @param id the run
   * @param message what was thrown
   */
  record Failed(String id, String message) implements OfRun {}

  /**
   * No run can succeed here: data vanished, the disk is full, a directory is read-only.
   *
   * @param message one line for the user
   */
  record Refused(String message) implements Event {}
}
