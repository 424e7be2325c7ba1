package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.LinearFit;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Simulation;
import org.nodesnr.statistics.Spearman;

/** What is drawn, and what is shown at a glance, against fits to the columns themselves. */
class ScatterTest {
  private static final PermutationOptions NONE = new PermutationOptions(0, 0, 1, 0);

  @Test
  void lineAndRankAreThoseOfTheRunsThatAreDrawn() {
    Analysis analysis = Analyses.mnist();
    Scatter scatter = Scatter.of(analysis, analysis.correlate(List.of("paper.G1")), "paper.G1");
    double[] x = analysis.table().numbers("paper.G1");
    double[] y = analysis.table().numbers("testAccuracy");
    int[] kept = IntStream.range(0, x.length).filter(row -> !analysis.excluded()[row]).toArray();
    assertThat(kept.length).isLessThan(x.length);
    LinearFit fit =
        LinearFit.of(
            Arrays.stream(kept).mapToDouble(row -> x[row]).toArray(),
            Arrays.stream(kept).mapToDouble(row -> 100 * y[row]).toArray());
    assertThat(scatter.hasLine()).isTrue();
    assertThat(scatter.line(1.5)).isCloseTo(fit.at(1.5), within(1e-9));
    assertThat(scatter.inverse(fit.at(1.5))).isCloseTo(1.5, within(1e-9));
    assertThat(scatter.fit().n()).isEqualTo(kept.length);
    assertThat(scatter.rank().spearman().correlation().coefficient())
        .isEqualTo(Spearman.correlate(x, y, NONE).coefficient());
    assertThat(scatter.y()[0]).isEqualTo(100 * y[0]);
  }

  @Test
  void aGlanceHasTheCoefficientsOfEveryMeasureShown() {
    Analysis analysis = Analyses.mnist();
    RunTable runs = analysis.table();
    List<Glance> glances = Glance.of(runs, "paper");
    assertThat(glances).extracting(Glance::quantity).isEqualTo(analysis.shown());
    for (Glance glance : glances) {
      assertThat(glance.spearman())
          .isEqualTo(
              Spearman.correlate(
                      runs.numbers(glance.quantity()), runs.numbers("testAccuracy"), NONE)
                  .coefficient());
    }
    assertThat(glances.get(0).symbol()).isEqualTo("S_1");
  }

  @Test
  void studiesHaveThePapersSizeAndItsCoefficientsToReach() {
    List<Simulation> simulations = PaperDesign.simulations(Analyses.mnist());
    assertThat(simulations).hasSize(4 * Simulation.sizes(8).size());
    assertThat(simulations)
        .allSatisfy(
            row -> {
              assertThat(row.networks()).isEqualTo(66);
              assertThat(row.studies()).isEqualTo(10_000);
            });
    assertThat(simulations.subList(0, 4))
        .extracting(Simulation::threshold)
        .containsExactly(0.700, 0.818, 0.416, 0.799);
    assertThat(PaperDesign.simulations(Analyses.tiny())).isEmpty();
  }
}
