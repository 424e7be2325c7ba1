package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Progress;
import org.nodesnr.files.CsvFile;
import org.nodesnr.results.ExperimentDirectory;

class NoiseFigureTest {
  private static final Analysis ANALYSIS = Analyses.mnist();

  @TempDir Path temporary;

  private static Findings findings(Optional<CsvFile> noise) {
    return Findings.of(ANALYSIS, noise, Progress.SILENT);
  }

  @Test
  void ratiosByLayerAndTheFallAgainstGainAndOptimality() {
    Page page =
        NoiseFigure.of(findings(Optional.of(Analyses.noise(ANALYSIS)))).orElseThrow().page();
    assertThat(page.panels()).hasSize(3);
    String first = ANALYSIS.table().labels("regime").get(0);
    var ratios = page.panels().get(0).chart().getSeries(first + " 2");
    assertThat(ratios.getYData()).hasSize(8).startsWith(0.7, 0.71);
    assertThat(ratios.getXData()).containsOnly(2 - 0.36);
    assertThat(page.panels().get(0).chart().getSeries("right").getYData()).containsExactly(1, 1);
    var falls = page.panels().get(1).chart().getSeries(first);
    double[] gain = ANALYSIS.table().numbers("paper.Ghidden");
    assertThat(falls.getXData()).hasSize(7).startsWith(gain[1]);
    assertThat(page.panels().get(1).figures()).contains("−1.00", "= 63");
  }

  @Test
  void comesAndGoesWithItsMeasures() throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, "noise");
    FigureSet.write(directory, findings(Optional.of(Analyses.noise(ANALYSIS))));
    assertThat(directory.figures().resolve("noise.png")).isNotEmptyFile();
    assertThat(CsvFile.read(directory.figures().resolve("noise.csv")).rows()).hasSize(64);
    FigureSet.write(directory, findings(Optional.empty()));
    assertThat(directory.figures().resolve("noise.png")).doesNotExist();
  }
}
