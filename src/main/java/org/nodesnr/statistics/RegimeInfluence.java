package org.nodesnr.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far Spearman's ρ over all runs hangs on the choice of regimes.
 *
 * <p>Two answers. <em>Leaving one out</em>: ρ over the runs of all regimes but one, for each; the
 * lowest and the highest of these, where at least {@value #FEWEST_RUNS} runs are left. <em>An
 * interval</em>: the bootstrap percentiles of ρ over resamples of whole regimes (K of the K with
 * replacement, each with all its runs; five times as many as the bootstrap has), as if the regimes
 * were drawn from all that one might have tried. They were chosen, not drawn: the interval says how
 * much ρ moves with the choice, not where a true ρ lies.
 *
 * @param quantity name of the column that is judged
 * @param target name of the column that it is judged by
 * @param n runs where both are finite
 * @param regimes how many of them there are in these runs
 * @param spearman ρ over all of these, or NaN
 * @param interval over resampled regimes; NaN with fewer than {@value Bootstrap#FEWEST_CLUSTERS}
 * @param lowest the lowest ρ without one regime; empty where none is defined
 * @param highest the highest likewise
 */
public record RegimeInfluence(
    String quantity,
    String target,
    int n,
    int regimes,
    double spearman,
    Interval interval,
    Optional<Omission> lowest,
    Optional<Omission> highest) {
  /** With fewer runs than this, ρ without a regime is not taken: two points are always in line. */
  public static final int FEWEST_RUNS = 3;

  /**
   * How many times as many resamples there are as over replicates: of a dozen regimes there are
   * millions that differ, and the ends of an interval from 2,000 of them still move by 0.03.
   */
  private static final int MORE_RESAMPLES = 5;

  /**
   * What is left without a regime.
   *
   * @param regime the one left out
   * @param spearman ρ over the runs of the others
   */
  public record Omission(String regime, double spearman) {}

  /**
   * Computes it.
   *
   * @param sample the runs
   * @param quantity name of a column
   * @param target name of another
   * @param bootstrap for the interval; its seed is mixed with both names
   * @return ρ and how it moves; of several regimes with the same effect, the first of the sample
   * @throws org.nodesnr.UserError if no run records one of the two columns
   */
  public static RegimeInfluence of(
      Sample sample, String quantity, String target, Bootstrap bootstrap) {
    Pairs pairs = Pairs.finite(sample.column(quantity), sample.column(target));
    Groups regimes = sample.regimes().select(pairs.rows());
    ToDoubleFunction<Draw> rho = Spearman.ofDraws(pairs.x(), pairs.y(), Groups.single(pairs.n()));
    int[][] members = regimes.members();
    List<Omission> omissions =
        IntStream.range(0, regimes.count())
            .filter(left -> pairs.n() - members[left].length >= FEWEST_RUNS)
            .mapToObj(
                left ->
                    new Omission(
                        regimes.labels().get(left),
                        rho.applyAsDouble(Draw.of(regimes, timesWithout(regimes, left)))))
            .filter(omission -> !Double.isNaN(omission.spearman()))
            .toList();
    Comparator<Omission> byRho = Comparator.comparingDouble(Omission::spearman);
    long seed = Seeds.named(bootstrap.seed(), quantity, target, "regimes");
    return new RegimeInfluence(
        quantity,
        target,
        pairs.n(),
        regimes.count(),
        rho.applyAsDouble(Draw.of(regimes, Ranks.once(regimes.count()))),
        bootstrap.reseeded(seed).times(MORE_RESAMPLES).intervalOf(regimes, rho),
        omissions.stream().min(byRho),
        omissions.stream().max(byRho));
  }

  private static int[] timesWithout(Groups groups, int left) {
    int[] times = Ranks.once(groups.count());
    times[left] = 0;
    return times;
  }
}
