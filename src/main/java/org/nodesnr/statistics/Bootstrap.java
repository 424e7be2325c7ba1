package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.util.KthSelector;
import org.nodesnr.random.Streams;

/**
 * Percentile intervals from resampled clusters.
 *
 * <p>Runs that share initial weights and batches are not independent, so whole clusters
 * (replicates) are drawn: K of the K clusters with replacement, each with all its rows. The
 * interval runs between the (1 − level)/2 and (1 + level)/2 quantiles of the statistic,
 * interpolated linearly between order statistics (NumPy's default). Percentiles, not BCa: its
 * jackknife acceleration means nothing with the five or ten replicates that are usual here.
 *
 * <p>A resample can make a statistic undefined (a column constant in it). Such resamples are left
 * out and counted; where they are more than half, the interval is NaN. So it is with fewer than
 * {@value #FEWEST_CLUSTERS} clusters: K clusters have only (2K − 1 choose K) distinct resamples, 3
 * for K = 2 and 35 for K = 4, whose percentiles are little more than the least and the greatest.
 * With somewhat more clusters the interval is still too narrow. A cluster counts towards the
 * {@value #FEWEST_CLUSTERS} when it has at least a third as many rows as the largest: a replicate
 * of which only one regime has been trained so far would leave, in the resamples that consist of it
 * and one other, hardly two runs that differ, and a correlation of ±1. It is drawn all the same.
 *
 * <p>Resample b draws from its own stream of the seed, whatever the statistic.
 *
 * @param resamples how many, at least 1
 * @param level nominal coverage in (0, 1)
 * @param seed the seed
 */
public record Bootstrap(int resamples, double level, long seed) {
  /** Resamples by default. */
  public static final int DEFAULT_RESAMPLES = 2_000;

  /** Nominal coverage by default. */
  public static final double DEFAULT_LEVEL = 0.95;

  /** With fewer clusters than this there is no interval. */
  public static final int FEWEST_CLUSTERS = 5;

  /**
   * The most clusters whose resamples are often alike: 8 make 6,435 different ones, 9 already
   * 24,310.
   */
  private static final int MOST_ALIKE = 8;

  /** Odd, so that numbers stay different: the golden ratio's bits. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final KthSelector SELECTOR = new KthSelector();

  /** How many pivots of selections are kept: ten levels of them. */
  private static final int PIVOTS = (1 << 10) - 1;

  /** Checks the ranges. */
  public Bootstrap {
    if (resamples < 1 || !(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "resamples must be at least 1 and level in (0, 1): " + resamples + ", " + level);
    }
  }

  /**
   * The defaults with a seed.
   *
   * @param seed the seed
   * @return 2,000 resamples for 95% intervals
   */
  public static Bootstrap withSeed(long seed) {
    return new Bootstrap(DEFAULT_RESAMPLES, DEFAULT_LEVEL, seed);
  }

  /**
   * The same with another seed.
   *
   * @param other the seed
   * @return a bootstrap
   */
  public Bootstrap reseeded(long other) {
    return new Bootstrap(resamples, level, other);
  }

  /**
   * The same with more resamples.
   *
   * @param factor how many times as many
   * @return a bootstrap
   */
  public Bootstrap times(int factor) {
    return new Bootstrap(resamples * factor, level, seed);
  }

  /**
   * The interval of one statistic.
   *
   * @param clusters the cluster of every row
   * @param statistic of how often each row was drawn
   * @return its interval
   */
  public Interval interval(Groups clusters, ToDoubleFunction<int[]> statistic) {
    return intervalOf(clusters, ofWeights(clusters, statistic));
  }

  /** The interval of one statistic of resamples. */
  Interval intervalOf(Groups clusters, ToDoubleFunction<Draw> statistic) {
    return intervalsOf(clusters, draw -> new double[] {statistic.applyAsDouble(draw)}).get(0);
  }

  private static ToDoubleFunction<Draw> ofWeights(
      Groups clusters, ToDoubleFunction<int[]> statistic) {
    return draw -> statistic.applyAsDouble(draw.weightsOfAll(clusters.rows()));
  }

  /**
   * The intervals of several statistics over the same resamples. Of few clusters, resamples that
   * are alike are evaluated once.
   *
   * @param clusters the cluster of every row
   * @param statistics of how often each row was drawn
   * @return their intervals, in order
   */
  public List<Interval> intervals(Groups clusters, Function<int[], double[]> statistics) {
    return intervalsOf(clusters, draw -> statistics.apply(draw.weightsOfAll(clusters.rows())));
  }

  /** The intervals of several statistics over the same resamples. */
  List<Interval> intervalsOf(Groups clusters, Function<Draw, double[]> statistics) {
    int count = statistics.apply(Draw.of(clusters, Ranks.once(clusters.count()))).length;
    if (sizeable(clusters) < FEWEST_CLUSTERS) {
      return Collections.nCopies(count, none(clusters.count()));
    }
    List<Interval> intervals = new ArrayList<>();
    for (double[] ofStatistic : values(clusters, statistics, count)) {
      intervals.add(percentiles(ofStatistic, clusters.count()));
    }
    return List.copyOf(intervals);
  }

  /**
   * The interval of the difference of a statistic between two independent sets of rows: the
   * percentiles of s₂ − s₁, each over resamples of its own clusters, the b-th of one with the b-th
   * of the other. The two draw from different streams of the seed.
   *
   * @param firstClusters the cluster of every row of the first
   * @param first s₁ of how often each row of the first was drawn
   * @param secondClusters the cluster of every row of the second
   * @param second s₂ likewise
   * @return the interval, NaN where one of the two has too few clusters
   */
  public Interval ofDifference(
      Groups firstClusters,
      ToDoubleFunction<int[]> first,
      Groups secondClusters,
      ToDoubleFunction<int[]> second) {
    int fewer = Math.min(firstClusters.count(), secondClusters.count());
    if (Math.min(sizeable(firstClusters), sizeable(secondClusters)) < FEWEST_CLUSTERS) {
      return none(fewer);
    }
    double[] one = reseeded(Seeds.named(seed, "first")).values(firstClusters, first);
    double[] other = reseeded(Seeds.named(seed, "second")).values(secondClusters, second);
    double[] differences = new double[resamples];
    Arrays.setAll(differences, b -> other[b] - one[b]);
    return percentiles(differences, fewer);
  }

  private Interval none(int clusters) {
    String note =
        "fewer than "
            + FEWEST_CLUSTERS
            + (clusters < FEWEST_CLUSTERS
                ? " replicates to resample"
                : " replicates with at least a third of the runs of the largest");
    return new Interval(Double.NaN, Double.NaN, level, 0, 0, clusters, note);
  }

  /** How many clusters have at least a third as many rows as the largest. */
  private static int sizeable(Groups clusters) {
    int[] sizes = Arrays.stream(clusters.members()).mapToInt(rows -> rows.length).toArray();
    int largest = Arrays.stream(sizes).max().orElse(0);
    return (int) Arrays.stream(sizes).filter(size -> 3 * size >= largest).count();
  }

  private double[] values(Groups clusters, ToDoubleFunction<int[]> statistic) {
    ToDoubleFunction<Draw> ofDraw = ofWeights(clusters, statistic);
    return values(clusters, draw -> new double[] {ofDraw.applyAsDouble(draw)}, 1)[0];
  }

  /** By statistic and resample. */
  private double[][] values(Groups clusters, Function<Draw, double[]> statistics, int count) {
    double[][] values = new double[count][resamples];
    Map<Long, double[]> known = new HashMap<>();
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(clusters.count());
    boolean alike = clusters.count() <= MOST_ALIKE;
    Streams streams = new Streams(seed);
    for (int b = 0; b < resamples; b++) {
      int[] times = draw(clusters.count(), streams.stream(Streams.Purpose.RESAMPLING, b));
      double[] drawn =
          alike
              ? known.computeIfAbsent(
                  packed(times, bits), key -> statistics.apply(Draw.of(clusters, times)))
              : statistics.apply(Draw.of(clusters, times));
      for (int s = 0; s < count; s++) {
        values[s][b] = drawn[s];
      }
    }
    return values;
  }

  /** One number for each resample; those of alike ones have unlike hash codes. */
  private static long packed(int[] times, int bits) {
    long packed = 0;
    for (int drawn : times) {
      packed = packed << bits | drawn;
    }
    return packed * SPREAD;
  }

  private static int[] draw(int clusters, SplittableRandom random) {
    int[] times = new int[clusters];
    for (int i = 0; i < clusters; i++) {
      times[random.nextInt(clusters)]++;
    }
    return times;
  }

  private Interval percentiles(double[] values, int clusters) {
    double[] defined = new double[values.length];
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        defined[count++] = value;
      }
    }
    defined = Arrays.copyOf(defined, count);
    int undefined = values.length - count;
    if (2 * undefined > values.length) {
      String note = "not defined in more than half of the resamples";
      double nan = Double.NaN;
      return new Interval(nan, nan, level, resamples, undefined, clusters, note);
    }
    double tail = (1 - level) / 2;
    int[] pivots = noPivots();
    return new Interval(
        quantile(defined, tail, pivots),
        quantile(defined, 1 - tail, pivots),
        level,
        resamples,
        undefined,
        clusters,
        "");
  }

  /**
   * The quantile between order statistics, position (n − 1) · probability from 0.
   *
   * @param values none NaN; their order is changed
   */
  static double quantile(double[] values, double probability) {
    return quantile(values, probability, noPivots());
  }

  /** Where selections have parted the values already, for those that follow. */
  private static int[] noPivots() {
    int[] pivots = new int[PIVOTS];
    Arrays.fill(pivots, -1);
    return pivots;
  }

  private static double quantile(double[] values, double probability, int[] pivots) {
    double position = (values.length - 1) * probability;
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, values.length - 1);
    double lower = SELECTOR.select(values, pivots, below);
    double upper = SELECTOR.select(values, pivots, above);
    return lower + (position - below) * (upper - lower);
  }
}
