package org.nodesnr.analysis;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.MadeUpRuns.MadeUpRegime;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.Bootstrap;
import org.nodesnr.statistics.ExclusionRule;
import org.nodesnr.statistics.PermutationOptions;

/** Analyses of made-up runs. */
public final class Analyses {
  private Analyses() {}

  /** Options with the rule that excludes runs whose layer 2 is active above a rate. */
  public static AnalysisOptions options(double greatestRate) {
    return new AnalysisOptions(
        "paper",
        List.of("testAccuracy"),
        List.of(new ExclusionRule("activationRate2", ExclusionRule.Comparison.ABOVE, greatestRate)),
        MadeUpRuns.MNIST_REGIMES.stream().map(MadeUpRegime::label).toList(),
        new Bootstrap(200, 0.95, 1),
        PermutationOptions.withSeed(1));
  }

  /** 64 dense networks in 8 regimes, one of them excluded, and one more that diverged. */
  public static Analysis mnist() {
    List<RunRecord> runs = new ArrayList<>(MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, 8));
    runs.add(
        MadeUpRuns.mnist().run(MadeUpRuns.MNIST_REGIMES.get(0), 9, RunRecord.Status.DIVERGED, 77));
    return Analysis.of(runs, options(0.39));
  }

  /** 40 convolutional networks in 5 regimes. */
  public static Analysis cifar10() {
    return Analysis.of(MadeUpRuns.cifar10().runs(MadeUpRuns.CIFAR_REGIMES, 8), options(0.9));
  }

  /** Three networks of one regime on made-up data. */
  public static Analysis tiny() {
    return Analysis.of(
        MadeUpRuns.demo().runs(MadeUpRuns.MNIST_REGIMES.subList(0, 1), 3), options(0.9));
  }
}
