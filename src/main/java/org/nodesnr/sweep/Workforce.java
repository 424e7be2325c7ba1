package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The worker processes of a sweep. All of them tell what happens in one queue. */
final class Workforce implements AutoCloseable {
  private final WorkerCommand command;
  private final Path logs;
  private final SweepSettings settings;
  private final BlockingQueue<WorkerProcess.Notice> notices = new LinkedBlockingQueue<>();
  private final List<WorkerProcess> workers = new ArrayList<>();

  /**
   * @param command how workers are started
   * @param logs directory of their logs
   * @param settings how they are treated
   */
  Workforce(WorkerCommand command, Path logs, SweepSettings settings) {
    this.command = command;
    this.logs = logs;
    this.settings = settings;
  }

  List<WorkerProcess> all() {
    return Collections.unmodifiableList(workers);
  }

  boolean isIdle() {
    return workers.stream().allMatch(WorkerProcess::isIdle);
  }

  int occupied() {
    return (int) workers.stream().filter(worker -> !worker.isIdle()).count();
  }

  /** Workers that have nothing to do, those that are not started yet among them. */
  int hands() {
    return Math.max(1, settings.workers() - occupied());
  }

  /**
   * @param runs how many wait for a worker
   * @return whether one more is worth its start
   */
  boolean needsMore(int runs) {
    return workers.size() < settings.workers() && workers.size() < occupied() + runs;
  }

  /** Starts one, with the lowest number that is free. */
  WorkerProcess start() throws IOException {
    int number = 1;
    while (isTaken(number)) {
      number++;
    }
    Files.createDirectories(logs);
    WorkerProcess worker =
        WorkerProcess.start(number, command, logs.resolve("worker-" + number + ".log"), notices);
    workers.add(worker);
    return worker;
  }

  private boolean isTaken(int number) {
    return workers.stream().anyMatch(worker -> worker.number() == number);
  }

  /**
   * @param milliseconds how long to wait
   * @return the next thing that happened; null for nothing
   */
  WorkerProcess.Notice poll(long milliseconds) throws InterruptedException {
    return notices.poll(milliseconds, TimeUnit.MILLISECONDS);
  }

  void bury(WorkerProcess worker) {
    workers.remove(worker);
  }

  void stop() {
    workers.forEach(WorkerProcess::stop);
  }

  /** Kills those that have been silent for too long. */
  void killSilent() {
    long limit = settings.silence().toNanos();
    for (WorkerProcess worker : workers) {
      boolean busy = !worker.isIdle() || !worker.isReady();
      if (busy && worker.silentNanos() > limit) {
        worker.kill();
      }
    }
  }

  /** Ends all: those that are idle at once, the others after they saved their states. */
  @Override
  public void close() {
    stop();
    long deadline = System.nanoTime() + settings.grace().toNanos();
    for (WorkerProcess worker : workers) {
      worker.awaitEnd(deadline);
    }
    workers.clear();
  }
}
