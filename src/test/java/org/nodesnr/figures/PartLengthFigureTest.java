package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Progress;
import org.nodesnr.analysis.RegimePart;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.statistics.RowScope;

class PartLengthFigureTest {
  private static final String HIDDEN = "paper.Ghidden";
  private static final String OF_CONFIG = "no augmentation, layer 2 active up to 0.35";
  @TempDir private static Path temporary;
  private static Findings findings;

  @BeforeAll
  static void correlate() {
    findings = Findings.of(Analyses.mnist(), Progress.SILENT);
  }

  private static PartLengthFigure figure() {
    return PartLengthFigure.of(findings).orElseThrow();
  }

  @Test
  void everyPartHasItsLineInOnePanelAndAllRegimesInBoth() {
    List<Panel> panels = figure().page().panels();
    assertThat(panels).hasSize(2);
    for (RegimePart part : findings.regimeParts()) {
      boolean ofConfig = part.label().equals(OF_CONFIG);
      boolean all = part.label().equals("all regimes");
      for (int i = 0; i < 2; i++) {
        String line = "line " + part.label();
        assertThat(
                panels.get(i).chart().getSeriesCollection().stream()
                    .anyMatch(series -> series.getName().equals(line)))
            .as(line)
            .isEqualTo(all || ofConfig == (i == 1));
      }
      XYChart chart = panels.get(ofConfig ? 1 : 0).chart();
      double[] rho = chart.getSeries("line " + part.label()).getYData();
      double[] steps = chart.getSeries("line " + part.label()).getXData();
      assertThat(rho).hasSizeGreaterThan(2);
      for (int k = 0; k < rho.length; k++) {
        int step = (int) Math.round(1000 * steps[k]);
        assertThat(rho[k])
            .isEqualTo(
                part.lengths()
                    .row(step, HIDDEN, RowScope.Kind.POOLED)
                    .spearman()
                    .correlation()
                    .coefficient());
      }
    }
  }

  @Test
  void namesStandAtTheEndsAndThePapersValueIsALine() {
    Page page = figure().page();
    assertThat(page.panels().get(1).ends().ends())
        .extracting(EndLabels.End::markup)
        .containsExactly("all regimes", OF_CONFIG);
    assertThat(page.panels().get(1).chart().getSeries("paper").getYData())
        .containsExactly(0.799, 0.799);
    assertThat(page.legend().entries()).hasSize(1);
    assertThat(page.notes().get(0)).contains("table 1");
  }

  @Test
  void theDataAreRowsOfTheTable() {
    List<String> table =
        RegimePart.lengthsCsv(findings.regimeParts(), quantity -> true).lines().toList();
    List<String> data = figure().data().lines().toList();
    assertThat(table).containsAll(data);
    assertThat(data.subList(1, data.size())).allMatch(line -> line.contains("," + HIDDEN + ","));
    assertThat(data).hasSizeGreaterThan(2 * 4 * findings.regimeParts().size());
  }

  @Test
  void thereIsOneOnlyWhereThereArePartsAndLengths() throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, "lengths");
    Path file = directory.figures().resolve("training-length-parts.png");
    FigureSet.write(directory, findings);
    assertThat(file).isNotEmptyFile();
    FigureSet.write(directory, Findings.of(Analyses.tiny(), Progress.SILENT));
    assertThat(file).doesNotExist();
  }
}
