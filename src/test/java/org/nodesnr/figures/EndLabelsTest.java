package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Span;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.MadeUpRuns.MadeUpRegime;
import org.nodesnr.results.RunTable;

class EndLabelsTest {
  private static final List<Color> COLOURS =
      List.of(new Color(0xAA0000), new Color(0x007700), new Color(0x0000CC));

  private static Page curves(int regimes) {
    List<MadeUpRegime> made = new ArrayList<>();
    for (int i = 0; i < regimes; i++) {
      made.add(new MadeUpRegime("regime -0." + (10 + i), "family", 0.5));
    }
    Analysis analysis = Analysis.of(MadeUpRuns.mnist().runs(made, 1), Analyses.options(0.9));
    RunTable checkpoints = RunTable.ofCheckpoints(analysis.runs(), analysis.options().regimes());
    return new CurveFigure(analysis, checkpoints, List.of("paper.G1"), "").page();
  }

  @Test
  void upToTwelveCurvesHaveTheirNamesAtTheirEndsAndNoLegend() {
    Page twelve = curves(12);
    assertThat(twelve.legend().entries()).isEmpty();
    List<EndLabels.End> ends = twelve.panels().get(1).ends().ends();
    assertThat(ends).hasSize(12);
    assertThat(ends.get(3).markup()).isEqualTo("regime −0.13");
    var line = twelve.panels().get(1).chart().getSeries("mean regime -0.13");
    int last = line.getXData().length - 1;
    assertThat(ends.get(3).x()).isEqualTo(line.getXData()[last]);
    assertThat(ends.get(3).y()).isEqualTo(line.getYData()[last]);
    assertThat(ends.get(3).line()).isEqualTo(line.getLineColor());
    Page thirteen = curves(13);
    assertThat(thirteen.panels().get(1).ends().ends()).isEmpty();
    assertThat(thirteen.legend().entries()).hasSize(13);
  }

  @Test
  void namesThatDoNotFitTakeNoRoom() {
    double one = EndLabels.room(List.of("sgd"));
    assertThat(one).isEqualTo(new RichText("sgd", Ink.LABEL_SIZE).width() + Ink.pt(8));
    assertThat(EndLabels.room(List.of())).isZero();
    assertThat(EndLabels.room(List.of("sgd", "a_word_that_is_much_wider_than_a_label_may_be")))
        .isZero();
    String long_ = "no augmentation, L2 up to 2e-4, without dropout";
    assertThat(EndLabels.room(Collections.nCopies(7, long_))).isBetween(one, Ink.pt(112));
    assertThat(EndLabels.room(Collections.nCopies(8, long_))).as("of two lines each").isZero();
  }

  /** Three curves that end at one point, in the corner. */
  @Test
  void labelsDoNotOverlapNorLeaveThePage() {
    List<EndLabels.End> ends =
        COLOURS.stream().map(colour -> new EndLabels.End("Regime", 1, 1, colour)).toList();
    double room = EndLabels.room(List.of("Regime"));
    Panel panel =
        new Panel(
            Charts.plot(new Span(0, 1), new Span(0, 1), Page.plotSize(2, room)),
            RowLabels.NONE,
            new EndLabels(ends),
            "",
            "",
            "x",
            "y");
    Page page = new Page("", List.of(panel, panel), new Legend(List.of()), List.of());
    BufferedImage image =
        new BufferedImage(page.width(), page.height(), BufferedImage.TYPE_INT_RGB);
    page.draw(image.createGraphics());
    int left = page.width() - Ink.px(5) - (int) (room - Ink.pt(8)) - 2;
    int below = Integer.MIN_VALUE;
    for (Color colour : COLOURS) {
      IntSummaryStatistics rows =
          IntStream.range(0, image.getHeight() / 2)
              .filter(
                  y ->
                      IntStream.range(left, page.width())
                          .anyMatch(x -> image.getRGB(x, y) == colour.getRGB()))
              .summaryStatistics();
      assertThat(rows.getCount()).as("rows with ink").isGreaterThan(Ink.px(5));
      assertThat(rows.getMin()).as("below the label before").isGreaterThan(below);
      below = rows.getMax();
      for (int y = 0; y < image.getHeight(); y++) {
        assertThat(image.getRGB(page.width() - Ink.px(4), y)).isEqualTo(Color.WHITE.getRGB());
      }
    }
    assertThat(below).as("near the end of the curves").isLessThan(Ink.px(60));
  }
}
