package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.DownloadProgress;
import org.nodesnr.network.Backend;
import org.nodesnr.network.Model;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.MeasureChoice;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;
import org.nodesnr.training.TurnEngine;

/** Runs that an engine trains at once: every bit is that of a run which is trained alone. */
@Timeout(120)
class TogetherTest {
  /** Runs of several lengths, rates and seeds; the one in the midst diverges. */
  private static final List<Job> JOBS =
      List.of(
          job("a", 1, 200, 0.1, 0),
          job("b", 2, 120, 0.05, 0.2),
          job("wild", 3, 200, 1e30, 0),
          job("c", 1, 160, 0.2, 0),
          job("d", 4, 200, 0.1, 0.5));

  private static final Consumer<Event> NOBODY = event -> {};

  @TempDir Path directory;

  private static Job job(String id, long seed, int steps, double rate, double drop) {
    RunSpec plain = Jobs.spec(seed, steps);
    RunSpec spec =
        plain.withRegime(
            plain
                .regime()
                .with(Settings.LEARNING_RATE, rate)
                .with(Settings.DROP_PROBABILITY, drop));
    return new Job(id, "test", "regime-" + id, "sgd", spec, true);
  }

  private RecordStore records(String name) {
    return new RecordStore(new ExperimentDirectory(directory.resolve(name)));
  }

  private static TrainingExecutor executor(
      RecordStore records, StopFlag stop, int capacity, int saveSeconds, Instrument instrument) {
    return new TrainingExecutor(
        records,
        new Laboratory(
            new DataLocation(List.of(), Path.of("nowhere"), true),
            DownloadProgress.NONE,
            (spec, data) -> instrument),
        new ProvenanceSource(
            new BuildInfo("0", "1", false, "0"), new Backend("b", "l", 1), "processor"),
        stop,
        new TrainingExecutor.Settings(saveSeconds, true),
        new TurnEngine(capacity, 7));
  }

  private TrainingExecutor executor(String name, int capacity) {
    return executor(records(name), new StopFlag(), capacity, 60, new WeightSums());
  }

  /** Each run by itself. */
  private RecordStore alone() throws InterruptedException {
    TrainingExecutor executor = executor("alone", 1);
    for (Job job : JOBS) {
      executor.execute(List.of(job), NOBODY);
    }
    return records("alone");
  }

  private void assertSame(String name, RecordStore expected) throws IOException {
    for (Job job : JOBS) {
      RunRecord one = records(name).find(job.id()).orElseThrow();
      RunRecord other = expected.find(job.id()).orElseThrow();
      assertThat(one.status()).as(job.id()).isEqualTo(other.status());
      assertThat(one.message()).isEqualTo(other.message());
      assertThat(one.checkpoints()).isEqualTo(other.checkpoints());
      Path weights = KeptNetworks.file(records(name).directory(), job.id());
      if (one.status() == RunRecord.Status.FINISHED) {
        assertThat(weights)
            .hasSameBinaryContentAs(KeptNetworks.file(expected.directory(), job.id()));
        assertThat(records(name).directory().nodes(job.id()))
            .hasSameBinaryContentAs(expected.directory().nodes(job.id()));
      } else {
        assertThat(weights).doesNotExist();
      }
    }
  }

  @Test
  void theSameBitsWhateverTheGrouping() throws Exception {
    RecordStore alone = alone();
    assertThat(alone.find("wild").orElseThrow().status()).isEqualTo(RunRecord.Status.DIVERGED);
    executor("three", 3).execute(JOBS, NOBODY);
    assertSame("three", alone);
    List<Job> reversed = new ArrayList<>(JOBS);
    Collections.reverse(reversed);
    executor("reversed", 4).execute(reversed, NOBODY);
    assertSame("reversed", alone);
    RunRecord record = records("three").find("a").orElseThrow();
    assertThat(record.provenance().engine()).isEqualTo("turns");
    assertThat(record.provenance().device()).isEqualTo("three hands");
  }

  @Test
  void eachRunIsRecordedAsSoonAsItIsOver() throws Exception {
    List<String> ended = new ArrayList<>();
    List<Integer> measuredAfter = new ArrayList<>();
    executor("now", 5)
        .execute(
            JOBS,
            event -> {
              if (event instanceof Event.Ended end) {
                ended.add(end.id());
                assertThat(records("now").directory().run(end.id())).exists();
              } else if (event instanceof Event.Measured measured && ended.contains("b")) {
                measuredAfter.add(measured.step());
              }
            });
    assertThat(ended).containsExactly("wild", "b", "c", "a", "d");
    assertThat(measuredAfter).contains(150, 200);
  }

  @Test
  void eachRunGoesOnWhereItWasStopped() throws Exception {
    StopFlag stop = new StopFlag();
    Map<String, Event> ends = new TreeMap<>();
    executor(records("stopped"), stop, 3, 60, new WeightSums())
        .execute(
            JOBS.subList(0, 3),
            event -> {
              if (event.equals(new Event.Measured("a", 100, 0.5))) {
                stop.request();
              } else if (event instanceof Event.Stopped || event instanceof Event.Ended) {
                ends.put(((Event.OfRun) event).id(), event);
              }
            });
    assertThat(ends.get("a")).isEqualTo(new Event.Stopped("a", 100));
    assertThat(ends.get("b")).isInstanceOf(Event.Stopped.class);
    assertThat(ends.get("wild")).isInstanceOf(Event.Ended.class);

    List<Event> resumed = new ArrayList<>();
    executor("stopped", 3)
        .execute(
            JOBS,
            event -> {
              if (event instanceof Event.Resumed) {
                resumed.add(event);
              }
            });
    int ofB = ((Event.Stopped) ends.get("b")).step();
    assertThat(resumed).containsExactly(new Event.Resumed("a", 100), new Event.Resumed("b", ofB));
    assertSame("stopped", alone());
  }

  /** A worker that saves after every step dies in the midst of three runs. */
  @Test
  void eachRunGoesOnWhereItsWorkerWasKilled() throws Exception {
    TrainingExecutor killed = executor(records("killed"), new StopFlag(), 3, 0, new WeightSums());
    assertThatThrownBy(
            () ->
                killed.execute(
                    JOBS,
                    event -> {
                      if (event.equals(new Event.Measured("b", 100, 0.5))) {
                        throw new OutOfMemoryError("killed");
                      }
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    List<String> resumed = new ArrayList<>();
    executor("killed", 2)
        .execute(
            JOBS,
            event -> {
              if (event instanceof Event.Resumed r) {
                resumed.add(r.id() + " " + r.step());
              }
            });
    assertThat(resumed).containsExactly("a 105", "b 99");
    assertSame("killed", alone());
  }

  @Test
  void aRunThatCannotBeMeasuredEndsAlone() throws Exception {
    AtomicInteger measured = new AtomicInteger();
    Instrument broken =
        new Instrument() {
          private final Instrument sound = new WeightSums();

          @Override
          public Reading measure(int step, Model model, boolean last) {
            if (measured.incrementAndGet() == 2) {
              throw new IllegalStateException("no more paper");
            }
            return sound.measure(step, model, last);
          }

          @Override
          public List<org.nodesnr.measure.Reading> read(
              Model model, List<MeasureChoice> measures, boolean last) {
            return sound.read(model, measures, last);
          }

          @Override
          public Model initial() {
            return sound.initial();
          }

          @Override
          public double trainingLoss(Model model, double level) {
            return sound.trainingLoss(model, level);
          }
        };
    Map<String, Event> ends = new TreeMap<>();
    executor(records("broken"), new StopFlag(), 2, 60, broken)
        .execute(
            List.of(JOBS.get(0), JOBS.get(1)),
            event -> {
              if (event instanceof Event.Ended || event instanceof Event.Failed) {
                ends.put(((Event.OfRun) event).id(), event);
              }
            });
    assertThat(ends)
        .containsExactly(
            Map.entry("a", new Event.Ended("a", RunRecord.Status.FINISHED, "")),
            Map.entry(
                "b", new Event.Failed("b", "java.lang.IllegalStateException: no more paper")));
    assertThat(records("broken").find("b")).isEmpty();
  }

  /** With real processes: the first worker is killed in the midst of the first three runs. */
  @Test
  void aSweepOfSetsSurvivesTheDeathOfItsWorker() throws Exception {
    Path logs = directory.resolve("logs");
    WorkerCommand command =
        new WorkerCommand(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dorg.bytedeco.javacpp.platform.extension="
                    + System.getProperty("org.bytedeco.javacpp.platform.extension", ""),
                "-cp",
                System.getProperty("java.class.path"),
                TurnWorker.class.getName(),
                directory.resolve("sweep").toString()),
            WorkerCommand.ENVIRONMENT,
            List.of());
    List<String> retried = new ArrayList<>();
    SweepListener listener =
        new SweepListener() {
          @Override
          public void retried(int worker, List<Job> jobs, String reason) {
            jobs.forEach(job -> retried.add(job.id()));
          }
        };
    SweepSettings settings =
        new SweepSettings(1, run -> 3, Duration.ofMinutes(1), Duration.ofSeconds(20));
    try (Coordinator coordinator =
        new Coordinator(command, logs, settings, (job, message) -> RunRecord.Status.FAILED)) {
      assertThat(coordinator.run(JOBS, listener, () -> false))
          .as(Files.readString(logs.resolve("worker-1.log")))
          .isEqualTo(new SweepOutcome(4, 1, 0, 0, false));
    }
    assertThat(retried).containsExactly("a", "b");
    assertSame("sweep", alone());
  }

  /** The worker of the sweep above. */
  static final class TurnWorker {
    private TurnWorker() {}

    public static void main(String[] args) throws InterruptedException {
      RecordStore records = new RecordStore(new ExperimentDirectory(Path.of(args[0])));
      StopFlag stop = new StopFlag();
      TrainingExecutor executor = executor(records, stop, 3, 0, new WeightSums());
      Executor killedOnce =
          new Executor() {
            @Override
            public void execute(List<Job> jobs, Consumer<Event> events)
                throws InterruptedException {
              executor.execute(
                  jobs,
                  event -> {
                    events.accept(event);
                    if (event.equals(new Event.Measured("a", 50, 0.5)) && jobs.size() == 3) {
                      Runtime.getRuntime().halt(137);
                    }
                  });
            }

            @Override
            public double millisecondsPerStep(List<RunSpec> specs) throws InterruptedException {
              return executor.millisecondsPerStep(specs);
            }
          };
      new Worker(killedOnce, System.out, stop).run(System.in);
    }
  }
}
