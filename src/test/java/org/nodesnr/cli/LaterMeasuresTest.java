package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.DownloadProgress;
import org.nodesnr.measure.Reading;
import org.nodesnr.network.Model;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.LaterMeasurement;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.MeasureChoice;
import org.nodesnr.sweep.Event;
import org.nodesnr.sweep.Executions;
import org.nodesnr.sweep.Instrument;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.sweep.ProvenanceSource;
import org.nodesnr.sweep.StopFlag;
import org.nodesnr.sweep.SweepPlan;
import org.nodesnr.sweep.TrainingExecutor;

/** Measures that a config asks for when its networks are trained already, and kept. */
class LaterMeasuresTest {
  private static final String ASKED =
      """
      measures = [gsnr, hessianTopEigenvalue, distance, flatness, dualSizeTrain, noiseAccuracy]
      measureSamples { gsnr = 200, flatness = 100 }
      """;

  private static final String SOME = "measures = [gsnr, hessianTopEigenvalue, margin]\n";

  private static final String DENSE = "network.dense = [8, 8]";
  private static final String NORMALISED =
      "network = [{ type = dense, nodes = 8, activation = identity }, { type = batch-normalisation },"
          + " { type = activation, function = relu }]";

  @TempDir Path directory;

  private String config = Tiny.CONFIG;

  private InProcess.Answer run(String measures, String... more) throws IOException {
    InProcess runs = InProcess.of(directory, config + measures);
    String[] arguments = new String[more.length + 3];
    System.arraycopy(more, 0, arguments, 3, more.length);
    arguments[0] = "--workers=2";
    arguments[1] = "--offline";
    arguments[2] = "--no-report";
    return runs.command("run", arguments);
  }

  private static Set<Reading> readings(Checkpoint checkpoint) {
    return new HashSet<>(checkpoint.readings());
  }

  @ParameterizedTest
  @ValueSource(strings = {DENSE, NORMALISED})
  void areReadOfKeptNetworksBitForBitAsAfterTraining(String network) throws Exception {
    config = Tiny.CONFIG.replace(DENSE, network);
    InProcess.of(directory, config + SOME).trained();
    InProcess asked = InProcess.of(directory, config + ASKED);
    InProcess atOnce = asked.in(directory.resolve("atOnce")).trained();

    InProcess.Answer plan = run(ASKED, "-n");
    assertThat(plan.out())
        .contains("0 done before, 0 to train")
        .contains(
            "4 more runs were trained before, with other measures: nothing is trained, 5 measures"
                + " are read of kept networks, about 1 s each")
        .contains("  about 7 s with 2 workers, by ");
    assertThat(asked.command("status").out())
        .contains("0 of 4 runs finished, 0 diverged, 0 failed, 0 running, 4 waiting")
        .contains("  4 runs were trained before, with other measures: what is left is to measure")
        .doesNotContain("steps");
    InProcess.Answer answer = run(ASKED, "--save-every=1");
    assertThat(answer.code()).as(answer.err()).isZero();

    assertThat(asked.records().readAll().records()).hasSize(8);
    for (var job : asked.jobs()) {
      RunRecord later = asked.records().find(job.id()).orElseThrow();
      RunRecord trained = atOnce.records().find(job.id()).orElseThrow();
      int last = trained.checkpoints().size() - 1;
      assertThat(later.checkpoints()).hasSize(last + 1);
      for (int i = 0; i <= last; i++) {
        Checkpoint one = later.checkpoints().get(i);
        Checkpoint other = trained.checkpoints().get(i);
        assertThat(one.with(r -> false, List.of())).isEqualTo(other.with(r -> false, List.of()));
        Set<Reading> missing = readings(other);
        missing.removeAll(readings(one));
        if (i == 0 || i == last) {
          assertThat(readings(one)).isEqualTo(readings(other));
        } else {
          // weights between the first and the last update are gone
          assertThat(missing).allMatch(r -> Set.of("gsnr", "distance").contains(r.measure()));
        }
      }
      LaterMeasurement said = later.later().get(0);
      assertThat(said.measures()).contains("flatness", "gsnr").doesNotContain("margin");
      assertThat(said.network()).isNotEqualTo(job.id());
      assertThat(said.provenance().version()).isEqualTo(later.provenance().version());
      assertThat(trained.later()).isEmpty();
      for (String file :
          List.of("networks/" + job.id() + ".bin", "nodes/" + job.id() + ".csv.gz")) {
        assertThat(asked.directory().root().resolve(file))
            .hasSameBinaryContentAs(atOnce.directory().root().resolve(file));
      }
    }
    assertThat(run(ASKED, "-n").out()).contains("4 done before, 0 to train");
  }

  @Test
  void whatARecordHasIsNotReadAgainAndWhatIsNotAskedForIsLeftOut() throws Exception {
    InProcess whole = InProcess.of(directory, Tiny.CONFIG + SOME).trained();
    for (var job : whole.jobs()) {
      Files.delete(whole.directory().root().resolve("networks/" + job.id() + ".bin"));
    }
    String fewer = "measures = [gsnr]\n";
    assertThat(run(fewer, "-n").out())
        .contains("nothing is trained, their records have what is asked for");
    assertThat(run(fewer).code()).isZero();
    InProcess one = InProcess.of(directory, Tiny.CONFIG + fewer);
    for (var job : one.jobs()) {
      RunRecord record = one.records().find(job.id()).orElseThrow();
      assertThat(record.checkpoints().get(record.checkpoints().size() - 1).readings())
          .extracting(Reading::measure)
          .contains("gsnr", "S")
          .doesNotContain("margin", "hessianTopEigenvalue");
    }
    Files.delete(one.directory().run(one.jobs().get(0).id()));
    assertThat(run(fewer, "-n").out())
        .contains(
            "1 more run was trained before, with other measures: nothing is trained, its record has"
                + " what is asked for");
  }

  @Test
  void withoutItsNetworkARunIsTrainedAgainAndThePlanSaysSo() throws Exception {
    InProcess trained = InProcess.of(directory, Tiny.CONFIG).trained();
    Path networks = trained.directory().root().resolve("networks");
    Files.delete(networks.resolve(trained.jobs().get(0).id() + ".bin"));
    assertThat(run(ASKED, "-n").out())
        .contains("0 done before, 1 to train")
        .contains("3 more runs were trained before")
        .contains(
            "1 of the runs to train was trained before without some of these measures, and its"
                + " network not kept: it is trained again; with --keep-networks further measures"
                + " need no training");
    Path damaged = networks.resolve(trained.jobs().get(1).id() + ".bin");
    Files.write(damaged, new byte[20]);
    InProcess.Answer answer = run(ASKED);
    assertThat(answer.code()).isNotZero();
    assertThat(answer.err()).contains(damaged + " is no weight file; delete it");
  }

  @Test
  void nodeFilesThatAreMissingOrDamagedAreMadeOfTheKeptNetworkAndThePlanSaysSo() throws Exception {
    InProcess trained = InProcess.of(directory, Tiny.CONFIG).trained();
    List<byte[]> nodes = new ArrayList<>();
    for (Job job : trained.jobs()) {
      nodes.add(Files.readAllBytes(trained.directory().nodes(job.id())));
    }
    Path missing = trained.directory().nodes(trained.jobs().get(0).id());
    Files.delete(missing);
    String second = trained.jobs().get(1).id();
    Path damaged = trained.directory().nodes(second);
    Files.write(damaged, new byte[20]);

    String measures = "measures = [distance]\n";
    InProcess.Answer answer = run(measures);
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains(missing + " is missing: values of nodes are read of the kept network")
        .contains(
            "ignored: " + damaged + ": is damaged (Not in GZIP format); delete it and ",
            second + ".json, and 'nodesnr run' makes both again; now values of nodes are read of");
    InProcess asked = InProcess.of(directory, Tiny.CONFIG + measures);
    for (int i = 0; i < nodes.size(); i++) {
      String id = asked.jobs().get(i).id();
      assertThat(asked.directory().nodes(id)).hasBinaryContent(nodes.get(i));
      assertThat(asked.records().nodeFault(id)).isEmpty();
    }
  }

  @Test
  void withoutNetworkAndNodeFileTheRecordHasNoValuesOfNodesAndThePlanSaysSo() throws Exception {
    InProcess trained = InProcess.of(directory, Tiny.CONFIG + SOME).trained();
    String id = trained.jobs().get(0).id();
    Files.delete(trained.directory().nodes(id));
    Files.delete(trained.directory().root().resolve("networks/" + id + ".bin"));
    InProcess.Answer answer = run("measures = [gsnr]\n");
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains(
            trained.directory().nodes(id)
                + " is missing: new records have no values of nodes, whose network was not kept");
    Files.delete(trained.directory().nodes(trained.jobs().get(1).id()));
    Files.delete(trained.directory().nodes(trained.jobs().get(2).id()));
    assertThat(run("measures = [gsnr, margin]\n", "-n").out())
        .contains(" and 1 file like it are missing: values of nodes are read of the kept network");
  }

  /** What is measured by a worker that is told to stop as soon as it has begun. */
  private static Laboratory.Instruments stopping(StopFlag stop) {
    EvaluationInstruments instruments = new EvaluationInstruments(InProcess.ENGINE);
    return (spec, data) -> {
      Instrument usual = instruments.of(spec, data);
      return new Instrument() {
        @Override
        public Reading measure(int step, Model model, boolean last) {
          return usual.measure(step, model, last);
        }

        @Override
        public List<org.nodesnr.measure.Reading> read(
            Model model, List<MeasureChoice> measures, boolean last) {
          stop.request();
          return usual.read(model, measures, last);
        }

        @Override
        public Model initial() {
          return usual.initial();
        }

        @Override
        public double trainingLoss(Model model, double level) {
          return usual.trainingLoss(model, level);
        }
      };
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"hessianTopEigenvalue", "gsnr", "flatness", "dualSize", "noiseSnr"})
  void whoeverIsToldToStopWhileMeasuringStopsAndWritesNothing(String measure) throws Exception {
    InProcess trained = InProcess.of(directory, Tiny.CONFIG).trained();
    String measures = "measures = [" + measure + "]\n";
    InProcess asked = InProcess.of(directory, Tiny.CONFIG + measures);
    List<Job> jobs =
        SweepPlan.of(asked.jobs(), asked.directory(), asked.records().readAll())
            .reusing(asked.records().readAll().records(), MeasureCost::ofKept)
            .toMeasure();
    Job job = jobs.get(0);
    StopFlag stop = new StopFlag();
    TrainingExecutor worker =
        new TrainingExecutor(
            asked.records(),
            new Laboratory(
                DataLocation.ofProcess(Optional.empty(), true),
                DownloadProgress.NONE,
                stopping(stop)),
            ProvenanceSource.ofProcess(),
            stop,
            new TrainingExecutor.Settings(1, true),
            InProcess.ENGINE);

    assertThat(Executions.of(worker, job, event -> {})).isEqualTo(new Event.Stopped(job.id(), 0));
    assertThat(Thread.interrupted()).isFalse();
    assertThat(trained.records().readAll().records()).hasSize(4);
    try (Stream<Path> files = Files.walk(asked.directory().root())) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().contains(job.id()));
    }
    InProcess.Answer answer = run(measures);
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(asked.records().find(job.id())).isPresent();
  }
}
