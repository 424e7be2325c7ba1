package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nodesnr.analysis.NoiseMechanism.NoiseCorrelation;
import org.nodesnr.files.CsvFile;

class NoiseMechanismTest {
  private static final Analysis ANALYSIS = Analyses.mnist();

  private static NoiseMechanism mechanism() {
    return NoiseMechanism.of(ANALYSIS, Optional.of(Analyses.noise(ANALYSIS))).orElseThrow();
  }

  @Test
  void hasTheRatiosOfEveryLayerInTheOrderOfTheRuns() {
    List<double[]> ratios = mechanism().ratios();
    assertThat(ratios).hasSize(3);
    for (int row = 0; row < ANALYSIS.table().size(); row++) {
      assertThat(ratios.get(1)[row]).isEqualTo(0.7 + row / 100.0);
    }
  }

  /** It falls with G alone, so that ρ is −1, over all and within regimes. */
  @Test
  void holdsTheFallAgainstEverySAndG() {
    List<NoiseCorrelation> correlations = mechanism().correlations();
    assertThat(correlations)
        .extracting(row -> row.over().quantity())
        .containsExactly(
            "paper.S1",
            "paper.S2",
            "paper.S3",
            "paper.G1",
            "paper.G2",
            "paper.G3",
            "paper.Ghidden",
            "hiddenS");
    NoiseCorrelation gain = correlations.get(6);
    assertThat(gain.over().spearman()).isEqualTo(-1);
    assertThat(gain.over().n()).isEqualTo(ANALYSIS.table().size() - 1);
    assertThat(gain.over().interval().upper()).isEqualTo(-1);
    assertThat(gain.adjusted().shownSpearman()).isBetween(-1.0, -0.9);
    assertThat(correlations.get(0).pooled().spearman().interval().lower()).isGreaterThan(-1);
  }

  @Test
  void hiddenOptimalityIsTheMeanOfTheLayersButTheLast() {
    double[] mean = HiddenOptimality.of(ANALYSIS).orElseThrow();
    double[] first = ANALYSIS.table().numbers("paper.S1");
    double[] second = ANALYSIS.table().numbers("paper.S2");
    assertThat(mean[3]).isEqualTo(first[3] / 2 + second[3] / 2);
  }

  @Test
  void isEmptyWithoutMeasures() {
    assertThat(NoiseMechanism.of(ANALYSIS, Optional.empty())).isEmpty();
    CsvFile noise = Analyses.noise(ANALYSIS);
    CsvFile others = noise.where("network", "0123456789abcdef");
    assertThat(NoiseMechanism.of(ANALYSIS, Optional.of(others))).isEmpty();
  }

  /** Without labels there is no accuracy, and no fall of it. */
  @Test
  void ratiosAlone() {
    CsvFile ratios = Analyses.noise(ANALYSIS).where("measure", "noiseSnr");
    NoiseMechanism noise = NoiseMechanism.of(ANALYSIS, Optional.of(ratios)).orElseThrow();
    assertThat(noise.correlations()).isEmpty();
    assertThat(Arrays.stream(noise.fall()).allMatch(Double::isNaN)).isTrue();
  }
}
