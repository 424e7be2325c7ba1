package org.nodesnr.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.nodesnr.random.Streams;

/**
 * What a study of another size would find, if the runs of a sample were the truth.
 *
 * <p>One study: R different regimes are drawn from the K of the sample, each choice alike; of n
 * networks each regime has ⌊n/R⌋, and the first n mod R that were drawn have one more; each network
 * is one of the regime's runs, drawn with replacement. The result is Spearman's ρ over the n
 * networks. Study b draws from its own stream of the seed, the same for every quantity, so that all
 * quantities see the same studies.
 *
 * <p>Runs that share initial weights are drawn apart here, as in a study that starts every network
 * from weights of its own. Between runs of a regime ρ can vary no more than the sample's few do.
 *
 * @param quantity name of the column that is judged
 * @param target name of the column that it is judged by
 * @param networks n, how many networks a study has
 * @param regimes R, among how many regimes they are shared out
 * @param studies how many were drawn
 * @param defined how many of them have a ρ
 * @param mean of ρ, NaN where it is never defined, as are the rest
 * @param lower its 2.5% quantile, interpolated between order statistics
 * @param median its median
 * @param upper its 97.5% quantile
 * @param threshold a value of ρ
 * @param reached the share of the studies with ρ ≥ threshold
 */
public record Simulation(
    String quantity,
    String target,
    int networks,
    int regimes,
    int studies,
    int defined,
    double mean,
    double lower,
    double median,
    double upper,
    double threshold,
    double reached) {

  /** ρ that differs from the threshold by rounding errors reaches it. */
  private static final double TOLERANCE = 1e-12;

  private static final double TAIL = 0.025;

  /**
   * How studies are made.
   *
   * @param networks n, at least R
   * @param regimes R, at least 1
   * @param studies how many, at least 1
   * @param seed of the draws
   */
  public record Design(int networks, int regimes, int studies, long seed) {
    /** Checks the ranges. */
    public Design {
      if (regimes < 1 || networks < regimes || studies < 1) {
        throw new IllegalArgumentException(
            networks + " networks in " + regimes + " regimes, " + studies + " studies");
      }
    }
  }

  /**
   * Draws the studies.
   *
   * @param sample the runs; those without a finite value of both columns are left out, and so are
   *     regimes without any left
   * @param quantity name of a column
   * @param target name of another
   * @param design how studies are made
   * @param threshold the ρ to reach
   * @return what they find
   * @throws IllegalArgumentException if the sample has fewer regimes than the design
   */
  public static Simulation of(
      Sample sample, String quantity, String target, Design design, double threshold) {
    Pairs pairs = Pairs.finite(sample.column(quantity), sample.column(target));
    int[][] members = sample.regimes().select(pairs.rows()).members();
    if (members.length < design.regimes()) {
      throw new IllegalArgumentException(
          design.regimes() + " regimes asked for, " + members.length + " there");
    }
    ToDoubleFunction<int[]> rho =
        Spearman.ofWeights(pairs.x(), pairs.y(), Groups.single(pairs.n()));
    Streams streams = new Streams(Seeds.named(design.seed(), "simulation"));
    double[] values =
        IntStream.range(0, design.studies())
            .mapToObj(b -> streams.stream(Streams.Purpose.RESAMPLING, b))
            .mapToDouble(random -> rho.applyAsDouble(study(members, pairs.n(), design, random)))
            .filter(value -> !Double.isNaN(value))
            .toArray();
    long reached = Arrays.stream(values).filter(v -> v >= threshold - TOLERANCE).count();
    double nan = Double.NaN;
    boolean none = values.length == 0;
    return new Simulation(
        quantity,
        target,
        design.networks(),
        design.regimes(),
        design.studies(),
        values.length,
        Arrays.stream(values).average().orElse(nan),
        none ? nan : Bootstrap.quantile(values, TAIL),
        none ? nan : Bootstrap.quantile(values, 0.5),
        none ? nan : Bootstrap.quantile(values, 1 - TAIL),
        threshold,
        (double) reached / design.studies());
  }

  /** How often each run stands in a study. */
  private static int[] study(int[][] members, int rows, Design design, SplittableRandom random) {
    int[] order = IntStream.range(0, members.length).toArray();
    int[] weights = new int[rows];
    for (int k = 0; k < design.regimes(); k++) {
      int drawn = random.nextInt(k, order.length);
      int regime = order[drawn];
      order[drawn] = order[k];
      order[k] = regime;
      int share =
          design.networks() / design.regimes() + (k < design.networks() % design.regimes() ? 1 : 0);
      for (int i = 0; i < share; i++) {
        weights[members[regime][random.nextInt(members[regime].length)]]++;
      }
    }
    return weights;
  }

  /**
   * The design's numbers of regimes: a few, and all that there are.
   *
   * @param regimes K, how many there are
   * @return ascending, none above K
   */
  public static List<Integer> sizes(int regimes) {
    return IntStream.concat(
            IntStream.of(3, 4, 6, 8, 10).filter(size -> size < regimes), IntStream.of(regimes))
        .boxed()
        .toList();
  }
}
