package org.nodesnr.sweep;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.nodesnr.results.RunRecord;

/**
 * Shows a sweep on a terminal: a bar for the whole and a line for each run in hand, drawn again in
 * place; failures and retries scroll past above.
 */
public final class TerminalDisplay implements SweepListener {
  private static final long REDRAW_NANOS = 250_000_000L;
  private static final int BAR = 24;

  private final String experiment;
  private final SweepProgress progress;
  private final PrintStream out;
  private final int columns;
  private int drawn;
  private long lastDrawn;

  /**
   * @param experiment its name
   * @param progress where the sweep stands; told before this display
   * @param out a terminal that knows ANSI sequences
   * @param columns its width in characters
   */
  public TerminalDisplay(String experiment, SweepProgress progress, PrintStream out, int columns) {
    this.experiment = experiment;
    this.progress = progress;
    this.out = out;
    this.columns = Math.max(40, columns);
  }

  @Override
  public void resumed(int worker, Job job, int step) {
    above(job.goesOnAt(step));
  }

  @Override
  public void ended(int worker, Job job, RunRecord.Status status, String message) {
    if (status != RunRecord.Status.FINISHED) {
      above(
          job.label() + ": " + status.name().toLowerCase(Locale.ROOT) + ": " + firstLine(message));
    }
  }

  @Override
  public void retried(int worker, List<Job> jobs, String reason) {
    above(Job.labels(jobs) + ": " + reason + "; trying again");
  }

  @Override
  public void tick() {
    long now = System.nanoTime();
    if (drawn == 0 || now - lastDrawn > REDRAW_NANOS) {
      lastDrawn = now;
      draw();
    }
  }

  /** Draws once more and leaves the cursor below. */
  @Override
  public void over() {
    draw();
    drawn = 0;
  }

  private void above(String line) {
    erase();
    out.println(line);
    draw();
  }

  private void erase() {
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A\u001b[0J");
      drawn = 0;
    }
  }

  private void draw() {
    List<String> lines = lines();
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append("A\u001b[0J");
    }
    for (String line : lines) {
      text.append(line, 0, Math.min(line.length(), columns - 1)).append('\n');
    }
    drawn = lines.size();
    out.print(text);
    out.flush();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        experiment
            + " "
            + ProgressBar.of(progress.share(), BAR)
            + " "
            + progress.done()
            + " of "
            + progress.planned()
            + " runs"
            + counts()
            + ", "
            + progress.timeLeft());
    progress.byWorker().values().forEach(runs -> lines.add(line(runs)));
    return lines;
  }

  /** What a worker does; where the terminal is narrow, the speed goes first and then the loss. */
  private String line(List<SweepProgress.Active> runs) {
    RunsInHand inHand =
        new RunsInHand(runs.get(0).worker(), runs.stream().map(StatusFile.ActiveRun::of).toList());
    String start =
        String.format(
            Locale.ROOT,
            "%3d  %-26s %7s/%s",
            inHand.worker(),
            inHand.label(),
            inHand.step(),
            inHand.steps());
    String loss = apart(inHand.loss());
    String speed = apart(inHand.speed());
    String left = "  " + progress.timeLeft(runs);
    return Stream.of(start + loss + speed + left, start + loss + left)
        .filter(line -> line.length() < columns)
        .findFirst()
        .orElse(start + left);
  }

  private static String apart(String part) {
    return part.isEmpty() ? "" : "  " + part;
  }

  private String counts() {
    return (progress.diverged() > 0 ? ", " + progress.diverged() + " diverged" : "")
        + (progress.failed() > 0 ? ", " + progress.failed() + " failed" : "");
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
