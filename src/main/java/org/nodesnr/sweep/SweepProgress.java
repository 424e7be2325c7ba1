package org.nodesnr.sweep;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nodesnr.results.RunRecord;

/**
 * Where a sweep stands: what is done, what runs, and when it will be over. Time left follows from
 * the arithmetic done so far in this sweep and the time that took.
 */
public final class SweepProgress implements SweepListener {
  private final int planned;
  private final int before;
  private final int workers;
  private final double priorRate;
  private final Map<Integer, Active> active = new TreeMap<>();
  private final double totalWork;
  private double workDone;
  private double busySeconds;
  private double measuredWork;
  private Active last;
  private int finished;
  private int diverged;
  private int failed;

  /** A run in hand. */
  public static final class Active {
    private final Job job;
    private final double work;
    private final long startedNanos;
    private int step;
    private double loss = Double.NaN;
    private double millisecondsPerStep = Double.NaN;
    private double testAccuracy = Double.NaN;
    private int firstStep = -1;
    private double elapsedSeconds;

    private Active(Job job, long now) {
      this.job = job;
      this.work = WorkEstimate.of(job.spec()).total();
      this.startedNanos = now;
    }

    /** The run. */
    public Job job() {
      return job;
    }

    /** Updates made. */
    public int step() {
      return step;
    }

    /** Mean cross-entropy of a recent batch; NaN before the first report. */
    public double loss() {
      return loss;
    }

    /** Milliseconds per step of late; NaN before the first report. */
    public double millisecondsPerStep() {
      return millisecondsPerStep;
    }

    /** Test accuracy of the last checkpoint; NaN before the first. */
    public double testAccuracy() {
      return testAccuracy;
    }

    /** How long it took in this sweep, once it is over. */
    public double elapsedSeconds() {
      return elapsedSeconds;
    }

    private double share() {
      return (double) step / job.spec().regime().steps();
    }

    /** Work done in this sweep: not that of an earlier one that the run goes on from. */
    private double workDone() {
      int steps = job.spec().regime().steps();
      return firstStep < 0 ? 0 : work * (step - firstStep) / steps;
    }
  }

  /**
   * @param jobs the runs to train
   * @param before how many runs of the plan were done before
   * @param workers worker processes
   * @param priorRate floating-point operations a second of one worker, until this sweep shows
   */
  public SweepProgress(List<Job> jobs, int before, int workers, double priorRate) {
    this.planned = jobs.size() + before;
    this.before = before;
    this.workers = workers;
    this.priorRate = priorRate;
    this.totalWork = jobs.stream().mapToDouble(j -> WorkEstimate.of(j.spec()).total()).sum();
  }

  @Override
  public void started(int worker, Job job) {
    active.put(worker, new Active(job, System.nanoTime()));
  }

  @Override
  public void resumed(int worker, Job job, int step) {
    Active run = active.get(worker);
    run.step = step;
    run.firstStep = step;
  }

  @Override
  public void progressed(int worker, Job job, Event.Progress progress) {
    Active run = active.get(worker);
    run.step = progress.step();
    run.loss = progress.loss();
    run.millisecondsPerStep = progress.millisecondsPerStep();
    if (run.firstStep < 0) {
      run.firstStep = progress.step();
    }
  }

  @Override
  public void measured(int worker, Job job, Event.Measured measured) {
    Active run = active.get(worker);
    run.step = measured.step();
    run.testAccuracy = measured.testAccuracy();
    if (run.firstStep < 0) {
      run.firstStep = measured.step();
    }
  }

  @Override
  public void ended(int worker, Job job, RunRecord.Status status, String message) {
    Active run = active.remove(worker);
    run.elapsedSeconds = seconds(run);
    last = run;
    workDone += run.work;
    if (status == RunRecord.Status.FINISHED) {
      busySeconds += seconds(run);
      measuredWork += run.work * (run.step - Math.max(0, run.firstStep)) / steps(job);
    }
    switch (status) {
      case FINISHED -> finished++;
      case DIVERGED -> diverged++;
      case FAILED -> failed++;
    }
  }

  @Override
  public void retried(int worker, Job job, String reason) {
    active.remove(worker);
  }

  private static int steps(Job job) {
    return job.spec().regime().steps();
  }

  private static double seconds(Active run) {
    return (System.nanoTime() - run.startedNanos) / 1e9;
  }

  /** Floating-point operations a second of one worker, as far as is known. */
  public double rate() {
    double work = measuredWork;
    double time = busySeconds;
    for (Active run : active.values()) {
      work += run.workDone();
      time += seconds(run);
    }
    // The prior counts like half a minute of one worker.
    double weight = 30;
    return (work + priorRate * weight) / (time + weight);
  }

  /** Seconds until the sweep is over. */
  public double secondsLeft() {
    double left = totalWork - workDone;
    double longest = 0;
    double rate = rate();
    for (Active run : active.values()) {
      double rest = run.work * (1 - run.share());
      left -= run.work - rest;
      longest = Math.max(longest, rest / rate);
    }
    int busy = Math.max(1, Math.min(workers, planned - done()));
    return Math.max(longest, left / rate / busy);
  }

  /** Seconds until a run is over. */
  public double secondsLeft(Active run) {
    return run.work * (1 - run.share()) / rate();
  }

  /** Runs in hand, by number of the worker. */
  public Map<Integer, Active> active() {
    return Collections.unmodifiableMap(active);
  }

  /** The run that ended last. */
  public Active last() {
    return last;
  }

  /** Runs of the plan. */
  public int planned() {
    return planned;
  }

  /** Runs of the plan that are over, those of earlier sweeps included. */
  public int done() {
    return before + finished + diverged + failed;
  }

  /** Runs that diverged in this sweep. */
  public int diverged() {
    return diverged;
  }

  /** Runs that failed in this sweep. */
  public int failed() {
    return failed;
  }

  /** Share of the plan's runs that is done, those in hand counted in part. */
  public double share() {
    double parts = active.values().stream().mapToDouble(Active::share).sum();
    return planned == 0 ? 1 : (done() + parts) / planned;
  }
}
