package org.nodesnr.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.Golden;
import org.nodesnr.measure.Quantity;
import org.nodesnr.measure.Reading;
import org.nodesnr.results.RunRecord.Status;

class RunTableTest {
  private static final List<String> ORDER = List.of("dropout 0.25", "SGD");
  @TempDir Path temporary;

  private static List<RunRecord> runs() {
    List<RunRecord> runs =
        new ArrayList<>(MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES.subList(0, 5), 2));
    runs.add(MadeUpRuns.mnist().run(MadeUpRuns.MNIST_REGIMES.get(0), 3, Status.DIVERGED, 77));
    return runs;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "tr-TR"})
  void finalValuesEqualTheGoldenFileUnderEveryLocale(String tag) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      Path file = temporary.resolve("runs.csv");
      RunTable.ofFinal(runs(), ORDER).write(file);
      Golden.assertSame("runs.csv", Files.readString(file));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theOrderOfTheRecordsDoesNotMatter() throws IOException {
    List<RunRecord> shuffled = new ArrayList<>(runs());
    Collections.shuffle(shuffled, new Random(5));
    assertThat(RunTable.ofFinal(shuffled, ORDER).labels("id"))
        .isEqualTo(RunTable.ofFinal(runs(), ORDER).labels("id"));
    assertThat(RunTable.ofFinal(shuffled, ORDER).labels("regime"))
        .startsWith("dropout 0.25", "dropout 0.25", "SGD", "SGD", "SGD", "L2 0.00002")
        .hasSize(11);
  }

  @Test
  void columnsHoldWhatTheRecordsHold() {
    RunRecord run = runs().get(0);
    Checkpoint last = run.checkpoints().get(run.checkpoints().size() - 1);
    RunTable table = RunTable.ofFinal(List.of(run), List.of());
    assertThat(table.layers()).isEqualTo(3);
    assertThat(table.variants()).containsExactly("paper", "notebook");
    assertThat(table.numbers("step")).containsExactly(60_000);
    assertThat(table.numbers("accuracyGap"))
        .containsExactly(last.train().accuracy() - last.test().accuracy());
    assertThat(table.numbers("lossGap")).containsExactly(last.test().loss() - last.train().loss());
    double g1 = last.value(new Quantity("G", "notebook", "1"));
    double g2 = last.value(new Quantity("G", "notebook", "2"));
    assertThat(table.numbers("notebook.G2")).containsExactly(g2);
    assertThat(table.numbers("notebook.Ghidden")).containsExactly(g1 + g2);
    assertThat(table.numbers("activationRate2"))
        .containsExactly(last.value(new Quantity("activationRate", "", "2")));
    assertThat(table.columns()).doesNotContain("activationRate3");
    assertThat(table.numbers("regime.l2Coefficient")).containsExactly(0);
    assertThat(table.labels("regime.augmentation.flip")).containsExactly("false");
    assertThat(table.labels("dataOfficial")).containsExactly("true");
    assertThatThrownBy(() -> table.numbers("regime"))
        .hasMessage("no column of numbers is named 'regime'");
    assertThatThrownBy(() -> table.labels("colour")).hasMessage("no column is named 'colour'");
  }

  @Test
  void aRunThatDivergedHasItsLastMeasurementAndItsStatus() {
    RunTable table = RunTable.ofFinal(List.of(runs().get(10)), List.of());
    assertThat(table.labels("status")).containsExactly("DIVERGED");
    assertThat(table.numbers("step")).containsExactly(4_000);
  }

  @Test
  void aRunWithoutMeasurementsIsARowOfGaps() {
    RunRecord run = runs().get(10);
    RunRecord dead =
        new RunRecord(
            1,
            "dead",
            "mnist",
            "SGD",
            "SGD",
            9,
            Status.FAILED,
            "killed",
            run.spec(),
            List.of(),
            run.provenance());
    RunTable table = RunTable.ofFinal(List.of(runs().get(0), dead), List.of("SGD"));
    assertThat(table.numbers("step")[1]).isNaN();
    assertThat(table.numbers("paper.Ghidden")[1]).isNaN();
    assertThat(table.numbers("paper.Ghidden")[0]).isPositive();
  }

  @Test
  void checkpointsAreLongAndStepsAreOffered() {
    assertThat(RunTable.measuredSteps(runs())).containsExactly(0, 4_000, 20_000, 40_000, 60_000);
    assertThat(RunTable.atStep(runs(), ORDER, 20_000).size()).isEqualTo(10);
    RunTable all = RunTable.ofCheckpoints(runs(), ORDER);
    assertThat(all.size()).isEqualTo(10 * 31 + 3);
    assertThat(all.numbers("step")).startsWith(0, 2_000, 4_000);
    assertThat(all.numbers("paper.S1")[1]).isNaN();
    assertThat(RunTable.ofFinal(List.of(), List.of()).size()).isZero();
  }

  @Test
  void aNetworkThatSeveralRunsShareIsOneRow() {
    RunRecord run = runs().get(0);
    RunRecord longer = again(run, "longer", "L2 long", run.seed());
    RunRecord other = again(run, "other", "L2 long", run.seed() + 1);
    List<RunRecord> runs = List.of(longer, other, run);
    assertThat(RunTable.atStep(runs, List.of(run.regime(), "L2 long"), 20_000).labels("id"))
        .containsExactly(run.id(), "other");
    assertThat(RunTable.ofFinal(runs, ORDER).size()).isEqualTo(3);
  }

  /** A longer run's checkpoint on the way measures less than a shorter run's last one. */
  @Test
  void aNetworkIsTheSameWhereverItIsMeasuredOnMoreSamples() {
    RunRecord run = runs().get(0);
    RunRecord longer = again(run, "longer", "L2 long", run.seed());
    Checkpoint last = run.checkpoints().get(run.checkpoints().size() - 1);
    RunRecord shorter = ending(again(run, "shorter", "L2", run.seed()), last.test().loss());
    RunRecord other = ending(again(run, "other", "L2", run.seed()), last.test().loss() + 1e-12);
    List<RunRecord> runs = List.of(shorter, longer, other);
    assertThat(RunTable.atStep(runs, List.of("L2", "L2 long"), last.step()).labels("id"))
        .containsExactly("other", "shorter");
  }

  /** The first run read gradient SNR at every checkpoint but one, at one without a value. */
  @Test
  void theMeanOfGradientSnrIsOverTheCheckpointsThatHaveIt() {
    List<RunRecord> runs = runs().subList(0, 2);
    int checkpoints = runs.get(0).checkpoints().size();
    assertThat(runs.get(0).checkpoints().get(0).step()).isZero();
    // that of step 0, which is of no training, first
    List<Double> values = new ArrayList<>(List.of(9.0, Double.NaN, 0.5, 0.25));
    double sum = 0.75;
    for (int c = 4; c < checkpoints; c++) {
      values.add(1.0 / c);
      sum += 1.0 / c;
    }
    RunTable table = RunTable.ofFinal(List.of(withGsnr(runs.get(0), values), runs.get(1)), ORDER);
    int row = table.labels("id").indexOf(runs.get(0).id());
    assertThat(table.numbers("gsnrMean")[row]).isCloseTo(sum / (checkpoints - 2), within(1e-15));
    assertThat(table.numbers("gsnrMean")[1 - row]).isNaN();
    RunTable few = RunTable.ofFinal(List.of(withGsnr(runs.get(0), List.of(1.0, 2.0))), ORDER);
    assertThat(few.columns()).contains("gsnr").doesNotContain("gsnrMean");
  }

  /** At the last checkpoints, as many as there are values. */
  private static RunRecord withGsnr(RunRecord run, List<Double> values) {
    List<Checkpoint> checkpoints = new ArrayList<>(run.checkpoints());
    int before = checkpoints.size() - values.size();
    for (int i = 0; i < values.size(); i++) {
      Reading reading = new Reading("gsnr", "", 0, values.get(i), 10, 0);
      checkpoints.set(before + i, checkpoints.get(before + i).with(r -> true, List.of(reading)));
    }
    return MadeUpRuns.measured(run, checkpoints);
  }

  /** The run with another last checkpoint: more training samples and another test loss. */
  private static RunRecord ending(RunRecord run, double testLoss) {
    List<Checkpoint> checkpoints = new ArrayList<>(run.checkpoints());
    Checkpoint last = checkpoints.remove(checkpoints.size() - 1);
    Checkpoint.Score train = last.train();
    checkpoints.add(
        new Checkpoint(
            last.step(),
            new Checkpoint.Score(train.accuracy() + 1e-5, train.loss(), 6 * train.samples()),
            new Checkpoint.Score(last.test().accuracy(), testLoss, last.test().samples()),
            last.layers(),
            last.readings()));
    return MadeUpRuns.measured(run, checkpoints);
  }

  private static RunRecord again(RunRecord run, String id, String regime, long seed) {
    return new RunRecord(
        run.schema(),
        id,
        run.experiment(),
        regime,
        run.family(),
        seed,
        run.status(),
        run.message(),
        run.spec(),
        run.checkpoints(),
        run.provenance());
  }
}
