package org.nodesnr.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Progress;
import org.nodesnr.files.CsvFile;

class NoiseTableTest {
  private static final Analysis ANALYSIS = Analyses.mnist();
  private static final NoiseTable TABLE =
      new NoiseTable(Findings.of(ANALYSIS, Optional.of(Analyses.noise(ANALYSIS)), Progress.SILENT));

  private static CsvFile csv(String name) {
    return CsvFile.of(Path.of(name), TABLE.data().get(name));
  }

  /** 64 runs in 8 regimes of 8: the ratios of the first are those of the rows 0 to 7. */
  @Test
  void middleAndEndsOfEveryRegime() {
    CsvFile first = csv("noise").where("quantity", "noiseSnr1");
    assertThat(first.rows()).hasSize(9);
    assertThat(first.numbers("networks")[0]).isEqualTo(8);
    assertThat(first.numbers("median")[0]).isEqualTo(0.535, within(1e-12));
    assertThat(first.numbers("lowest")[0]).isEqualTo(0.5);
    assertThat(first.numbers("highest")[8]).isEqualTo(1.13);
    assertThat(first.texts("regime").get(8)).isEqualTo("all");
    // (x̄ ± t s / √n), n = 8, s = 0.01 √6, t the quantile 0.975 with 7 degrees of freedom
    double half = 2.364624251592785 * 0.01 * Math.sqrt(6) / Math.sqrt(8);
    assertThat(first.numbers("lower")[0]).isEqualTo(0.535 - half, within(1e-9));
  }

  @Test
  void networksWithoutAFallAreNotCounted() {
    CsvFile fall = csv("noise").where("quantity", "noiseFall");
    assertThat(fall.numbers("networks")[0]).isEqualTo(7);
    assertThat(csv("noise-correlations").where("quantity", "paper.Ghidden").numbers("spearman"))
        .containsExactly(-1);
  }

  @Test
  void twoTablesAreRead() {
    assertThat(TABLE.printed()).hasSize(2);
    PrintedTable.Row all = TABLE.printed().get(0).rows().get(8);
    assertThat(all.opensGroup()).isTrue();
    assertThat(all.cells().get(2)).isEqualTo("0.82 [0.50, 1.13]");
    assertThat(TABLE.printed().get(1).rows().get(6).cells().get(2)).isEqualTo("−1.00");
    assertThat(Arrays.stream(TABLE.markdown().split("\n")).filter(l -> l.startsWith("|")))
        .hasSize(2 + 9 + 2 + 8);
  }
}
