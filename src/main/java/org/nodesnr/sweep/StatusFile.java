package org.nodesnr.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.nodesnr.results.AtomicFiles;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.Json;

/** Tells other processes every few seconds where a sweep stands. */
public final class StatusFile implements SweepListener {
  private static final long WRITE_NANOS = 5_000_000_000L;

  private final Path file;
  private final SweepProgress progress;
  private long lastWritten;

  /**
   * Where a sweep stands.
   *
   * @param pid process id of the coordinator
   * @param planned runs of the plan
   * @param done runs that are over
   * @param secondsLeft until the sweep is over
   * @param active runs in hand
   */
  public record Status(
      long pid, int planned, int done, double secondsLeft, List<ActiveRun> active) {
    /** Copies the list. */
    public Status {
      active = List.copyOf(active);
    }

    /**
     * @return whether the coordinator still runs on this machine
     */
    public boolean alive() {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
  }

  /**
   * A run in hand.
   *
   * @param worker number of its worker
   * @param id the run
   * @param label regime and seed
   * @param step updates made
   * @param steps updates of the whole run
   * @param loss mean cross-entropy of a recent batch
   * @param millisecondsPerStep of late
   */
  public record ActiveRun(
      int worker,
      String id,
      String label,
      int step,
      int steps,
      double loss,
      double millisecondsPerStep) {}

  /**
   * @param directory of the experiment
   * @param progress where the sweep stands; told before this listener
   */
  public StatusFile(ExperimentDirectory directory, SweepProgress progress) {
    this.file = file(directory);
    this.progress = progress;
    this.lastWritten = System.nanoTime() - WRITE_NANOS;
  }

  private static Path file(ExperimentDirectory directory) {
    return new StateStore(directory).directory().resolve("progress.json");
  }

  /**
   * @param directory of an experiment
   * @return where its sweep stands, where one was begun and says so legibly
   * @throws IOException when the file is there but can't be read
   */
  public static Optional<Status> read(ExperimentDirectory directory) throws IOException {
    Path file = file(directory);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(Files.readString(file), Status.class));
    } catch (JsonProcessingException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * Deletes what a sweep left that was killed.
   *
   * @param directory of an experiment
   * @throws IOException when the file can't be deleted
   */
  static void delete(ExperimentDirectory directory) throws IOException {
    Files.deleteIfExists(file(directory));
  }

  @Override
  public void tick() {
    if (System.nanoTime() - lastWritten < WRITE_NANOS) {
      return;
    }
    lastWritten = System.nanoTime();
    List<ActiveRun> active =
        progress.active().entrySet().stream()
            .map(e -> activeRun(e.getKey(), e.getValue()))
            .toList();
    Status status =
        new Status(
            ProcessHandle.current().pid(),
            progress.planned(),
            progress.done(),
            progress.secondsLeft(),
            active);
    try {
      AtomicFiles.write(file, Json.text(status));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ActiveRun activeRun(int worker, SweepProgress.Active run) {
    return new ActiveRun(
        worker,
        run.job().id(),
        run.job().label(),
        run.step(),
        run.job().spec().regime().steps(),
        run.loss(),
        run.millisecondsPerStep());
  }

  @Override
  public void over() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
