package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.Datasets;
import org.nodesnr.data.DownloadProgress;
import org.nodesnr.data.ImageSet;
import org.nodesnr.data.SyntheticSpec;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.files.Json;
import org.nodesnr.network.ImageSamples;
import org.nodesnr.network.Model;
import org.nodesnr.network.WeightFile;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.RunRecord;
import org.nodesnr.results.RunTable;
import org.nodesnr.results.Stopping;
import org.nodesnr.sweep.Event;
import org.nodesnr.sweep.Executions;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.KeptNetworks;
import org.nodesnr.sweep.StopFlag;
import org.nodesnr.training.InitialNetwork;
import org.nodesnr.training.TrainingSet;

/** Runs that are to stop at a training loss. */
class StoppingTest {
  private static final String CONFIG =
      """
      name = early
      data { set = synthetic-digits, crop = 20, trainSamples = 190, testSamples = 60 }
      network.dense = [9, 7]
      base {
        learningRate = 0.1, batchSize = 10, steps = 400, dropProbability = 0.1
        stopAtTrainLoss = 1.5
      }
      regimes {
        epochs {}
        often { stopCheckEvery = 7 }
        noisy { labelNoise = 0.3, stopAtTrainLoss = 2 }
        hopeless { stopAtTrainLoss = 1e-6, steps = 100 }
        none { stopAtTrainLoss = 0, steps = 100 }
      }
      seeds = 3
      checkpoints { accuracyEvery = 20, measuresAt = [0, 40] }
      statistics.exclusions = [{ quantity = reachedTrainLoss, below = 1 }]
      """;

  @TempDir Path directory;

  private static Map<String, RunRecord> byRegime(InProcess runs) throws Exception {
    return runs.records().readAll().records().stream()
        .collect(Collectors.toMap(RunRecord::regime, record -> record));
  }

  private static Checkpoint last(RunRecord run) {
    return run.checkpoints().get(run.checkpoints().size() - 1);
  }

  /** The loss by a pass over all samples that the run was trained on. */
  private static double loss(InProcess runs, Job job) throws Exception {
    Dataset data =
        Datasets.load(
            Datasets.SYNTHETIC_DIGITS, null, new SyntheticSpec(1, 190, 60), DownloadProgress.NONE);
    ImageSet seen = TrainingSet.of(data.train(), job.spec());
    ImageSamples samples =
        new ImageSamples(seen, job.spec().data().crop(), job.spec().data().standardisation());
    Model model = InitialNetwork.of(job.spec(), samples.shape(), 10);
    WeightFile.read(KeptNetworks.file(runs.directory(), job.id()), job.id(), model);
    return Evaluator.score(model, samples, 0).loss();
  }

  @Test
  void trainingEndsAtTheFirstCheckBelowTheLevel() throws Exception {
    InProcess runs = InProcess.of(directory, CONFIG).trained();
    Map<String, RunRecord> records = byRegime(runs);
    for (Job job : runs.jobs()) {
      RunRecord record = records.get(job.regime());
      assertThat(record.status()).isEqualTo(RunRecord.Status.FINISHED);
      assertThat(last(record).layers()).hasSize(3);
      assertThat(runs.directory().nodes(job.id())).exists();
      if (!job.regime().equals("none")) {
        assertThat(record.stopping().trainLoss()).isCloseTo(loss(runs, job), within(1e-12));
      }
    }
    RunRecord epochs = records.get("epochs");
    RunRecord often = records.get("often");
    RunRecord noisy = records.get("noisy");
    assertThat(epochs.stopping().reached()).isTrue();
    assertThat(epochs.stopping().trainLoss())
        .isLessThan(1.5)
        .isEqualTo(last(epochs).train().loss());
    assertThat(last(epochs).step() % 19).isZero();
    assertThat(last(often).step() % 7).isZero();
    assertThat(last(often).step()).isLessThan(400);
    assertThat(last(often).step() / 19)
        .isIn(last(epochs).step() / 19, last(epochs).step() / 19 - 1);
    assertThat(noisy.stopping().reached()).isTrue();
    assertThat(noisy.stopping().trainLoss()).isNotEqualTo(last(noisy).train().loss());
    assertThat(last(records.get("hopeless")).step()).isEqualTo(100);
    assertThat(records.get("hopeless").stopping().reached()).isFalse();
    assertThat(records.get("none").stopping()).isEqualTo(Stopping.NONE);
    assertThat(Json.line(records.get("none"))).doesNotContain("stopping");
    assertThat(Json.line(epochs)).contains("\"stopping\":{\"trainLoss\":");

    RunTable table =
        RunTable.ofFinal(
            List.copyOf(records.values()), List.of("epochs", "often", "noisy", "hopeless", "none"));
    assertThat(table.numbers("reachedTrainLoss")).containsExactly(1, 1, 1, 0, Double.NaN);
    InProcess.Answer stats = runs.command("stats");
    assertThat(stats.code()).as(stats.err()).isZero();
    assertThat(stats.out().replaceAll("\\s+", " "))
        .contains("1 run did not reach the training loss to stop at")
        .contains("Excluded where training loss reached < 1: 1 run.");
    assertThat(runs.command("run", "--dry-run").out())
        .contains("5 runs of 5 regimes, 100 to 400 steps each at most");
  }

  @Test
  void anInterruptedRunStopsAtTheSameStepWithTheSameBits() throws Exception {
    InProcess all =
        InProcess.of(directory, CONFIG).only(job -> job.regime().matches("often|noisy"));
    InProcess whole = all.in(directory.resolve("whole")).trained();
    InProcess parts = all.in(directory.resolve("parts"));
    for (Job job : parts.jobs()) {
      for (int step : new int[] {20, 60}) {
        StopFlag stop = new StopFlag();
        Event end =
            Executions.of(
                parts.worker(stop),
                job,
                event -> {
                  if (event instanceof Event.Measured measured && measured.step() == step) {
                    stop.request();
                  }
                });
        assertThat(end).isEqualTo(new Event.Stopped(job.id(), step));
      }
    }
    parts.trained();
    for (Job job : all.jobs()) {
      RunRecord once = whole.records().find(job.id()).orElseThrow();
      RunRecord twice = parts.records().find(job.id()).orElseThrow();
      assertThat(twice.checkpoints()).isEqualTo(once.checkpoints());
      assertThat(twice.stopping()).isEqualTo(once.stopping());
      Path file = KeptNetworks.file(whole.directory(), job.id());
      assertThat(Files.mismatch(file, KeptNetworks.file(parts.directory(), job.id())))
          .isEqualTo(-1);
    }
  }

  @Test
  void aRecordThatEndsEarlyWithoutItsLossIsRefused() throws Exception {
    InProcess runs =
        InProcess.of(directory, CONFIG).only(job -> job.regime().equals("often")).trained();
    RunRecord record = runs.records().readAll().records().get(0);
    runs.records().write(record.with(Stopping.NONE));
    assertThat(runs.records().readAll().damaged())
        .singleElement()
        .satisfies(
            damaged ->
                assertThat(damaged.reason())
                    .startsWith("is marked as finished, but ends at step " + last(record).step()));
    runs.records().write(record.with(new Stopping(1.7, true)));
    assertThat(runs.records().readAll().damaged())
        .singleElement()
        .satisfies(
            damaged ->
                assertThat(damaged.reason())
                    .isEqualTo("has a training loss at its end that does not go with its level"));
  }
}
