package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.UserError;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.Provenance;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.RowScope;

class AnalysisTest {
  private static final RowScope POOLED =
      RowScope.of(RowScope.Selection.ALL_RUNS, RowScope.Kind.POOLED);

  @Test
  void finishedRunsAloneEnter() {
    Analysis analysis = Analyses.mnist();
    assertThat(analysis.table().size()).isEqualTo(64);
    assertThat(analysis.sample().size()).isEqualTo(64);
    assertThat(analysis.unfinished()).hasSize(1);
    assertThat(analysis.basis().extent()).isEqualTo("64 runs of 60,000 steps in 8 regimes");
    assertThat(analysis.basis().exclusionNotes())
        .containsExactly(
            "Excluded where activation rate, layer 2 > 0.39: 1 run.",
            "Left out: 1 run that diverged or failed.");
  }

  @Test
  void theSampleHoldsTheTableAndReplicatesAreItsClusters() {
    Analysis analysis = Analyses.mnist();
    assertThat(analysis.sample().runIds()).isEqualTo(analysis.table().labels("id"));
    assertThat(analysis.sample().column("paper.Ghidden"))
        .isEqualTo(analysis.table().numbers("paper.Ghidden"));
    assertThat(analysis.sample().clusters().labels())
        .containsExactly(
            "seed 1", "seed 2", "seed 3", "seed 4", "seed 5", "seed 6", "seed 7", "seed 8");
    assertThat(analysis.sample().regimes().count()).isEqualTo(8);
    // rules may ask for a seed, but it is no measure
    assertThat(analysis.sample().quantities()).contains("seed", "trainLoss");
    assertThat(analysis.quantities()).doesNotContain("seed").contains("trainLoss");
  }

  @Test
  void exclusionsMarkTheirRows() {
    Analysis analysis = Analyses.mnist();
    double[] rates = analysis.table().numbers("activationRate2");
    boolean[] excluded = analysis.excluded();
    for (int row = 0; row < rates.length; row++) {
      assertThat(excluded[row]).isEqualTo(rates[row] > 0.39);
    }
    CorrelationRow row =
        analysis
            .correlate(List.of("paper.G1"))
            .find("paper.G1", "testAccuracy", POOLED)
            .orElseThrow();
    assertThat(row.n()).isEqualTo(64);
  }

  @Test
  void officialDataIsToldApart() {
    assertThat(Analyses.cifar10().basis().data()).isEqualTo("CIFAR-10 (official)");
    assertThat(Analyses.cifar10().convolutional()).isTrue();
    assertThat(Analyses.tiny().basis().data())
        .isEqualTo("made-up digits, not an official data set");
    assertThat(Analyses.tiny().convolutional()).isFalse();
  }

  @Test
  void unverifiedFilesAreSaidOnce() {
    RunRecord run = Analyses.cifar10().runs().get(0);
    Provenance known = run.provenance();
    Provenance unverified =
        new Provenance(
            known.version(),
            known.gitCommit(),
            known.gitDirty(),
            "CIFAR-10, files not verified as the official ones",
            known.dataFingerprint(),
            false,
            known.dataFiles(),
            known.jdk(),
            known.backend(),
            known.nativeLibrary(),
            known.engine(),
            known.convolution(),
            known.device(),
            known.processor(),
            known.operatingSystem(),
            known.threads(),
            known.startedAt(),
            known.wallSeconds(),
            known.processorSeconds());
    RunRecord changed =
        new RunRecord(
            run.schema(),
            run.id(),
            run.experiment(),
            run.regime(),
            run.family(),
            run.seed(),
            run.status(),
            run.message(),
            run.spec(),
            run.checkpoints(),
            unverified);
    assertThat(Analysis.of(List.of(changed), Analyses.options(0.9)).basis().data())
        .isEqualTo("CIFAR-10, files not verified as the official ones");
  }

  @Test
  void whatCannotBeAnalysedIsSaid() {
    AnalysisOptions options = Analyses.options(0.9);
    assertThatThrownBy(() -> Analysis.of(List.of(), options))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no finished run");
    List<RunRecord> mixed =
        new ArrayList<>(MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES.subList(0, 1), 1));
    mixed.addAll(MadeUpRuns.cifar10().runs(MadeUpRuns.CIFAR_REGIMES.subList(0, 1), 1));
    Analysis ofTwo = Analysis.of(mixed, options);
    assertThat(ofTwo.layers()).isZero();
    assertThat(ofTwo.paperColumns()).containsExactly("paper.G1", "paper.G2", "paper.Ghidden");
    assertThat(ofTwo.basis().text()).contains("networks of 3 to 5 layers");
    AnalysisOptions other =
        new AnalysisOptions(
            "papr",
            options.targets(),
            options.exclusions(),
            options.parts(),
            options.regimes(),
            options.bootstrap(),
            options.permutations());
    assertThatThrownBy(() -> Analysis.of(mixed.subList(0, 1), other))
        .isInstanceOf(UserError.class)
        .hasMessage("no run was evaluated under the variant 'papr'; there are: paper, notebook");
  }

  @Test
  void labelsReadAsInThePaper() {
    assertThat(QuantityLabel.of("paper.G2", 3).plain()).isEqualTo("G_2");
    assertThat(QuantityLabel.of("paper.Ghidden", 5).plain()).isEqualTo("G^(1..4)");
    assertThat(QuantityLabel.of("notebook.S1", 3).title())
        .isEqualTo("SNR optimality, layer 1 (*S*_{1})");
    assertThat(QuantityLabel.of("activationRate2", 3).title())
        .isEqualTo("Activation rate, layer 2");
    assertThat(QuantityLabel.of("regime.learningRate", 3).plain()).isEqualTo("regime.learningRate");
  }

  @Test
  void numbersReadAsInThePaper() {
    assertThat(Wording.pValue(0)).isEqualTo("< .001");
    assertThat(Wording.pValue(0.0009999)).isEqualTo("< .001");
    assertThat(Wording.pValue(0.065)).isEqualTo(".065");
    assertThat(Wording.pValue(1)).isEqualTo("1.000");
    assertThat(Wording.pValue(Double.NaN)).isEqualTo("–");
    assertThat(Wording.coefficient(-0.1234, 3)).isEqualTo("−0.123");
    assertThat(Wording.coefficient(-0.0001, 3)).isEqualTo("0.000");
    assertThat(Wording.label("pull -0.1, -.5")).isEqualTo("pull −0.1, −.5");
    assertThat(Wording.label("l2-long 5e-4, layer-2")).isEqualTo("l2-long 5e-4, layer-2");
  }
}
