package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Effect;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Intervention;
import org.nodesnr.analysis.Progress;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.MadeUpRuns.MadeUpRegime;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.MeanInterval;

class CauseFigureTest {
  @TempDir Path temporary;

  /** Shifts change accuracy by about 0.8 points, dropout by half of that. */
  private static Findings findings(int seeds, Intervention... interventions) {
    return Findings.of(
        Analysis.of(
            MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, seeds),
            Analyses.options(0.9, List.of(interventions))),
        Progress.SILENT);
  }

  private static final Intervention DROPOUT =
      new Intervention("dropProbability", DoubleNode.valueOf(0), List.of());
  private static final Intervention SHIFT =
      new Intervention("augmentation.shift", IntNode.valueOf(0), List.of());

  @Test
  void everyEffectIsAPointWithItsIntervals() {
    Findings findings = findings(4, DROPOUT, SHIFT);
    CauseFigure figure = CauseFigure.of(findings).orElseThrow();
    XYChart chart = figure.page().panels().get(0).chart();
    List<Effect> effects = findings.effects();
    assertThat(effects).hasSize(6);
    for (int i = 0; i < effects.size(); i++) {
      MeanInterval gain = effects.get(i).change("paper.Ghidden");
      MeanInterval accuracy = effects.get(i).change("testAccuracy");
      assertThat(chart.getSeries("point " + i).getXData()).containsExactly(gain.mean());
      assertThat(chart.getSeries("point " + i).getYData()).containsExactly(100 * accuracy.mean());
      assertThat(chart.getSeries("gain " + i).getXData())
          .containsExactly(gain.lower(), gain.upper());
      assertThat(chart.getSeries("accuracy " + i).getYData())
          .containsExactly(100 * accuracy.lower(), 100 * accuracy.upper());
    }
    assertThat(figure.data().lines()).hasSize(7);
  }

  private static BufferedImage drawn(XYSeries points) {
    BufferedImage image = new BufferedImage(99, 99, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.GRAY);
    g.fillRect(0, 0, 99, 99);
    points.getMarker().paint(g, 49, 49, 0);
    g.dispose();
    return image;
  }

  private static long painted(BufferedImage image) {
    return Arrays.stream(image.getRGB(0, 0, 99, 99, null, 0, 99))
        .filter(pixel -> pixel != Color.GRAY.getRGB())
        .count();
  }

  @Test
  void strongerDosesAreLargerAndThoseBelowTheUsualValueHollow() {
    double[] doses = {0, -0.1, 0.1, 0.3};
    List<MadeUpRegime> regimes = new ArrayList<>();
    for (int i = 0; i < doses.length; i++) {
      regimes.add(new MadeUpRegime("r" + i, i == 0 ? "SGD" : "dropout", 0.1 * i));
    }
    List<RunRecord> runs = new ArrayList<>();
    for (RunRecord run : MadeUpRuns.mnist().runs(regimes, 3)) {
      ObjectNode spec = run.spec().deepCopy();
      double dose = doses[run.regime().charAt(1) - '0'];
      spec.withObject("/regime").put("dropProbability", dose);
      runs.add(MadeUpRuns.of(run, spec));
    }
    AnalysisOptions options = Analyses.options(0.9, List.of(DROPOUT));
    Findings findings = Findings.of(Analysis.of(runs, options), Progress.SILENT);
    assertThat(findings.effects()).extracting(Effect::dose).containsExactly(-0.1, 0.1, 0.3);
    Page page = CauseFigure.of(findings).orElseThrow().page();
    assertThat(page.legend().entries())
        .extracting(Legend.Entry::markup)
        .containsExactly("dropProbability, dropout: −0.1, 0.1, 0.3");
    XYChart chart = page.panels().get(0).chart();
    BufferedImage below = drawn(chart.getSeries("point 0"));
    BufferedImage weak = drawn(chart.getSeries("point 1"));
    BufferedImage strong = drawn(chart.getSeries("point 2"));
    assertThat(painted(below)).isEqualTo(painted(weak)).isLessThan(painted(strong) / 2);
    assertThat(below.getRGB(49, 49)).isEqualTo(Color.WHITE.getRGB());
    assertThat(weak.getRGB(49, 49)).isEqualTo(strong.getRGB(49, 49)).isNotEqualTo(-1);
  }

  @Test
  void fewPairsHaveNoBar() {
    XYChart chart =
        CauseFigure.of(findings(2, DROPOUT)).orElseThrow().page().panels().get(0).chart();
    assertThat(chart.getSeriesCollection())
        .extracting(series -> series.getName())
        .contains("point 0")
        .doesNotContain("gain 0");
  }

  @Test
  void comesAndGoesWithInterventions() throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, "cause");
    FigureSet.write(directory, findings(3, DROPOUT, SHIFT));
    assertThat(directory.figures().resolve("cause.png")).isNotEmptyFile();
    assertThat(directory.figures().resolve("cause.csv")).isNotEmptyFile();
    FigureSet.write(directory, findings(3));
    assertThat(directory.figures().resolve("cause.png")).doesNotExist();
  }
}
