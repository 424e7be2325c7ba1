package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.nodesnr.UserError;
import org.nodesnr.config.RunSpec;
import org.nodesnr.results.RunRecord;

/**
 * Hands runs to worker processes until none is left. Workers write the records of their runs
 * themselves; the coordinator writes one only for a run whose worker died twice.
 *
 * <p>One thread, the caller's, holds all state; each worker has a thread that only reads lines into
 * a queue.
 */
public final class Coordinator implements AutoCloseable {
  private static final long TICK_MILLIS = 200;
  private static final long SIGNAL_MILLIS = 300;
  private static final int ATTEMPTS = 2;

  private final WorkerCommand command;
  private final Path logs;
  private final SweepSettings settings;
  private final Failures failures;
  private final BlockingQueue<WorkerProcess.Notice> notices = new LinkedBlockingQueue<>();
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final Deque<Job> queue = new ArrayDeque<>();
  private final Set<String> retried = new HashSet<>();
  private int finished;
  private int diverged;
  private int failed;
  private int stillborn;
  private SweepListener listener = new SweepListener() {};
  private BooleanSupplier stop = () -> false;
  private boolean stopping;

  /**
   * @param command how workers are started
   * @param logs directory of their logs; those of an earlier sweep are replaced
   * @param settings how workers are treated
   * @param failures makes the records of runs whose workers died
   */
  public Coordinator(WorkerCommand command, Path logs, SweepSettings settings, Failures failures) {
    this.command = command;
    this.logs = logs;
    this.settings = settings;
    this.failures = failures;
  }

  /**
   * Starts a worker and asks it how long a step takes. The worker stays for the sweep. One that
   * dies is replaced once.
   *
   * @param spec a run
   * @param stop asked several times a second; whether to give up
   * @return milliseconds per step; empty when stopped
   * @throws IOException when no worker can be started
   * @throws InterruptedException when interrupted
   * @throws UserError when no run can succeed here
   */
  public Optional<Double> calibrate(RunSpec spec, BooleanSupplier stop)
      throws IOException, InterruptedException {
    WorkerProcess worker = start(1);
    worker.calibrate(new Order.Calibrate(spec));
    int deaths = 0;
    while (!stop.getAsBoolean()) {
      WorkerProcess.Notice notice = notices.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      if (notice == null) {
        continue;
      }
      if (notice.event() == null) {
        workers.remove(worker);
        deaths++;
        String reason = cannotWork(worker);
        if (deaths == ATTEMPTS) {
          throw new UserError(reason);
        }
        worker = start(1);
        worker.calibrate(new Order.Calibrate(spec));
        continue;
      }
      worker.heard(notice.event());
      if (notice.event() instanceof Event.Refused refused) {
        throw new UserError(refused.message());
      }
      if (notice.event() instanceof Event.Calibrated calibrated) {
        return Optional.of(calibrated.millisecondsPerStep());
      }
    }
    return Optional.empty();
  }

  /**
   * Trains runs.
   *
   * @param jobs the runs, in the order in which they are begun
   * @param listener told what happens
   * @param stop asked several times a second; whether to save all states and end
   * @return how it went
   * @throws IOException when a worker can't be started or a record can't be written
   * @throws InterruptedException when interrupted
   * @throws UserError when no run can succeed here
   */
  public SweepOutcome run(List<Job> jobs, SweepListener listener, BooleanSupplier stop)
      throws IOException, InterruptedException {
    this.listener = listener;
    this.stop = stop;
    queue.addAll(jobs);
    try {
      work();
    } finally {
      listener.over();
    }
    int left = jobs.size() - finished - diverged - failed;
    return new SweepOutcome(finished, diverged, failed, left, stopping && left > 0);
  }

  private void work() throws IOException, InterruptedException {
    long deadline = Long.MAX_VALUE;
    while (!done()) {
      if (!stopping && stop.getAsBoolean()) {
        stopping = true;
        deadline = System.nanoTime() + settings.grace().toNanos();
        workers.forEach(WorkerProcess::stop);
      }
      if (stopping && System.nanoTime() - deadline > 0) {
        break;
      }
      if (!stopping) {
        employ();
      }
      WorkerProcess.Notice notice = notices.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      if (notice != null) {
        handle(notice);
      }
      killSilent();
      listener.tick();
    }
  }

  private boolean done() {
    if (stopping) {
      return workers.isEmpty();
    }
    return queue.isEmpty() && workers.stream().allMatch(w -> w.job() == null);
  }

  /** Gives every idle worker a run, and starts workers while there are runs and room for both. */
  private void employ() throws IOException {
    for (WorkerProcess worker : workers) {
      if (worker.isReady() && worker.job() == null && !queue.isEmpty()) {
        begin(worker, queue.poll());
      }
    }
    while (workers.size() < settings.workers() && workers.size() < occupied() + queue.size()) {
      start(freeNumber());
    }
  }

  private int occupied() {
    return (int) workers.stream().filter(w -> w.job() != null).count();
  }

  private int freeNumber() {
    int number = 1;
    while (isTaken(number)) {
      number++;
    }
    return number;
  }

  private boolean isTaken(int number) {
    return workers.stream().anyMatch(w -> w.number() == number);
  }

  private WorkerProcess start(int number) throws IOException {
    Files.createDirectories(logs);
    WorkerProcess worker =
        WorkerProcess.start(number, command, logs.resolve("worker-" + number + ".log"), notices);
    workers.add(worker);
    return worker;
  }

  private void begin(WorkerProcess worker, Job job) {
    worker.train(job);
    listener.started(worker.number(), job);
  }

  private void handle(WorkerProcess.Notice notice) throws IOException, InterruptedException {
    WorkerProcess worker = notice.from();
    Event event = notice.event();
    if (event == null) {
      buried(worker);
      return;
    }
    worker.heard(event);
    if (event instanceof Event.Ready) {
      stillborn = 0;
    }
    Job job = worker.job();
    int number = worker.number();
    if (event instanceof Event.Refused refused) {
      throw new UserError(refused.message());
    } else if (job == null) {
      return;
    } else if (event instanceof Event.Resumed resumed && resumed.id().equals(job.id())) {
      listener.resumed(number, job, resumed.step());
    } else if (event instanceof Event.Progress progress && progress.id().equals(job.id())) {
      listener.progressed(number, job, progress);
    } else if (event instanceof Event.Measured measured && measured.id().equals(job.id())) {
      listener.measured(number, job, measured);
    } else if (event instanceof Event.Ended ended && ended.id().equals(job.id())) {
      worker.release();
      count(number, job, ended.status(), ended.message());
    } else if (event instanceof Event.Failed failure && failure.id().equals(job.id())) {
      worker.release();
      fail(worker, job, failure.message());
    } else if (event instanceof Event.Stopped stopped && stopped.id().equals(job.id())) {
      worker.release();
      if (!stopping) {
        // Somebody terminated the worker alone: its state is saved, another one goes on.
        queue.addFirst(job);
      }
    }
  }

  private void count(int number, Job job, RunRecord.Status status, String message) {
    switch (status) {
      case FINISHED -> finished++;
      case DIVERGED -> diverged++;
      case FAILED -> failed++;
    }
    listener.ended(number, job, status, message);
  }

  private void fail(WorkerProcess worker, Job job, String message) throws IOException {
    RunRecord.Status status = failures.record(job, message);
    count(worker.number(), job, status, status == RunRecord.Status.FAILED ? message : "");
  }

  private void buried(WorkerProcess worker) throws IOException, InterruptedException {
    workers.remove(worker);
    Job job = worker.job();
    if (stopping) {
      return;
    }
    if (!worker.isReady()) {
      String reason = cannotWork(worker);
      // Ctrl-C reaches workers and coordinator in any order.
      Thread.sleep(SIGNAL_MILLIS);
      if (stop.getAsBoolean()) {
        return;
      }
      stillborn++;
      if (stillborn == ATTEMPTS) {
        throw new UserError(reason);
      }
      return;
    }
    if (job == null) {
      return;
    }
    String reason = worker.obituary();
    worker.release();
    if (retried.add(job.id())) {
      queue.addFirst(job);
      listener.retried(worker.number(), job, reason);
    } else {
      String words = String.join("\n", worker.lastWords());
      fail(
          worker,
          job,
          reason + ", " + ATTEMPTS + " attempts" + (words.isEmpty() ? "" : "\n" + words));
    }
  }

  private static String cannotWork(WorkerProcess worker) throws InterruptedException {
    String cause = LogTail.cause(worker.lastWords());
    return worker.obituary()
        + " before its first run"
        + (cause.isEmpty() ? "" : ": " + cause)
        + "; 'nodesnr doctor' says more";
  }

  private void killSilent() {
    Duration limit = settings.silence();
    for (WorkerProcess worker : workers) {
      boolean busy = worker.job() != null || !worker.isReady();
      if (busy && worker.silentNanos() > limit.toNanos()) {
        worker.kill();
      }
    }
  }

  /** Ends the workers: those that are idle at once, the others after they saved their state. */
  @Override
  public void close() {
    workers.forEach(WorkerProcess::stop);
    long deadline = System.nanoTime() + settings.grace().toNanos();
    for (WorkerProcess worker : workers) {
      worker.awaitEnd(deadline);
    }
    workers.clear();
  }
}
