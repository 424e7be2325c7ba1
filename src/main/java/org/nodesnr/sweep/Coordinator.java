package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.nodesnr.UserError;
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

  private final SweepSettings settings;
  private final Failures failures;
  private final Workforce workers;
  private final JobQueue queue;
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
    this.workers = new Workforce(command, logs, settings);
    this.settings = settings;
    this.failures = failures;
    this.queue = new JobQueue(settings.capacity());
  }

  /**
   * Starts a worker and asks it how long a step takes. The worker stays for the sweep. One that
   * dies is replaced once.
   *
   * @param jobs the runs of the sweep, of which it trains as many as it is going to train at once
   * @param stop asked several times a second; whether to give up
   * @return milliseconds per step of one network; empty when stopped
   * @throws IOException when no worker can be started
   * @throws InterruptedException when interrupted
   * @throws UserError when no run can succeed here
   */
  public Optional<Double> calibrate(List<Job> jobs, BooleanSupplier stop)
      throws IOException, InterruptedException {
    JobQueue waiting = new JobQueue(settings.capacity());
    waiting.addAll(jobs);
    Order order =
        new Order.Calibrate(waiting.next(workers.hands()).stream().map(Job::spec).toList());
    WorkerProcess worker = workers.start();
    worker.calibrate(order);
    int deaths = 0;
    while (!stop.getAsBoolean()) {
      WorkerProcess.Notice notice = workers.poll(TICK_MILLIS);
      if (notice == null) {
        continue;
      }
      if (notice.event() == null) {
        workers.bury(worker);
        deaths++;
        String reason = worker.cannotWork();
        if (deaths == ATTEMPTS) {
          throw new UserError(reason);
        }
        worker = workers.start();
        worker.calibrate(order);
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
        workers.stop();
      }
      if (stopping && System.nanoTime() - deadline > 0) {
        break;
      }
      if (!stopping) {
        employ();
      }
      WorkerProcess.Notice notice = workers.poll(TICK_MILLIS);
      if (notice != null) {
        handle(notice);
      }
      workers.killSilent();
      listener.tick();
    }
  }

  private boolean done() {
    if (stopping) {
      return workers.all().isEmpty();
    }
    return queue.isEmpty() && workers.isIdle();
  }

  /** Gives every idle worker runs, and starts workers while there are runs and room for both. */
  private void employ() throws IOException {
    for (WorkerProcess worker : workers.all()) {
      if (worker.isReady() && worker.isIdle() && !queue.isEmpty()) {
        begin(worker, queue.next(workers.hands()));
      }
    }
    while (workers.needsMore(queue.size())) {
      workers.start();
    }
  }

  private void begin(WorkerProcess worker, List<Job> jobs) {
    worker.train(jobs);
    jobs.forEach(job -> listener.started(worker.number(), job));
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
    if (event instanceof Event.Refused refused) {
      throw new UserError(refused.message());
    } else if (event instanceof Event.OfRun told) {
      Optional<Job> job = worker.job(told.id());
      if (job.isPresent()) {
        handle(worker, job.get(), told);
      }
    }
  }

  private void handle(WorkerProcess worker, Job job, Event.OfRun event) throws IOException {
    int number = worker.number();
    if (event instanceof Event.Resumed resumed) {
      listener.resumed(number, job, resumed.step());
    } else if (event instanceof Event.Progress progress) {
      listener.progressed(number, job, progress);
    } else if (event instanceof Event.Measured measured) {
      listener.measured(number, job, measured);
    } else if (event instanceof Event.Ended ended) {
      worker.release(job);
      count(number, job, ended.status(), ended.message());
    } else if (event instanceof Event.Failed failure) {
      worker.release(job);
      fail(worker, job, failure.message());
    } else if (event instanceof Event.Stopped) {
      worker.release(job);
      if (!stopping) {
        // Somebody terminated the worker alone: its states are saved, another one goes on.
        queue.giveBack(List.of(job));
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
    workers.bury(worker);
    List<Job> jobs = worker.jobs();
    if (stopping) {
      return;
    }
    if (!worker.isReady()) {
      String reason = worker.cannotWork();
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
    if (jobs.isEmpty()) {
      return;
    }
    String reason = worker.obituary();
    if (jobs.size() > 1 || retried.add(jobs.get(0).id())) {
      queue.giveBack(jobs, Math.max(1, jobs.size() / 2));
      listener.retried(worker.number(), jobs, reason);
    } else {
      String words = String.join("\n", worker.lastWords());
      fail(
          worker,
          jobs.get(0),
          reason + ", " + ATTEMPTS + " attempts" + (words.isEmpty() ? "" : "\n" + words));
    }
  }

  /** Ends the workers: those that are idle at once, the others after they saved their states. */
  @Override
  public void close() {
    workers.close();
  }
}
