package org.nodesnr.sweep;

import java.util.function.Consumer;
import org.nodesnr.config.RunSpec;

/** What a worker does with a run. */
public interface Executor {
  /**
   * Trains, measures and records a run, or saves its state when asked to stop.
   *
   * @param job the run
   * @param events told of progress
   * @return how it ended: {@link Event.Ended}, {@link Event.Stopped}, {@link Event.Failed} or
   *     {@link Event.Refused}
   * @throws InterruptedException when the thread is interrupted
   */
  Event execute(Job job, Consumer<Event> events) throws InterruptedException;

  /**
   * Times a few steps.
   *
   * @param spec a run; nothing of it is kept
   * @return milliseconds per step
   * @throws InterruptedException when the thread is interrupted
   */
  double millisecondsPerStep(RunSpec spec) throws InterruptedException;
}
