package org.nodesnr.sweep;

import java.util.List;
import java.util.function.Consumer;
import org.nodesnr.spec.RunSpec;

/** What a worker does with runs. */
public interface Executor {
  /**
   * Trains, measures and records runs, or saves their states when asked to stop.
   *
   * @param jobs runs of one data set and network
   * @param events told of progress, and how each run ended, as soon as it has: {@link Event.Ended},
   *     {@link Event.Stopped} or {@link Event.Failed}; or {@link Event.Refused} once, where none
   *     can go on
   * @throws InterruptedException when the thread is interrupted
   */
  void execute(List<Job> jobs, Consumer<Event> events) throws InterruptedException;

  /**
   * Times a few steps.
   *
   * @param specs runs to train at once; nothing of them is kept
   * @return milliseconds per step of one network
   * @throws InterruptedException when the thread is interrupted
   */
  double millisecondsPerStep(List<RunSpec> specs) throws InterruptedException;
}
