package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nodesnr.results.RunRecord;
import org.nodesnr.sweep.Event;
import org.nodesnr.sweep.Executions;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.StopFlag;
import org.nodesnr.sweep.TrainingExecutor;

/**
 * Same seed, same bits: measurements, values of nodes and final weights of every kind of regime, on
 * every kind of network, do not depend on the number of workers, on the order of runs, on
 * interruptions, nor on the process that trains them.
 */
@Timeout(300)
class DeterminismTest {
  private static final String REGIMES =
      """
      regimes {
        sgd {}
        l2 { l2Coefficient = 1e-3 }
        dropout { dropProbability = 0.3 }
        shift { augmentation.shift = 2 }
        "crop+flip" { augmentation { crop = true, flip = true } }
        "shift+l2+dropout" { augmentation.shift = 1, l2Coefficient = 1e-3, dropProbability = 0.3 }
        "crop+flip+l2+dropout" {
          augmentation { crop = true, flip = true }, l2Coefficient = 1e-3, dropProbability = 0.3
        }
        adam { optimiser = adam, learningRate = 1e-3, weightDecay = 0.01, dropProbability = 0.3 }
        noise {
          inputNoise = 0.1, inputDropProbability = 0.2, dropProbability = 0.3
          optimiser = momentum, momentum = 0.9, schedule { kind = cosine, floor = 0.1, warmUp = 13 }
        }
        steps { schedule { kind = step, every = 30, factor = 0.5 }, weightDecay = 0.01 }
        rmsprop {
          optimiser = rmsprop, learningRate = 1e-3, l2Coefficient = 1e-3, l1Coefficient = 1e-4
          clipNorm = 1, gradientPower = 0.8
        }
      }
      seeds = 3
      checkpoints { accuracyEvery = 20, measuresAt = [0, 40] }
      """;

  /** Every kind of network, as small as it goes. */
  enum Network {
    DENSE(
        """
        name = dense
        data { set = synthetic-digits, crop = 20, trainSamples = 200, testSamples = 60 }
        network.dense = [9, 7]
        base { learningRate = 0.1, batchSize = 10, steps = 80 }
        """),
    CONVOLUTIONAL(
        """
        name = convolutional
        data { set = synthetic-textures, crop = 12, trainSamples = 200, testSamples = 60 }
        network {
          convolutions = [{ kernel = 3, channels = 16, pool = 2 }, { kernel = 5, channels = 16, pool = 2 }]
          dense = [12, 9]
        }
        base { learningRate = 0.05, batchSize = 10, steps = 80 }
        """),
    NORMALISED(
        """
        name = normalised
        data { set = synthetic-textures, crop = 12, trainSamples = 200, testSamples = 60 }
        network = [
          { type = convolution, channels = 8, kernel = 3, activation = identity }
          { type = batch-normalisation }
          { type = activation, function = relu }
          { type = max-pool, window = 2 }
          { type = dense, nodes = 9, activation = identity }
          { type = batch-normalisation, momentum = 0.5 }
          { type = activation, function = tanh }
        ]
        base { learningRate = 0.05, batchSize = 10, steps = 80 }
        """);

    private final String config;

    Network(String config) {
      this.config = config + REGIMES;
    }
  }

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void theSameBitsHoweverTheyAreTrained(Network network) throws Exception {
    InProcess base = InProcess.of(directory, network.config);
    InProcess plain = base.in(directory.resolve("plain")).trained();
    assertThat(plain.jobs()).hasSize(11);
    assertThat(plain.records().readAll().records())
        .hasSize(11)
        .allMatch(r -> r.status() == RunRecord.Status.FINISHED && r.checkpoints().size() == 5)
        .extracting(RunRecord::checkpoints)
        .as("regimes differ")
        .doesNotHaveDuplicates();

    List<Job> order = new ArrayList<>(base.jobs());
    Collections.reverse(order);
    assertSame(new InProcess(base.config(), directory.resolve("reversed"), order).trained(), plain);
    assertSame(interrupted(base.in(directory.resolve("interrupted"))), plain);
    assertSame(together(base.in(directory.resolve("together"))), plain);

    Sweeps sweeps = Sweeps.of(directory, base.jobs().get(0).experiment(), network.config);
    assertThat(sweeps.sweep("processes", 2, "--no-report")).as(sweeps.log("processes")).isZero();
    assertSame(base.in(directory.resolve("processes")), plain);
  }

  /** Every run stopped twice, each part trained by a worker that knows nothing of the others. */
  private static InProcess interrupted(InProcess runs) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(7);
    for (Job job : runs.jobs()) {
      for (int step : new int[] {20 * random.nextInt(2), 40 + 20 * random.nextInt(2)}) {
        StopFlag stop = new StopFlag();
        Event end =
            Executions.of(
                runs.worker(stop),
                job,
                event -> {
                  if (event instanceof Event.Measured measured && measured.step() == step) {
                    stop.request();
                  }
                });
        // A stop before the first step takes effect after it.
        assertThat(end).isEqualTo(new Event.Stopped(job.id(), Math.max(1, step)));
      }
    }
    return runs.trained();
  }

  /** Three workers at once, each with every third run. */
  private static InProcess together(InProcess runs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Void>> workers = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        int first = k;
        TrainingExecutor worker = runs.worker(new StopFlag());
        workers.add(
            threads.submit(
                () -> {
                  for (int i = first; i < runs.jobs().size(); i += 3) {
                    worker.execute(runs.jobs().subList(i, i + 1), event -> {});
                  }
                  return null;
                }));
      }
      for (Future<Void> worker : workers) {
        worker.get();
      }
    } finally {
      threads.shutdownNow();
    }
    return runs;
  }

  private static void assertSame(InProcess actual, InProcess expected) throws IOException {
    for (Job job : expected.jobs()) {
      RunRecord record = actual.records().find(job.id()).orElseThrow();
      RunRecord other = expected.records().find(job.id()).orElseThrow();
      assertThat(record.checkpoints()).as(job.label()).isEqualTo(other.checkpoints());
      assertThat(record.spec()).isEqualTo(other.spec());
      List<Path> files =
          List.of(
              expected.directory().nodes(job.id()),
              expected.directory().vectors(job.id()),
              expected.directory().root().resolve("networks").resolve(job.id() + ".bin"));
      for (Path file : files) {
        Path relative = expected.results().relativize(file);
        assertThat(Files.mismatch(actual.results().resolve(relative), file))
            .as(job.label() + ": " + relative)
            .isEqualTo(-1);
      }
    }
  }
}
