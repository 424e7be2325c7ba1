package org.nodesnr.sweep;

import java.util.List;
import java.util.function.Consumer;
import org.nodesnr.results.RunRecord;

/**
 * Several listeners as one.
 *
 * @param all told in this order
 */
public record SweepListeners(List<SweepListener> all) implements SweepListener {
  /** Copies the list. */
  public SweepListeners {
    all = List.copyOf(all);
  }

  private void each(Consumer<SweepListener> call) {
    all.forEach(call);
  }

  @Override
  public void started(int worker, Job job) {
    each(l -> l.started(worker, job));
  }

  @Override
  public void resumed(int worker, Job job, int step) {
    each(l -> l.resumed(worker, job, step));
  }

  @Override
  public void progressed(int worker, Job job, Event.Progress progress) {
    each(l -> l.progressed(worker, job, progress));
  }

  @Override
  public void measured(int worker, Job job, Event.Measured measured) {
    each(l -> l.measured(worker, job, measured));
  }

  @Override
  public void ended(int worker, Job job, RunRecord.Status status, String message) {
    each(l -> l.ended(worker, job, status, message));
  }

  @Override
  public void retried(int worker, List<Job> jobs, String reason) {
    each(l -> l.retried(worker, jobs, reason));
  }

  @Override
  public void tick() {
    each(SweepListener::tick);
  }

  @Override
  public void over() {
    each(SweepListener::over);
  }
}
