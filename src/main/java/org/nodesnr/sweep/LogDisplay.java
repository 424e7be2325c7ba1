package org.nodesnr.sweep;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.nodesnr.results.RunRecord;

/** Shows a sweep as plain lines: one for each run that ends, and one now and then between. */
public final class LogDisplay implements SweepListener {
  private final SweepProgress progress;
  private final PrintStream out;
  private final long quietNanos;
  private long lastLine = System.nanoTime();

  /**
   * @param progress where the sweep stands; told before this display
   * @param out where lines are printed
   * @param quietSeconds longest time without a line
   */
  public LogDisplay(SweepProgress progress, PrintStream out, int quietSeconds) {
    this.progress = progress;
    this.out = out;
    this.quietNanos = quietSeconds * 1_000_000_000L;
  }

  @Override
  public void resumed(int worker, Job job, int step) {
    print(job.goesOnAt(step));
  }

  @Override
  public void ended(int worker, Job job, RunRecord.Status status, String message) {
    SweepProgress.Active run = progress.last();
    print(
        String.format(
            Locale.ROOT,
            "%d of %d runs: %s %s%s in %s%s",
            progress.done(),
            progress.planned(),
            job.label(),
            status.name().toLowerCase(Locale.ROOT),
            status == RunRecord.Status.FINISHED && !Double.isNaN(run.testAccuracy())
                ? String.format(Locale.ROOT, ", test accuracy %.4f,", run.testAccuracy())
                : "",
            Durations.of(run.elapsedSeconds()),
            message.isEmpty() ? left() : ": " + message.lines().findFirst().orElse("")));
  }

  @Override
  public void retried(int worker, List<Job> jobs, String reason) {
    print(Job.labels(jobs) + ": " + reason + "; trying again");
  }

  @Override
  public void tick() {
    if (System.nanoTime() - lastLine > quietNanos) {
      StringBuilder line = new StringBuilder();
      line.append(progress.done()).append(" of ").append(progress.planned()).append(" runs");
      List<StatusFile.ActiveRun> active =
          progress.active().stream().map(StatusFile.ActiveRun::of).toList();
      for (RunsInHand runs : RunsInHand.of(active)) {
        line.append("; ").append(runs.label()).append(" at step ").append(runs.step());
        line.append(" of ").append(runs.steps());
        if (!runs.loss().isEmpty()) {
          line.append(", ").append(runs.loss()).append(", ").append(runs.speed());
        }
      }
      print(line + left());
    }
  }

  private String left() {
    return progress.done() == progress.planned() ? "" : "; " + progress.timeLeft();
  }

  private void print(String line) {
    lastLine = System.nanoTime();
    out.println(line);
  }
}
