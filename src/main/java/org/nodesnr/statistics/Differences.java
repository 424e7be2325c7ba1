package org.nodesnr.statistics;

import java.util.function.ToDoubleFunction;

/**
 * Numbers of two experiments and the intervals of their differences.
 *
 * <p>The experiments are taken for independent: replicates are drawn within each, by streams of
 * their own. Correlations of fewer than {@value CorrelationAnalysis#SMALLEST_REGIME} runs, and of
 * quantities that an experiment does not record, are NaN.
 *
 * @param bootstrap for the intervals
 */
public record Differences(Bootstrap bootstrap) {
  private static final PermutationOptions NO_PERMUTATIONS = new PermutationOptions(0, 0, 1, 1);

  /** One experiment's part of a difference. */
  private record Part(double value, int runs, Groups clusters, ToDoubleFunction<int[]> ofWeights) {
    static Part none(int runs) {
      return new Part(Double.NaN, runs, Groups.single(0), weights -> Double.NaN);
    }
  }

  /** A number of pairs, and the same as a function of how often each enters. */
  private interface Statistic {
    double of(double[] x, double[] y);

    ToDoubleFunction<int[]> ofWeights(double[] x, double[] y);
  }

  /**
   * Spearman's ρ.
   *
   * @param first the first experiment
   * @param second the second
   * @param quantity correlated with
   * @param target this
   * @return both and the interval of the difference
   */
  public Difference spearman(Sample first, Sample second, String quantity, String target) {
    Statistic rho =
        new Statistic() {
          @Override
          public double of(double[] x, double[] y) {
            return Spearman.correlate(x, y, NO_PERMUTATIONS).coefficient();
          }

          @Override
          public ToDoubleFunction<int[]> ofWeights(double[] x, double[] y) {
            return Spearman.ofWeights(x, y, Groups.single(x.length));
          }
        };
    return difference(
        part(first, quantity, target, rho),
        part(second, quantity, target, rho),
        "spearman",
        quantity,
        target);
  }

  /**
   * r² of the least-squares line.
   *
   * @param first the first experiment
   * @param second the second
   * @param quantity correlated with
   * @param target this
   * @return both and the interval of the difference
   */
  public Difference rSquared(Sample first, Sample second, String quantity, String target) {
    Statistic square =
        new Statistic() {
          @Override
          public double of(double[] x, double[] y) {
            return LinearFit.of(x, y).rSquared();
          }

          @Override
          public ToDoubleFunction<int[]> ofWeights(double[] x, double[] y) {
            ToDoubleFunction<int[]> r = Pearson.ofWeights(x, y, Groups.single(x.length));
            return weights -> Math.pow(r.applyAsDouble(weights), 2);
          }
        };
    return difference(
        part(first, quantity, target, square),
        part(second, quantity, target, square),
        "rSquared",
        quantity,
        target);
  }

  /**
   * The mean over the runs of a regime.
   *
   * @param first the first experiment
   * @param second the second
   * @param quantity a quantity that both record
   * @param regime a regime that both have
   * @return both and the interval of the difference
   */
  public Difference mean(Sample first, Sample second, String quantity, String regime) {
    return difference(
        mean(first, quantity, regime), mean(second, quantity, regime), "mean", quantity, regime);
  }

  private static Part part(Sample sample, String quantity, String target, Statistic statistic) {
    if (!sample.quantities().contains(quantity)) {
      return Part.none(0);
    }
    Pairs pairs = Pairs.finite(sample.column(quantity), sample.column(target));
    if (pairs.n() < CorrelationAnalysis.SMALLEST_REGIME) {
      return Part.none(pairs.n());
    }
    return new Part(
        statistic.of(pairs.x(), pairs.y()),
        pairs.n(),
        sample.clusters().select(pairs.rows()),
        statistic.ofWeights(pairs.x(), pairs.y()));
  }

  private static Part mean(Sample sample, String quantity, String regime) {
    int[] rows = sample.regimes().members()[sample.regimes().labels().indexOf(regime)];
    Sample ofRegime = sample.select(rows);
    double[] all = ofRegime.column(quantity);
    Pairs finite = Pairs.finite(all, all);
    double[] values = finite.x();
    ToDoubleFunction<int[]> mean =
        weights -> {
          double sum = 0;
          int times = 0;
          for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
            times += weights[i];
          }
          return sum / times;
        };
    return new Part(
        mean.applyAsDouble(Ranks.once(values.length)),
        values.length,
        ofRegime.clusters().select(finite.rows()),
        mean);
  }

  private Difference difference(Part first, Part second, String... names) {
    return new Difference(
        first.value(),
        first.runs(),
        second.value(),
        second.runs(),
        bootstrap
            .reseeded(Seeds.named(bootstrap.seed(), names))
            .ofDifference(
                first.clusters(), first.ofWeights(), second.clusters(), second.ofWeights()));
  }
}
