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
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Progress;
import org.nodesnr.analysis.RegimePart;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.statistics.Interval;
import org.nodesnr.statistics.RowScope;

class RegimePartFigureTest {
  private static final String HIDDEN = "paper.Ghidden";
  @TempDir private static Path temporary;
  private static Findings findings;

  @BeforeAll
  static void correlate() {
    findings = Findings.of(Analyses.mnist(), Progress.SILENT);
  }

  private static RegimePartFigure figure(Findings of) {
    return RegimePartFigure.of(of).orElseThrow();
  }

  private static XYChart chart(Findings of) {
    return figure(of).page().panels().get(0).chart();
  }

  private static List<String[]> lines(Findings of) {
    return figure(of).data().lines().skip(1).map(line -> line.split(",(?! )", -1)).toList();
  }

  @Test
  void everyPartHasItsCoefficientAndTheIntervalOverRegimesWhereThereIsOne() {
    XYChart chart = chart(findings);
    List<RegimePart> parts = findings.regimeParts();
    assertThat(parts).hasSizeGreaterThan(3);
    double above = Double.POSITIVE_INFINITY;
    for (RegimePart part : parts) {
      double rho = part.row(HIDDEN, RowScope.Kind.POOLED).spearman().correlation().coefficient();
      assertThat(chart.getSeries("point " + part.label()).getXData()).containsExactly(rho);
      double height = chart.getSeries("point " + part.label()).getYData()[0];
      assertThat(height).as("from the top on").isLessThan(above);
      above = height;
      Interval regimes = part.influence(HIDDEN).interval();
      Interval replicates = part.row(HIDDEN, RowScope.Kind.POOLED).spearman().interval();
      Interval drawn = Double.isFinite(regimes.lower()) ? regimes : replicates;
      assertThat(chart.getSeries("interval " + part.label()).getXData())
          .containsExactly(drawn.lower(), drawn.upper());
    }
    assertThat(parts.stream().map(part -> part.influence(HIDDEN).interval().lower()))
        .as("of both kinds")
        .anyMatch(Double::isFinite)
        .anyMatch(lower -> lower.isNaN());
    assertThat(figure(findings).page().notes().get(0))
        .contains("95% intervals from bootstrap over regimes", "over replicates", "table 1")
        .doesNotContain("No point");
  }

  @Test
  void thePapersValueIsALineWhereThePaperHasTheNetwork() {
    assertThat(chart(findings).getSeries("paper").getXData()).containsExactly(0.799, 0.799);
    Findings convolutional = Findings.of(Analyses.cifar10(), Progress.SILENT);
    assertThat(chart(convolutional).getSeries("paper").getXData()).containsExactly(0.790, 0.790);
  }

  @Test
  void theDataAreWhatIsDrawn() {
    List<String[]> lines = lines(findings);
    assertThat(lines).hasSameSizeAs(findings.regimeParts());
    assertThat(lines.get(0)[0]).isEqualTo("all regimes");
    assertThat(lines.get(0)[2]).isEqualTo(HIDDEN);
    assertThat(lines.get(0)[7]).isEqualTo("regimes");
    assertThat(lines).allSatisfy(line -> assertThat(line[8]).isEqualTo("0.799"));
    XYChart chart = chart(findings);
    assertThat(Double.parseDouble(lines.get(0)[5]))
        .isEqualTo(chart.getSeries("interval all regimes").getXData()[0]);
    assertThat(Double.parseDouble(lines.get(0)[4]))
        .isEqualTo(chart.getSeries("point all regimes").getXData()[0]);
  }

  @Test
  void aPartOfFourRunsHasNoPoint() {
    Analysis small =
        Analysis.of(MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, 1), Analyses.options(0.9));
    Findings few = Findings.of(small, Progress.SILENT);
    List<String[]> four = lines(few).stream().filter(line -> line[3].equals("4")).toList();
    assertThat(four).isNotEmpty();
    List<String> drawn =
        chart(few).getSeriesCollection().stream().map(series -> series.getName()).toList();
    for (String[] line : four) {
      String label = line[0].replace("\"", "");
      assertThat(drawn).doesNotContain("point " + label, "interval " + label);
      assertThat(line[7]).isEqualTo("none");
    }
    assertThat(drawn).contains("point all regimes");
    assertThat(figure(few).page().notes().get(0)).contains("No point with fewer than 5 runs.");
  }

  @Test
  void labelsStandOnThePageLeftOfThePlot() {
    Page page = figure(findings).page();
    BufferedImage image =
        new BufferedImage(page.width(), page.height(), BufferedImage.TYPE_INT_RGB);
    page.draw(image.createGraphics());
    RowLabels labels = page.panels().get(0).rows();
    int first = page.width();
    int last = 0;
    for (int x = 0; x < Ink.px(5) + labels.width() - Ink.px(1); x++) {
      for (int y = 0; y < labels.span().length(); y++) {
        if ((image.getRGB(x, y) & 0xff) < 0x60) {
          first = Math.min(first, x);
          last = x;
        }
      }
    }
    assertThat(first).as("not cut off").isBetween(Ink.px(4), Ink.px(40));
    assertThat(last).as("clear of the plot").isLessThan((int) (Ink.px(3) + labels.width()));
    for (int y = 0; y < page.height(); y++) {
      assertThat(image.getRGB(page.width() - Ink.px(1), y) & 0xff).as("margin").isEqualTo(0xff);
    }
    for (int row = 1; row < findings.regimeParts().size(); row++) {
      assertThat(labels.middle(row - 1) - labels.middle(row)).isGreaterThan(Ink.pt(8.5));
    }
  }

  @Test
  void thereIsOneOnlyWhereTheTableIs() throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, "parts");
    FigureSet.write(directory, findings);
    assertThat(names(directory))
        .contains("regime-parts.png", "regime-parts.svg", "regime-parts.csv");
    FigureSet.write(directory, Findings.of(Analyses.tiny(), Progress.SILENT));
    assertThat(names(directory))
        .contains("figure-3.png")
        .doesNotContain("regime-parts.png", "regime-parts.svg", "regime-parts.csv");
  }

  private static List<String> names(ExperimentDirectory directory) throws IOException {
    try (Stream<Path> files = Files.list(directory.figures())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
