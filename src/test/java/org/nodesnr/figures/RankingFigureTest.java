package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Progress;
import org.nodesnr.analysis.RankedMeasure;
import org.nodesnr.results.ExperimentDirectory;

class RankingFigureTest {
  @TempDir private static Path temporary;
  private static Findings findings;

  @BeforeAll
  static void rank() {
    findings = Findings.of(Analyses.measured(true), Progress.SILENT);
  }

  private static RankingFigure figure() {
    return RankingFigure.of(findings).get(0);
  }

  private static XYChart chart() {
    return figure().page().panels().get(0).chart();
  }

  @Test
  void everyMeasureThatHasACoefficientIsARowWithItsIntervalAndControlsAreLast() {
    XYChart chart = chart();
    double above = Double.POSITIVE_INFINITY;
    boolean controls = false;
    for (RankedMeasure row : findings.rankings().get(0).rows()) {
      boolean drawn = names(chart).contains("point " + row.name());
      assertThat(drawn).as(row.name()).isEqualTo(Double.isFinite(row.tau()));
      if (drawn) {
        assertThat(chart.getSeries("point " + row.name()).getXData()).containsExactly(row.tau());
        double height = chart.getSeries("point " + row.name()).getYData()[0];
        assertThat(height).as("from the top on").isLessThan(above);
        above = height;
        assertThat(row.control() || !controls).as("controls last").isTrue();
        controls = row.control();
        assertThat(chart.getSeries("interval " + row.name()).getXData())
            .containsExactly(row.interval().lower(), row.interval().upper());
      }
    }
    assertThat(names(chart)).contains("point paper.Ghidden").doesNotContain("point flatness");
  }

  @Test
  void trainingLossAndTheSettingAreLines() {
    for (String control : List.of("trainLoss", "settingOnly")) {
      double tau = chart().getSeries("point " + control).getXData()[0];
      assertThat(chart().getSeries(control).getXData()).containsExactly(tau, tau);
    }
  }

  @Test
  void theDataAreWhatIsDrawn() {
    List<String> lines = figure().data().lines().toList();
    assertThat(lines.get(0)).isEqualTo("target,measure,kind,sign,n,kendall,lower,upper");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("lossGap,gsnr,other measures,-1,25,1,"))
        .anyMatch(line -> line.startsWith("lossGap,paper.S1,S and G,-1,25,"))
        .anyMatch(line -> line.startsWith("lossGap,noise,controls,1,25,"))
        .noneMatch(line -> line.contains("pairedGap"));
  }

  @Test
  void aLongPageIsBroadAndNothingIsCutOff() {
    Page page = figure().page();
    BufferedImage image =
        new BufferedImage(page.width(), page.height(), BufferedImage.TYPE_INT_RGB);
    page.draw(image.createGraphics());
    for (int y = 0; y < page.height(); y++) {
      assertThat(image.getRGB(Ink.px(1), y) & 0xff).as("left margin").isEqualTo(0xff);
      assertThat(image.getRGB(page.width() - Ink.px(1), y) & 0xff).as("margin").isEqualTo(0xff);
    }
    List<String> many =
        Stream.generate(() -> "a name that is rather long for a row").limit(40).toList();
    RowLabels labels = new RowLabels(many);
    assertThat(labels.many()).isTrue();
    assertThat(labels.middle(0) - labels.middle(1)).as("one line each").isLessThan(Ink.pt(13));
    assertThat(Page.plotSize(labels).width()).isGreaterThan(150);
  }

  @Test
  void filesAreThereWhereMeasuresAreRanked() throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, "ranked");
    FigureSet.write(directory, findings);
    assertThat(names(directory)).contains("ranking-lossGap.png", "ranking-accuracyGap.csv");
    FigureSet.write(directory, Findings.of(Analyses.measured(false), Progress.SILENT));
    assertThat(names(directory)).noneMatch(name -> name.startsWith("ranking-"));
  }

  private static List<String> names(XYChart chart) {
    return chart.getSeriesCollection().stream().map(series -> series.getName()).toList();
  }

  private static List<String> names(ExperimentDirectory directory) throws IOException {
    try (Stream<Path> files = Files.list(directory.figures())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
