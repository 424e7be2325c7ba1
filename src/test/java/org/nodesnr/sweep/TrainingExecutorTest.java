package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.DownloadProgress;
import org.nodesnr.network.Backend;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.RunSpecs;
import org.nodesnr.spec.Settings;
import org.nodesnr.training.ConvolutionMethod;
import org.nodesnr.training.Nd4jEngine;

class TrainingExecutorTest {
  private static final Job JOB = new Job("abc", "test", "sgd", "sgd", Jobs.spec(3, 200), true);

  @TempDir Path directory;
  private RecordStore records;
  private StateStore states;

  @BeforeEach
  void prepare() {
    records = new RecordStore(new ExperimentDirectory(directory));
    states = new StateStore(records.directory());
  }

  private TrainingExecutor executor(StopFlag stop, String commit) {
    return executor(stop, commit, ConvolutionMethod.WINOGRAD);
  }

  private TrainingExecutor executor(StopFlag stop, String commit, ConvolutionMethod method) {
    return new TrainingExecutor(
        records,
        new Laboratory(
            new DataLocation(List.of(), directory, true),
            DownloadProgress.NONE,
            (spec, data) -> new WeightSums()),
        new ProvenanceSource(
            new BuildInfo("0", commit, false, "0"), new Backend("b", "l", 1), "processor"),
        stop,
        new TrainingExecutor.Settings(1, true),
        new Nd4jEngine(method));
  }

  /** Trains until a checkpoint has been measured, then asks to stop. */
  private Event trainUntil(int step) throws InterruptedException {
    StopFlag stop = new StopFlag();
    return Executions.of(
        executor(stop, "1"),
        JOB,
        event -> {
          if (event instanceof Event.Measured measured && measured.step() == step) {
            stop.request();
          }
        });
  }

  private RunRecord trainToTheEnd(String commit) throws InterruptedException, IOException {
    assertThat(Executions.of(executor(new StopFlag(), commit), JOB, event -> {}))
        .isEqualTo(new Event.Ended("abc", RunRecord.Status.FINISHED, ""));
    return records.find("abc").orElseThrow();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> directory.relativize(f).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void anInterruptedRunEndsBitForBitAsIfItHadNotBeen() throws Exception {
    RunRecord whole = trainToTheEnd("1");
    byte[] weights = Files.readAllBytes(directory.resolve("networks/abc.bin"));
    Files.delete(records.directory().run("abc"));
    Files.delete(directory.resolve("networks/abc.bin"));

    assertThat(trainUntil(50)).isEqualTo(new Event.Stopped("abc", 50));
    assertThat(trainUntil(150)).isEqualTo(new Event.Stopped("abc", 150));
    SavedState state = states.load("abc", complaint -> {}).orElseThrow();
    assertThat(state.step()).isEqualTo(150);
    assertThat(state.checkpoints()).isEqualTo(whole.checkpoints().subList(0, 4));

    RunRecord resumed = trainToTheEnd("1");
    assertThat(resumed.checkpoints()).hasSize(5).isEqualTo(whole.checkpoints());
    assertThat(Files.readAllBytes(directory.resolve("networks/abc.bin"))).isEqualTo(weights);
    assertThat(files())
        .containsExactly(
            "networks/abc.bin",
            "nodes/abc.csv.gz",
            "nodes/abc.vectors.csv.gz",
            "runs/abc.json",
            "state/.locks");
  }

  @Test
  void aDamagedOrForeignStateIsNotUsed() throws Exception {
    RunRecord whole = trainToTheEnd("1");
    Files.delete(records.directory().run("abc"));

    trainUntil(100);
    Path weights = states.weights(states.load("abc", complaint -> {}).orElseThrow());
    try (var channel = Files.newByteChannel(weights, StandardOpenOption.WRITE)) {
      channel.position(500);
      channel.write(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }
    assertThat(trainToTheEnd("1").checkpoints()).isEqualTo(whole.checkpoints());
    Files.delete(records.directory().run("abc"));

    trainUntil(100);
    Files.delete(states.weights(states.load("abc", complaint -> {}).orElseThrow()));
    assertThat(trainToTheEnd("1").checkpoints()).isEqualTo(whole.checkpoints());
    Files.delete(records.directory().run("abc"));

    trainUntil(100);
    Files.writeString(states.directory().resolve("abc.json"), "{\"id\":");
    assertThat(trainToTheEnd("1").checkpoints()).isEqualTo(whole.checkpoints());
    Files.delete(records.directory().run("abc"));

    trainUntil(100);
    Path state = states.directory().resolve("abc.json");
    String saved = Files.readString(state);
    assertThat(saved).contains("\"loss\":");
    Files.writeString(state, saved.replaceFirst("\"loss\":", "\"loss\":1"));
    assertThat(trainToTheEnd("1").checkpoints()).isEqualTo(whole.checkpoints());
    Files.delete(records.directory().run("abc"));

    trainUntil(100);
    RunRecord other = trainToTheEnd("2");
    assertThat(other.checkpoints()).isEqualTo(whole.checkpoints());
    assertThat(other.provenance().gitCommit()).isEqualTo("2");
  }

  @Test
  void aStateIsNotGoneOnFromByAnotherWayToConvolve() throws Exception {
    trainUntil(100);
    SavedState state = states.load("abc", complaint -> {}).orElseThrow();
    Trained same = Trained.by(new Nd4jEngine(ConvolutionMethod.WINOGRAD));
    Trained direct = Trained.by(new Nd4jEngine(ConvolutionMethod.DIRECT));
    assertThat(Engine.goesOn(state, "nodesnr 0 (commit 1)", same)).as(state.code()).isTrue();
    assertThat(Engine.goesOn(state, "nodesnr 0 (commit 1)", direct)).isFalse();
    assertThat(Engine.goesOn(state, "nodesnr 0 (commit 2)", same)).isFalse();

    List<Event> events = new ArrayList<>();
    Executions.of(executor(new StopFlag(), "1", ConvolutionMethod.DIRECT), JOB, events::add);
    assertThat(events).noneMatch(Event.Resumed.class::isInstance);
    RunRecord record = records.find("abc").orElseThrow();
    assertThat(record.provenance().engine()).isEqualTo(Nd4jEngine.NAME);
    assertThat(record.provenance().convolution()).isEqualTo("direct");
  }

  @Test
  void aFinishedRunIsNotTrainedAgain() throws Exception {
    RunRecord first = trainToTheEnd("1");
    assertThat(trainToTheEnd("2")).isEqualTo(first);
  }

  @Test
  void aRunThatDivergesIsRecordedAsDiverged() throws Exception {
    RunSpec wild = JOB.spec().withRegime(JOB.spec().regime().with(Settings.LEARNING_RATE, 1e30));
    Event end =
        Executions.of(
            executor(new StopFlag(), "1"),
            new Job("wild", "test", "wild", "sgd", wild, false),
            event -> {});
    assertThat(end).isInstanceOf(Event.Ended.class);
    RunRecord record = records.find("wild").orElseThrow();
    assertThat(record.status()).isEqualTo(RunRecord.Status.DIVERGED);
    assertThat(record.message()).contains("after step");
    assertThat(record.checkpoints()).hasSize(1);
    assertThat(records.directory().nodes("wild")).doesNotExist();
  }

  @Test
  void theRecordSaysWhereItsNumbersComeFrom() throws Exception {
    RunRecord record = trainToTheEnd("1");
    assertThat(RunSpecs.fromJson(record.spec())).isEqualTo(JOB.spec());
    assertThat(record.seed()).isEqualTo(3);
    assertThat(record.provenance().dataFingerprint()).hasSize(64);
    assertThat(record.provenance().dataOfficial()).isFalse();
    assertThat(record.provenance().startedAt()).matches("20[0-9-]+T[0-9:]+Z");
    assertThat(Optional.of(record.provenance().wallSeconds()))
        .hasValueSatisfying(s -> assertThat(s).isPositive());
    // Never NaN where the operating system says it, as Linux does.
    assertThat(record.provenance().processorSeconds()).isGreaterThanOrEqualTo(0);
  }

  @Test
  void stepsAreTimedWithoutLeavingAnything() throws Exception {
    assertThat(executor(new StopFlag(), "1").millisecondsPerStep(List.of(Jobs.spec(1, 100_000))))
        .isBetween(0.001, 1000.0);
    assertThat(files()).isEmpty();
  }
}
