package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.MadeUpLayer;
import org.nodesnr.results.MadeUpLayer.Snr;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.Extremes;

class LeadTest {
  private static final int[] STEPS = {0, 1000, 2000, 4000, 8000};

  /** Three layers with the same S and G; between the checkpoints accuracy alone is measured. */
  private static RunRecord run(int regime, int seed, double[] accuracy, double[] s, double[] g) {
    RunRecord made =
        MadeUpRuns.mnist()
            .run(
                MadeUpRuns.MNIST_REGIMES.get(regime),
                seed,
                RunRecord.Status.FINISHED,
                100L * regime + seed);
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (int i = 0; i < STEPS.length; i++) {
      List<MadeUpLayer> layers = new ArrayList<>();
      for (int layer = 1; layer <= 3; layer++) {
        layers.add(
            new MadeUpLayer(
                layer,
                "dense",
                10,
                10,
                100,
                1,
                0.5,
                List.of(new Snr("notebook", -1, -1, 0, 0), new Snr("paper", s[i], g[i], 0, 0))));
      }
      Checkpoint.Score test = new Checkpoint.Score(accuracy[i], 0.1, 100);
      checkpoints.add(MadeUpLayer.checkpoint(STEPS[i], test, test, layers));
      checkpoints.add(Checkpoint.ofScores(STEPS[i] + 1, test, new Checkpoint.Score(0.99, 0, 100)));
    }
    checkpoints.remove(checkpoints.size() - 1);
    return MadeUpRuns.measured(made, checkpoints);
  }

  private static Lead find(List<RunRecord> runs, String regime, String figure, double share) {
    return Lead.of(Analysis.of(runs, Analyses.options(0.9))).stream()
        .filter(l -> l.regime().equals(regime) && l.layer() == 2)
        .filter(l -> l.measure().equals(figure) && l.share() == share)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void mediansAndOrdersAreThoseOfTheRuns() {
    double[] slow = {0.1, 0.2, 0.3, 0.9, 0.9}; // half, 0.5, between 2000 and 4000
    double[] fast = {0.1, 0.9, 0.9, 0.9, 0.9}; // half at 500
    double[] rises = {1, 2, 3, 3, 3}; // half, 2, at 1000
    double[] falls = {3, 3, 3, 3, 1}; // half, 2, at 6000
    double[] flat = {1, 2, 3, 2, 1}; // no change
    List<RunRecord> runs =
        List.of(
            run(0, 1, slow, rises, falls),
            run(0, 2, fast, rises, falls),
            run(0, 3, slow, rises, flat),
            run(1, 1, slow, falls, rises));
    Lead s = find(runs, "SGD", "S", 0.5);
    double half = 2000 + 0.2 / 0.6 * 2000;
    assertThat(s.runs()).isEqualTo(3);
    assertThat(s.measureStep()).isEqualTo(1000);
    assertThat(s.accuracyStep()).isCloseTo(half, within(1e-9));
    assertThat(List.of(s.earlier(), s.same(), s.later())).containsExactly(2, 1, 0);
    assertThat(s.change()).isEqualTo(2);

    Lead g = find(runs, "SGD", "G", 0.5);
    assertThat(g.runs()).as("without the run whose G ends where it began").isEqualTo(2);
    assertThat(g.measureStep()).isEqualTo(6000);
    assertThat(g.accuracyStep()).isCloseTo((half + 500) / 2, within(1e-9));
    assertThat(List.of(g.earlier(), g.same(), g.later())).containsExactly(0, 0, 2);
    assertThat(g.change()).isEqualTo(-2);

    Lead all = find(runs, "", "S", 0.9);
    assertThat(all.runs()).isEqualTo(4);
    assertThat(List.of(all.earlier(), all.same(), all.later())).containsExactly(2, 0, 2);
  }

  @Test
  void whatWasNotMeasuredAtStepZeroDoesNotEnter() {
    double[] v = {0.1, 0.2, 0.3, 0.9, 0.9};
    RunRecord whole = run(0, 1, v, v, v);
    RunRecord late =
        MadeUpRuns.measured(whole, whole.checkpoints().subList(2, whole.checkpoints().size()));
    Lead lead = find(List.of(late), "SGD", "S", 0.5);
    assertThat(lead.runs()).isZero();
    assertThat(lead.measureStep()).isNaN();
  }

  @Test
  void theMedianIsTheMiddle() {
    assertThat(Extremes.of(5, 1, 3).median()).isEqualTo(3);
    assertThat(Extremes.of(5, 1, 3, 4).median()).isEqualTo(3.5);
    assertThat(Extremes.of().median()).isNaN();
  }
}
