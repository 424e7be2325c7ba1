package org.nodesnr.sweep;

import java.util.List;
import org.nodesnr.results.RunRecord;

/** Told what happens in a sweep, always by the coordinator's one thread. */
public interface SweepListener {
  /**
   * A run was handed to a worker.
   *
   * @param worker number of the worker, from 1
   * @param job the run
   */
  default void started(int worker, Job job) {}

  /**
   * A run goes on from its saved state.
   *
   * @param worker number of the worker
   * @param job the run
   * @param step updates made before
   */
  default void resumed(int worker, Job job, int step) {}

  /**
   * A run made progress.
   *
   * @param worker number of the worker
   * @param job the run
   * @param progress where it stands
   */
  default void progressed(int worker, Job job, Event.Progress progress) {}

  /**
   * A checkpoint was measured.
   *
   * @param worker number of the worker
   * @param job the run
   * @param measured the test accuracy
   */
  default void measured(int worker, Job job, Event.Measured measured) {}

  /**
   * A run is over.
   *
   * @param worker number of the worker
   * @param job the run
   * @param status how it ended
   * @param message why it ended so; empty where it finished
   */
  default void ended(int worker, Job job, RunRecord.Status status, String message) {}

  /**
   * A worker died and its runs are tried again.
   *
   * @param worker number of the worker
   * @param jobs the runs
   * @param reason how it died
   */
  default void retried(int worker, List<Job> jobs, String reason) {}

  /** A moment passed; called several times a second. */
  default void tick() {}

  /** The sweep is over, or broke off. */
  default void over() {}
}
