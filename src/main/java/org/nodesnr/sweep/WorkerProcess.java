package org.nodesnr.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.nodesnr.files.Json;

/** The coordinator's end of a worker: its process, its log, and the runs it has in hand. */
final class WorkerProcess {
  private static final int MAX_LINE = 1 << 20;
  private static final int LOG_LINES = 24;
  private static final int GRACE_SECONDS = 10;

  /**
   * Something came from a worker.
   *
   * @param from the worker
   * @param event what it said; null when it is gone
   */
  record Notice(WorkerProcess from, Event event) {}

  private final int number;
  private final Path log;
  private final long logStart;
  private final Process process;
  private final BufferedWriter orders;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private boolean ready;
  private long lastHeard = System.nanoTime();

  private WorkerProcess(int number, Path log, long logStart, Process process) {
    this.number = number;
    this.log = log;
    this.logStart = logStart;
    this.process = process;
    this.orders =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts a worker and listens to it on a daemon thread.
   *
   * @param number of the worker, from 1
   * @param command how to start it
   * @param log its log
   * @param notices where what it says goes, its end last
   * @return the worker
   * @throws IOException when it can't be started
   */
  static WorkerProcess start(
      int number, WorkerCommand command, Path log, BlockingQueue<Notice> notices)
      throws IOException {
    long logStart = Files.exists(log) ? Files.size(log) : 0;
    WorkerProcess worker = new WorkerProcess(number, log, logStart, command.start(log, number));
    Thread listener = new Thread(() -> worker.listen(notices), "worker-" + number);
    listener.setDaemon(true);
    listener.start();
    return worker;
  }

  private void listen(BlockingQueue<Notice> notices) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Event event = parse(line);
        if (event != null) {
          notices.add(new Notice(this, event));
        }
      }
    } catch (IOException e) {
      note("the coordinator lost this worker's output: " + e.getMessage());
    } finally {
      notices.add(new Notice(this, null));
    }
  }

  /** Native libraries may print to the same stream: what is no event goes to the log. */
  private Event parse(String line) {
    if (line.startsWith("{") && line.length() <= MAX_LINE) {
      try {
        return Json.read(line, Event.class);
      } catch (JsonProcessingException e) {
        note("not an event (" + e.getOriginalMessage() + "): " + line);
        return null;
      }
    }
    note(line);
    return null;
  }

  private void note(String line) {
    try {
      Files.writeString(
          log,
          line.substring(0, Math.min(line.length(), 2000)) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      // A log that can't be written is no reason to lose a run: the line is dropped.
      return;
    }
  }

  int number() {
    return number;
  }

  /** The runs in hand. */
  List<Job> jobs() {
    return List.copyOf(jobs.values());
  }

  /** The run in hand of that id. */
  Optional<Job> job(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  boolean isIdle() {
    return jobs.isEmpty();
  }

  boolean isReady() {
    return ready;
  }

  /** Notes that it said something. */
  void heard(Event event) {
    lastHeard = System.nanoTime();
    ready |= event instanceof Event.Ready;
  }

  long silentNanos() {
    return System.nanoTime() - lastHeard;
  }

  /** Hands it runs. A worker that is gone is noticed by its end of output, not here. */
  void train(List<Job> next) {
    next.forEach(job -> jobs.put(job.id(), job));
    send(new Order.Train(next));
  }

  void calibrate(Order order) {
    send(order);
  }

  /** A run is over. */
  void release(Job job) {
    jobs.remove(job.id());
  }

  void stop() {
    send(new Order.Stop());
  }

  private void send(Order order) {
    lastHeard = System.nanoTime();
    try {
      orders.write(Json.line(order));
      orders.newLine();
      orders.flush();
    } catch (IOException e) {
      note("the coordinator can't reach this worker: " + e.getMessage());
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  /**
   * Waits for the process to end, and ends it where it doesn't.
   *
   * @param deadline on the scale of {@link System#nanoTime()}
   */
  void awaitEnd(long deadline) {
    try {
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @return how the process ended, for people
   * @throws InterruptedException when interrupted while it ends
   */
  String obituary() throws InterruptedException {
    if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    int code = process.waitFor();
    String cause =
        switch (code) {
          case 137 -> "was killed (signal 9: out of memory, or by somebody)";
          case 143 -> "was terminated (signal 15)";
          case 134 -> "aborted in native code (signal 6)";
          case 139 -> "crashed in native code (signal 11)";
          case 3 -> "ran out of Java heap";
          default -> "exited with code " + code;
        };
    return "worker " + number + " " + cause;
  }

  /**
   * @return why it ended before its first run, for people
   * @throws InterruptedException when interrupted while it ends
   */
  String cannotWork() throws InterruptedException {
    String cause = LogTail.cause(lastWords());
    return obituary()
        + " before its first run"
        + (cause.isEmpty() ? "" : ": " + cause)
        + "; 'nodesnr doctor' says more";
  }

  /**
   * @return the last lines that it wrote to its log
   */
  List<String> lastWords() {
    return LogTail.of(log, logStart, LOG_LINES);
  }
}
