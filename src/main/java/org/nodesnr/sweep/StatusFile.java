package org.nodesnr.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.Json;
import org.nodesnr.results.ExperimentDirectory;

/** Tells other processes every few seconds where a sweep stands. */
public final class StatusFile implements SweepListener {
  private static final String NAME = "progress";
  private static final String SUFFIX = ".json";
  private static final Pattern FILE =
      Pattern.compile(NAME + "(-[0-9]{1,4}-of-[0-9]{1,4})?" + Pattern.quote(SUFFIX));
  private static final long WRITE_NANOS = 5_000_000_000L;

  private static final Duration FRESH = Duration.ofSeconds(60);

  private final Path file;
  private final Shard shard;
  private final SweepProgress progress;
  private long lastWritten;

  /**
   * Where a sweep stands.
   *
   * @param host where the coordinator runs
   * @param pid process id of the coordinator
   * @param shard which part of the experiment it trains; {@code 1/1} is the whole
   * @param planned runs of the plan
   * @param done runs that are over
   * @param secondsLeft until the sweep is over
   * @param atMost whether it may be over earlier, as runs stop at a training loss
   * @param active runs in hand
   */
  public record Status(
      String host,
      long pid,
      String shard,
      int planned,
      int done,
      double secondsLeft,
      boolean atMost,
      List<ActiveRun> active) {
    /** Copies the list. */
    public Status {
      active = List.copyOf(active);
    }

    /**
     * @return the time until the sweep is over, for people
     */
    public String timeLeft() {
      return StatusFile.timeLeft(secondsLeft, atMost);
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
      double millisecondsPerStep) {
    static ActiveRun of(SweepProgress.Active run) {
      Job job = run.job();
      int steps = job.spec().regime().steps();
      return new ActiveRun(
          run.worker(),
          job.id(),
          job.trains() ? job.label() : "measuring " + job.label(),
          job.trains() ? run.step() : steps,
          steps,
          run.loss(),
          run.millisecondsPerStep());
    }
  }

  /**
   * @param directory of the experiment
   * @param shard which part of it is trained
   * @param progress where the sweep stands; told before this listener
   */
  public StatusFile(ExperimentDirectory directory, Shard shard, SweepProgress progress) {
    this.file = file(directory, shard);
    this.shard = shard;
    this.progress = progress;
    this.lastWritten = System.nanoTime() - WRITE_NANOS;
  }

  static String timeLeft(double seconds, boolean atMost) {
    return (atMost ? "at most " : "") + Durations.of(seconds) + " left";
  }

  private static Path file(ExperimentDirectory directory, Shard shard) {
    return new StateStore(directory).directory().resolve(shard.named(NAME) + SUFFIX);
  }

  /**
   * @param directory of an experiment
   * @return where its sweeps stand that run now, by shard; of several machines, where they share
   *     the directory: of those on others, the ones that said so within the last minute
   * @throws IOException when a file is there but can't be read
   */
  public static List<Status> read(ExperimentDirectory directory) throws IOException {
    List<Status> all = new ArrayList<>();
    for (Path file : files(directory)) {
      try {
        Status status = Json.read(Files.readString(file), Status.class);
        if (isAlive(status, Files.getLastModifiedTime(file).toInstant())) {
          all.add(status);
        }
      } catch (NoSuchFileException | JsonProcessingException | CharacterCodingException e) {
        // The sweep was over in this moment, or another version wrote the file.
        continue;
      }
    }
    all.sort(
        Comparator.comparingInt(status -> Shard.find(status.shard()).map(Shard::index).orElse(0)));
    return all;
  }

  private static boolean isAlive(Status status, Instant written) {
    return status.host().equals(Host.name())
        ? ProcessHandle.of(status.pid()).map(ProcessHandle::isAlive).orElse(false)
        : written.isAfter(Instant.now().minus(FRESH));
  }

  private static List<Path> files(ExperimentDirectory directory) throws IOException {
    Path states = new StateStore(directory).directory();
    if (!Files.isDirectory(states)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(states)) {
      return files.filter(f -> FILE.matcher(f.getFileName().toString()).matches()).toList();
    }
  }

  /**
   * Deletes what a sweep left that was killed.
   *
   * @param directory of an experiment
   * @param shard the part that the sweep was of; all parts where it is the whole
   * @throws IOException when a file can't be deleted
   */
  static void delete(ExperimentDirectory directory, Shard shard) throws IOException {
    for (Path file : shard.isWhole() ? files(directory) : List.of(file(directory, shard))) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void tick() {
    if (System.nanoTime() - lastWritten < WRITE_NANOS) {
      return;
    }
    lastWritten = System.nanoTime();
    List<ActiveRun> active = progress.active().stream().map(ActiveRun::of).toList();
    Status status =
        new Status(
            Host.name(),
            ProcessHandle.current().pid(),
            shard.toString(),
            progress.planned(),
            progress.done(),
            progress.secondsLeft(),
            progress.atMost(),
            active);
    try {
      AtomicFiles.write(file, Json.text(status));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
