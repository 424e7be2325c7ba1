package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.results.RunRecord;

@Timeout(120)
class CoordinatorTest {
  private static final Duration GRACE = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final Map<String, String> failures = new TreeMap<>();
  private final List<String> story = new ArrayList<>();

  private final SweepListener listener =
      new SweepListener() {
        @Override
        public void ended(int worker, Job job, RunRecord.Status status, String message) {
          story.add(job.id() + " " + status);
        }

        @Override
        public void retried(int worker, List<Job> jobs, String reason) {
          jobs.forEach(job -> story.add(job.id() + " retried: " + reason));
        }
      };

  private WorkerCommand command() {
    return new WorkerCommand(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx64m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ErrorFile=" + directory.resolve("logs").resolve("crash-%p.log"),
            "-cp",
            System.getProperty("java.class.path"),
            FakeWorker.class.getName(),
            directory.toString()),
        Map.of(),
        List.of());
  }

  private Coordinator coordinator(int workers, Duration silence) {
    return new Coordinator(
        command(),
        directory.resolve("logs"),
        new SweepSettings(workers, run -> 1, silence, GRACE),
        this::recordFailure);
  }

  /** Like the real one: what has a record of its own keeps it. */
  private RunRecord.Status recordFailure(Job job, String message) {
    if (job.id().startsWith("recorded")) {
      return RunRecord.Status.FINISHED;
    }
    failures.put(job.id(), message);
    return RunRecord.Status.FAILED;
  }

  private SweepOutcome sweep(int workers, BooleanSupplier stop, String... ids)
      throws IOException, InterruptedException {
    try (Coordinator coordinator = coordinator(workers, Duration.ofMinutes(1))) {
      return coordinator.run(Stream.of(ids).map(Jobs::job).toList(), listener, stop);
    }
  }

  private long attempts(String id) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.getFileName().toString().matches(id + "-[0-9]+")).count();
    }
  }

  @Test
  void everyRunIsTrainedOnceByLongLivedWorkers() throws Exception {
    SweepOutcome outcome = sweep(2, () -> false, "a", "b", "c", "d", "diverge");
    assertThat(outcome).isEqualTo(new SweepOutcome(4, 1, 0, 0, false));
    try (Stream<Path> files = Files.list(directory)) {
      List<String> begun =
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.matches("[a-z]+-[0-9]+"))
              .toList();
      assertThat(begun).hasSize(5);
      assertThat(begun.stream().map(f -> f.split("-")[1]).distinct().count()).isLessThan(3);
    }
  }

  @Test
  void aWorkerThatDiesCostsOneRetryAndTheSweepGoesOn() throws Exception {
    SweepOutcome outcome = sweep(2, () -> false, "crashonce", "crash", "a", "b");
    assertThat(outcome).isEqualTo(new SweepOutcome(3, 0, 1, 0, false));
    assertThat(attempts("crashonce")).isEqualTo(2);
    assertThat(attempts("crash")).isEqualTo(2);
    assertThat(failures).containsOnlyKeys("crash");
    assertThat(failures.get("crash"))
        .contains("crashed in native code (signal 11)", "2 attempts", "a bad pointer in crash");
    assertThat(story)
        .contains("crashonce FINISHED", "crash FAILED", "a FINISHED", "b FINISHED")
        .anyMatch(s -> s.startsWith("crashonce retried: worker ") && s.contains("signal 9"));
  }

  @Test
  void everyKindOfDeathIsRecordedWithItsLog() throws Exception {
    SweepOutcome outcome = sweep(2, () -> false, "segmentation", "heap", "exit", "a", "b");
    assertThat(outcome).isEqualTo(new SweepOutcome(2, 0, 3, 0, false));
    for (String id : List.of("segmentation", "heap", "exit")) {
      assertThat(attempts(id)).as(id).isEqualTo(2);
    }
    assertThat(failures.get("segmentation"))
        .contains("aborted in native code (signal 6), 2 attempts", "SIGSEGV", "logs/crash-");
    assertThat(failures.get("heap"))
        .contains("ran out of Java heap, 2 attempts", "java.lang.OutOfMemoryError");
    assertThat(failures.get("exit"))
        .contains("exited with code 7, 2 attempts")
        .endsWith("\ngiving up on exit");
    try (Stream<Path> logs = Files.list(directory.resolve("logs"))) {
      assertThat(logs.filter(f -> f.getFileName().toString().startsWith("crash-"))).hasSize(2);
    }
  }

  @Test
  void aFailureTellsOnlyTheWordsOfItsOwnWorker() throws Exception {
    sweep(1, () -> false, "crash", "exit");
    assertThat(failures.get("crash")).contains("a bad pointer");
    assertThat(failures.get("exit")).doesNotContain("a bad pointer");
  }

  @Test
  void aRecordWrittenBeforeTheSecondDeathStands() throws Exception {
    assertThat(sweep(1, () -> false, "recordedcrash", "a"))
        .isEqualTo(new SweepOutcome(2, 0, 0, 0, false));
    assertThat(attempts("recordedcrash")).isEqualTo(2);
    assertThat(story).contains("recordedcrash FINISHED");
  }

  @Test
  void aWorkerThatIsKilledWhileItStartsIsReplaced() throws Exception {
    Files.createFile(directory.resolve("stillborn-once"));
    assertThat(sweep(1, () -> false, "a", "b")).isEqualTo(new SweepOutcome(2, 0, 0, 0, false));
  }

  @Test
  void aWorkerThatDiesWhileItIsTimedIsReplaced() throws Exception {
    Files.createFile(directory.resolve("calibration-crash"));
    try (Coordinator coordinator = coordinator(1, Duration.ofMinutes(1))) {
      assertThat(coordinator.calibrate(List.of(Jobs.job("timed")), () -> false)).contains(2.5);
    }
    Files.createFile(directory.resolve("stillborn"));
    try (Coordinator coordinator = coordinator(1, Duration.ofMinutes(1))) {
      assertThatThrownBy(() -> coordinator.calibrate(List.of(Jobs.job("timed")), () -> false))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("exited with code 4 before its first run: no such library");
    }
  }

  @Test
  void aWorkerThatHangsIsKilled() throws Exception {
    try (Coordinator coordinator = coordinator(1, Duration.ofSeconds(3))) {
      SweepOutcome outcome =
          coordinator.run(List.of(Jobs.job("hang"), Jobs.job("a")), listener, () -> false);
      assertThat(outcome).isEqualTo(new SweepOutcome(1, 0, 1, 0, false));
    }
    assertThat(failures.get("hang")).contains("was killed");
  }

  @Test
  void whatIsNoEventOfThisRunIsLoggedAndIgnored() throws Exception {
    assertThat(sweep(1, () -> false, "garbage")).isEqualTo(new SweepOutcome(1, 0, 0, 0, false));
    assertThat(Files.readString(directory.resolve("logs/worker-1.log")))
        .contains("INFO: library loaded", "unheard-of");
  }

  @Test
  void aRunThatThrowsIsRecordedAsFailedWithoutRetry() throws Exception {
    assertThat(sweep(1, () -> false, "fail", "a")).isEqualTo(new SweepOutcome(1, 0, 1, 0, false));
    assertThat(failures).containsExactly(Map.entry("fail", "IllegalStateException: no"));
    assertThat(attempts("fail")).isEqualTo(1);
  }

  @Test
  void whatNoRunCanMendEndsTheSweepWithItsMessage() {
    assertThatThrownBy(() -> sweep(1, () -> false, "refuse", "a"))
        .isInstanceOf(UserError.class)
        .hasMessage("the disk is full");
    assertThat(failures).isEmpty();
  }

  @Test
  void workersThatCannotStartEndTheSweep() throws Exception {
    Files.createFile(directory.resolve("stillborn"));
    assertThatThrownBy(() -> sweep(2, () -> false, "a", "b"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("before its first run")
        .hasMessageContaining("no such library");
    assertThat(failures).isEmpty();
  }

  @Test
  void aStopLetsWorkersSaveTheirState() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    SweepListener watcher =
        new SweepListener() {
          @Override
          public void progressed(int worker, Job job, Event.Progress progress) {
            stop.compareAndSet(false, job.id().equals("slow"));
          }
        };
    Coordinator coordinator =
        new Coordinator(
            command(),
            directory.resolve("logs"),
            new SweepSettings(2, run -> 1, Duration.ofMinutes(1), GRACE),
            this::recordFailure);
    try (coordinator) {
      SweepOutcome outcome =
          coordinator.run(
              List.of(Jobs.job("a"), Jobs.job("slow"), Jobs.job("slow2")), watcher, stop::get);
      assertThat(outcome.interrupted()).isTrue();
      assertThat(outcome.left()).isEqualTo(2);
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void calibrationKeepsItsWorker() throws Exception {
    try (Coordinator coordinator = coordinator(1, Duration.ofMinutes(1))) {
      assertThat(coordinator.calibrate(List.of(Jobs.job("timed")), () -> false)).contains(2.5);
      assertThat(coordinator.run(List.of(Jobs.job("a")), listener, () -> false).finished())
          .isEqualTo(1);
    }
  }

  @Test
  void aRunThatBringsItsWorkerDownIsFoundInItsSet() throws Exception {
    SweepSettings settings = new SweepSettings(1, run -> 8, Duration.ofMinutes(1), GRACE);
    List<Job> jobs = Stream.of("a", "b", "crash", "c", "d", "e", "f").map(Jobs::job).toList();
    try (Coordinator coordinator =
        new Coordinator(command(), directory.resolve("logs"), settings, this::recordFailure)) {
      assertThat(coordinator.run(jobs, listener, () -> false))
          .isEqualTo(new SweepOutcome(6, 0, 1, 0, false));
    }
    assertThat(failures).containsOnlyKeys("crash");
    assertThat(attempts("crash")).isEqualTo(4); // among five, among two, and twice alone
    assertThat(attempts("a")).isEqualTo(1);
    assertThat(story).filteredOn(line -> line.startsWith("f retried")).hasSize(1);
  }
}
