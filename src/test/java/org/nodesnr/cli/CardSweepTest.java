package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.files.Json;
import org.nodesnr.gpu.GpuEngine;
import org.nodesnr.gpu.StandIn;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.RunRecord;
import org.nodesnr.sweep.Event;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.KeptNetworks;

/** Sweeps on a card, for which a library stands in that computes on the processor. */
@Timeout(600)
class CardSweepTest {
  private static final String CONFIG =
      """
      name = card
      data { set = synthetic-digits, trainSamples = 200, testSamples = 60 }
      network.dense = [9, 7]
      base { learningRate = 0.1, batchSize = 10, steps = 60, initialisation.denseStandardDeviation = 0.1 }
      regimes { sgd {}, dropout { dropProbability = 0.3 }, short { steps = 40 }, wild { learningRate = 1e30 } }
      seeds = 3
      checkpoints { accuracyEvery = 20, measuresAt = [0, 20] }
      """;

  private static final Consumer<Event> NOBODY = event -> {};

  @TempDir Path directory;

  private static List<Checkpoint> checkpoints(InProcess runs, Job job) throws Exception {
    return runs.records().find(job.id()).orElseThrow().checkpoints();
  }

  private static void train(InProcess runs, List<Job> jobs, int saveSeconds, Consumer<Event> told)
      throws Exception {
    try (GpuEngine engine = StandIn.engine()) {
      runs.worker(engine, saveSeconds).execute(jobs, told);
    }
  }

  @Test
  void theSameBitsTogetherAloneAndAfterTheCardFailed() throws Exception {
    InProcess base = InProcess.of(directory, CONFIG);
    InProcess together = base.in(directory.resolve("together"));
    train(together, base.jobs(), 60, NOBODY);
    InProcess alone = base.in(directory.resolve("alone"));
    for (Job job : base.jobs()) {
      train(alone, List.of(job), 60, NOBODY);
    }

    InProcess failed = base.in(directory.resolve("failed"));
    Consumer<Event> failing =
        event -> {
          if (event instanceof Event.Measured measured && measured.step() == 20) {
            StandIn.failAt(25, 719);
          }
        };
    assertThatThrownBy(() -> train(failed, base.jobs(), 0, failing))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cuda:0 (");
    StandIn.failAt(-1, 0);
    List<Event> resumed = new ArrayList<>();
    train(
        failed,
        base.jobs(),
        60,
        event -> {
          if (event instanceof Event.Resumed) {
            resumed.add(event);
          }
        });
    assertThat(resumed).hasSize(3);

    InProcess processor = base.in(directory.resolve("processor")).trained();
    for (Job job : base.jobs()) {
      RunRecord record = together.records().find(job.id()).orElseThrow();
      assertThat(record.provenance().engine()).isEqualTo("cuda");
      assertThat(record.provenance().device()).contains("kernels ");
      RunRecord reference = processor.records().find(job.id()).orElseThrow();
      assertThat(record.status()).isEqualTo(reference.status());
      assertThat(record.message()).isEqualTo(reference.message());
      assertThat(reference.provenance().device()).isEmpty();
      for (InProcess other : List.of(alone, failed)) {
        assertThat(checkpoints(other, job)).as(job.label()).isEqualTo(record.checkpoints());
        if (record.status() == RunRecord.Status.FINISHED) {
          assertThat(KeptNetworks.file(other.directory(), job.id()))
              .hasSameBinaryContentAs(KeptNetworks.file(together.directory(), job.id()));
        }
      }
      for (int c = 0; c < record.checkpoints().size(); c++) {
        assertThat(record.checkpoints().get(c).test().loss())
            .isCloseTo(reference.checkpoints().get(c).test().loss(), within(1e-5));
      }
    }
  }

  @Test
  void aSweepTakesTheCardByItselfAndSaysSo() throws Exception {
    Sweeps sweeps =
        Sweeps.of(directory, "card", CONFIG)
            .with("JAVA_TOOL_OPTIONS", "-Dnodesnr.cuda.library=" + StandIn.library());
    assertThat(sweeps.sweep("auto", 2, "--no-report", "--device", "auto"))
        .as(sweeps.log("auto"))
        .isZero();
    assertThat(sweeps.log("auto"))
        .contains("  on cuda:0: ", "room for all networks", "no run was timed on this card yet");
    List<RunRecord> records = sweeps.records("auto").readAll().records();
    assertThat(records).hasSize(4).allMatch(r -> r.provenance().engine().equals("cuda"));

    assertThat(sweeps.sweep("none", 1, "--dry-run", "--device", "cuda:7")).isEqualTo(2);
    assertThat(sweeps.log("none")).contains("--device cuda:7: no such card; there is cuda:0");
    assertThat(sweeps.sweep("cpu", 1, "--dry-run", "--device", "cpu")).isZero();
    assertThat(sweeps.log("cpu")).contains("  on the processor\n");
  }

  @Test
  void doctorListsTheCardAndChecksItsBits() throws Exception {
    System.setProperty("nodesnr.cuda.library", StandIn.library().toString());
    StringWriter out = new StringWriter();
    try {
      Main.commandLine().setOut(new PrintWriter(out)).execute("doctor", "--format", "json");
    } finally {
      System.clearProperty("nodesnr.cuda.library");
    }
    JsonNode card = Json.parse(out.toString()).path("cards").path(0);
    assertThat(card.path("key").asText()).isEqualTo("cuda:0");
    assertThat(card.path("rightBits").asBoolean()).isTrue();
    assertThat(card.path("driver").asText()).isNotEmpty();
    assertThat(card.path("networks").path("MNIST networks").asLong()).isPositive();
  }
}
