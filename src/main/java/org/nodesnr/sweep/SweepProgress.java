package org.nodesnr.sweep;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
  private final Map<String, Active> active = new LinkedHashMap<>();
  private final Map<Integer, Long> busySince = new HashMap<>();
  private final ExpectedSteps expected;
  private final Map<Job, Double> left = new LinkedHashMap<>();
  private double busySeconds;
  private double measuredWork;
  private Active last;
  private int finished;
  private int diverged;
  private int failed;

  /** A run in hand. */
  public static final class Active {
    private final int worker;
    private final Job job;
    private final double work;
    private final long startedNanos;
    private int step;
    private double loss = Double.NaN;
    private double millisecondsPerStep = Double.NaN;
    private double testAccuracy = Double.NaN;
    private int firstStep;
    private double elapsedSeconds;

    private Active(int worker, Job job, long now) {
      this.worker = worker;
      this.job = job;
      this.work = WorkEstimate.of(job).total();
      this.startedNanos = now;
    }

    /** Number of the worker. */
    public int worker() {
      return worker;
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

    private double stepsShare() {
      return (double) step / job.spec().regime().steps();
    }

    /** Whether it is only measured: nobody hears how far it is until it is over. */
    private boolean silent() {
      return !job.trains();
    }

    /** Work done in this sweep: not that of an earlier one that the run goes on from. */
    private double workDone() {
      return work * (step - firstStep) / job.spec().regime().steps();
    }
  }

  /**
   * @param plan what is left to do
   * @param workers worker processes
   * @param priorRate floating-point operations a second of one worker, until this sweep shows
   */
  public SweepProgress(SweepPlan plan, int workers, double priorRate) {
    this.planned = plan.todo().size() + plan.done().size();
    this.before = plan.done().size();
    this.workers = workers;
    this.priorRate = priorRate;
    this.expected = plan.expected();
    plan.todo().forEach(job -> left.put(job, WorkEstimate.of(job).total()));
  }

  @Override
  public void started(int worker, Job job) {
    if (on(worker).isEmpty()) {
      busySince.put(worker, System.nanoTime());
    }
    active.put(job.id(), new Active(worker, job, System.nanoTime()));
  }

  @Override
  public void resumed(int worker, Job job, int step) {
    Active run = active.get(job.id());
    run.step = step;
    run.firstStep = step;
  }

  @Override
  public void progressed(int worker, Job job, Event.Progress progress) {
    Active run = active.get(job.id());
    run.step = progress.step();
    run.loss = progress.loss();
    run.millisecondsPerStep = progress.millisecondsPerStep();
  }

  @Override
  public void measured(int worker, Job job, Event.Measured measured) {
    Active run = active.get(job.id());
    run.step = measured.step();
    run.testAccuracy = measured.testAccuracy();
  }

  @Override
  public void ended(int worker, Job job, RunRecord.Status status, String message) {
    Active run = active.remove(job.id());
    run.elapsedSeconds = seconds(run.startedNanos);
    last = run;
    left.remove(job);
    leave(run);
    switch (status) {
      case FINISHED -> {
        finished++;
        expected.finished(job, run.step);
      }
      case DIVERGED -> diverged++;
      case FAILED -> failed++;
    }
  }

  @Override
  public void retried(int worker, List<Job> jobs, String reason) {
    jobs.forEach(job -> leave(active.remove(job.id())));
  }

  /** Keeps what was done and how long it took; the time of a worker ends with its last run. */
  private void leave(Active run) {
    measuredWork += run.workDone();
    if (on(run.worker).isEmpty()) {
      busySeconds += seconds(busySince.remove(run.worker));
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Floating-point operations a second of one worker, as far as is known. */
  public double rate() {
    double work = measuredWork;
    double time = busySeconds;
    for (Active run : active.values()) {
      work += run.workDone();
    }
    for (Map.Entry<Integer, Long> worker : busySince.entrySet()) {
      // nothing is known of what a silent run has done, so its time says nothing of the rate
      Optional<Active> silent = on(worker.getKey()).stream().filter(Active::silent).findAny();
      time += seconds(worker.getValue()) - silent.map(run -> seconds(run.startedNanos)).orElse(0.0);
    }
    // The prior counts like half a minute of one worker.
    double weight = 30;
    return (work + priorRate * weight) / (time + weight);
  }

  /** Seconds until the sweep is over; at most so many where that is not known yet. */
  public double secondsLeft() {
    double sum = 0;
    Map<Integer, Double> rests = new HashMap<>();
    for (Map.Entry<Job, Double> entry : left.entrySet()) {
      Active run = active.get(entry.getKey().id());
      double rest = run == null ? entry.getValue() * expected.share(entry.getKey(), 0) : left(run);
      sum += rest;
      if (run != null) {
        rests.merge(run.worker, rest, Double::sum);
      }
    }
    double rate = rate();
    double longest = rests.values().stream().mapToDouble(rest -> rest).max().orElse(0);
    int busy = Math.max(1, Math.min(workers, planned - done()));
    return Math.max(longest / rate, sum / rate / busy);
  }

  private double left(Active run) {
    if (run.silent()) {
      double likely = rate() * seconds(run.startedNanos);
      // overdue, a tenth of what it has taken is as good a guess as any
      return Math.max(run.work - likely, likely / 10);
    }
    return run.work * (expected.share(run.job, run.step) - run.stepsShare());
  }

  /** Whether runs may end earlier than time left says: nobody knows yet when. */
  public boolean atMost() {
    return !expected.knows(List.copyOf(left.keySet()));
  }

  /** The time until the sweep is over, for people. */
  String timeLeft() {
    return StatusFile.timeLeft(secondsLeft(), atMost());
  }

  /**
   * The time until runs of one worker are over, for people.
   *
   * @param runs those that it trains at once
   */
  String timeLeft(List<Active> runs) {
    double seconds = runs.stream().mapToDouble(this::left).sum() / rate();
    return StatusFile.timeLeft(seconds, !expected.knows(runs.stream().map(Active::job).toList()));
  }

  /** Runs in hand, in the order of workers. */
  public List<Active> active() {
    return active.values().stream().sorted(Comparator.comparingInt(Active::worker)).toList();
  }

  /** Runs in hand, by number of the worker. */
  public Map<Integer, List<Active>> byWorker() {
    return active.values().stream()
        .collect(Collectors.groupingBy(Active::worker, TreeMap::new, Collectors.toList()));
  }

  /** Runs in hand of a worker. */
  private List<Active> on(int worker) {
    return active.values().stream().filter(run -> run.worker == worker).toList();
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
    double parts = active.values().stream().mapToDouble(this::share).sum();
    return planned == 0 ? 1 : (done() + parts) / planned;
  }

  private double share(Active run) {
    return run.stepsShare() / expected.share(run.job, run.step);
  }
}
