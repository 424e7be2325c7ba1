package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.RunRecord;

class RegimeOrdersTest {
  private static final int[] STEPS = {100, 200, 300, 400};

  /** Accuracy of four regimes at the four steps; two seeds, half a point above and below. */
  private static Analysis analysis(double[][] accuracy) {
    List<RunRecord> runs = new ArrayList<>();
    for (int regime = 0; regime < accuracy.length; regime++) {
      for (int seed = 1; seed <= 2; seed++) {
        RunRecord made =
            MadeUpRuns.mnist()
                .run(
                    MadeUpRuns.MNIST_REGIMES.get(regime),
                    seed,
                    RunRecord.Status.FINISHED,
                    10L * regime + seed);
        Checkpoint last = made.checkpoints().get(made.checkpoints().size() - 1);
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (int i = 0; i < STEPS.length; i++) {
          double value = accuracy[regime][i] + (seed == 1 ? 0.005 : -0.005);
          checkpoints.add(
              new Checkpoint(
                  STEPS[i],
                  last.train(),
                  new Checkpoint.Score(value, 0.1 * seed, 100),
                  last.layers(),
                  last.readings()));
        }
        runs.add(MadeUpRuns.measured(made, checkpoints));
      }
    }
    return Analysis.of(runs, Analyses.options(0.9));
  }

  private static RegimeOrders orders(Analysis analysis) {
    return RegimeOrders.of(analysis, TrainingLengths.of(analysis, Progress.SILENT));
  }

  private static List<Double> accuracies(RegimeOrders orders) {
    return orders.of("testAccuracy").stream().map(RegimeOrders.Row::spearman).toList();
  }

  @Test
  void eachLengthIsHeldAgainstTheEnd() {
    // last: 4 3 2 1; before, one neighbour exchanged (ρ = 1 − 6·2/(4·15)); the same order; reversed
    double[][] accuracy = {
      {0.5, 0.90, 0.93, 0.94},
      {0.6, 0.85, 0.92, 0.93},
      {0.7, 0.80, 0.90, 0.92},
      {0.8, 0.7, 0.91, 0.91}
    };
    RegimeOrders orders = orders(analysis(accuracy));
    assertThat(orders.steps()).containsExactly(100, 200, 300);
    assertThat(accuracies(orders).get(0)).isCloseTo(-1, within(1e-12));
    assertThat(accuracies(orders).get(1)).isCloseTo(1, within(1e-12));
    assertThat(accuracies(orders).get(2)).isCloseTo(0.8, within(1e-12));
    assertThat(orders.staysFrom("testAccuracy")).isEmpty();
    assertThat(orders.rows()).allSatisfy(row -> assertThat(row.regimes()).isEqualTo(4));
  }

  @Test
  void anOrderStaysFromWhereItIsNeverLeftAgain() {
    double[][] accuracy = {
      {0.90, 0.7, 0.93, 0.94},
      {0.85, 0.8, 0.92, 0.93},
      {0.80, 0.9, 0.91, 0.92},
      {0.7, 0.6, 0.90, 0.91}
    };
    RegimeOrders orders = orders(analysis(accuracy));
    assertThat(accuracies(orders).get(0)).isCloseTo(1, within(1e-12));
    assertThat(orders.staysFrom("testAccuracy")).hasValue(300);
  }

  @Test
  void equalMeansAndFewRegimesHaveNoOrder() {
    double[][] equal = {{0.9, 0.9, 0.9, 0.9}, {0.9, 0.9, 0.9, 0.91}, {0.9, 0.9, 0.9, 0.92}};
    assertThat(accuracies(orders(analysis(equal)))).containsOnly(Double.NaN);
    double[][] two = {{0.8, 0.8, 0.8, 0.9}, {0.9, 0.9, 0.9, 0.95}};
    RegimeOrders orders = orders(analysis(two));
    assertThat(accuracies(orders)).containsOnly(Double.NaN);
    assertThat(orders.staysFrom("testAccuracy")).isEmpty();
    assertThat(orders.csv()).contains("100,testAccuracy,2,\n");
  }
}
