package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Progress;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.RunRecord;

class LengthFigureTest {
  private static Panel panel(Analysis analysis) {
    return new LengthFigure(Findings.of(analysis, Progress.SILENT)).page().panels().get(0);
  }

  /** 16 runs whose checkpoints with S and G are at these steps. */
  private static Analysis at(int... steps) {
    List<RunRecord> runs = new ArrayList<>();
    for (RunRecord run : MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, 2)) {
      List<Checkpoint> full =
          run.checkpoints().stream().filter(c -> !c.layers().isEmpty()).toList();
      List<Checkpoint> moved = new ArrayList<>();
      for (int i = 0; i < steps.length; i++) {
        Checkpoint c = full.get(full.size() - steps.length + i);
        moved.add(new Checkpoint(steps[i], c.train(), c.test(), c.layers(), c.readings()));
      }
      runs.add(MadeUpRuns.measured(run, moved));
    }
    return Analysis.of(runs, Analyses.options(0.9));
  }

  @Test
  void stepsOfSeveralPowersOfTenHaveALogarithmicAxis() {
    Panel panel = panel(at(500, 2_000, 10_000));
    assertThat(panel.chart().getStyler().isXAxisLogarithmic()).isTrue();
    assertThat(panel.chart().getSeries("line paper.G1").getXData())
        .containsExactly(500, 2_000, 10_000);
    assertThat(panel.xTitle()).isEqualTo("Training steps");
  }

  @Test
  void othersDoNotNorDoThoseFromZeroOn() {
    Panel close = panel(at(2_000, 4_000, 10_000));
    assertThat(close.chart().getStyler().isXAxisLogarithmic()).isFalse();
    assertThat(close.xTitle()).isEqualTo("Training steps (thousands)");
    Panel fromZero = panel(at(0, 100, 10_000));
    assertThat(fromZero.chart().getStyler().isXAxisLogarithmic()).isFalse();
    assertThat(fromZero.chart().getSeries("line paper.G1").getXData()).containsExactly(0, 0.1, 10);
  }
}
