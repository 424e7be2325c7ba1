package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  /** Five clusters of unequal size. */
  private static final Groups CLUSTERS =
      Groups.of(List.of("0", "1", "2", "1", "1", "0", "3", "4", "4"));

  private static final double[] VALUES = {1, 10, 100, 20, 60, 4, 33, 47, 71};

  private static final ToDoubleFunction<int[]> MEAN = weights -> mean(VALUES, weights);

  private static double mean(double[] values, int[] weights) {
    double sum = 0;
    for (int row = 0; row < weights.length; row++) {
      sum += weights[row] * values[row];
    }
    return sum / Arrays.stream(weights).sum();
  }

  @Test
  void manyResamplesReachTheFullBootstrapDistribution() {
    int[][] members = CLUSTERS.members();
    int all = 5 * 5 * 5 * 5 * 5;
    List<Double> means = new ArrayList<>();
    for (int code = 0; code < all; code++) {
      int[] weights = new int[VALUES.length];
      IntStream.of(code / 625, code / 125 % 5, code / 25 % 5, code / 5 % 5, code % 5)
          .flatMap(cluster -> Arrays.stream(members[cluster]))
          .forEach(row -> weights[row]++);
      means.add(MEAN.applyAsDouble(weights));
    }
    double[] sorted = means.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    // the share below an end is that of the tail, up to the noise of 20,000 resamples
    for (double level : new double[] {0.95, 0.5}) {
      Interval interval = new Bootstrap(20_000, level, 5).interval(CLUSTERS, MEAN);
      double tail = (1 - level) / 2;
      double noise = 4 * Math.sqrt(tail * (1 - tail) / 20_000);
      assertThat(interval.lower())
          .isBetween(
              Bootstrap.quantile(sorted, tail - noise), Bootstrap.quantile(sorted, tail + noise));
      assertThat(interval.upper())
          .isBetween(
              Bootstrap.quantile(sorted, 1 - tail - noise),
              Bootstrap.quantile(sorted, 1 - tail + noise));
    }
  }

  @Test
  void theMeanOfManyHasItsNormalInterval() {
    int n = 400;
    SplittableRandom random = new SplittableRandom(3);
    double[] x = IntStream.range(0, n).mapToDouble(i -> random.nextDouble()).toArray();
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / n;
    Groups rows = Groups.of(IntStream.range(0, n).mapToObj(Integer::toString).toList());
    Interval interval = Bootstrap.withSeed(1).interval(rows, weights -> mean(x, weights));
    double half = 1.959964 * Math.sqrt(variance / n);
    assertThat(interval.lower()).isEqualTo(mean - half, within(0.1 * half));
    assertThat(interval.upper()).isEqualTo(mean + half, within(0.1 * half));
    assertThat(interval.contains(mean)).isTrue();
    assertThat(interval.contains(mean + 2 * half)).isFalse();
    assertThat(interval.resamples()).isEqualTo(2_000);
    assertThat(interval.clusters()).isEqualTo(n);
  }

  @Test
  void copiesOfARunInItsClusterDoNotNarrowTheInterval() {
    int n = 12;
    double[] x = IntStream.range(0, n).mapToDouble(i -> Math.sin(9.0 * i)).toArray();
    List<String> seeds = IntStream.range(0, n).mapToObj(Integer::toString).toList();
    List<String> tripled = IntStream.range(0, 3 * n).mapToObj(i -> seeds.get(i / 3)).toList();
    double[] thrice = IntStream.range(0, 3 * n).mapToDouble(i -> x[i / 3]).toArray();
    Interval single = Bootstrap.withSeed(1).interval(Groups.of(seeds), w -> mean(x, w));
    Interval copies = Bootstrap.withSeed(1).interval(Groups.of(tripled), w -> mean(thrice, w));
    assertThat(copies.lower()).isEqualTo(single.lower(), within(1e-12));
    assertThat(copies.upper()).isEqualTo(single.upper(), within(1e-12));
  }

  @Test
  void statisticsShareResamplesAndSeedsDecide() {
    Bootstrap bootstrap = Bootstrap.withSeed(1);
    List<Interval> both =
        bootstrap.intervals(
            CLUSTERS,
            weights -> new double[] {Arrays.stream(weights).sum(), MEAN.applyAsDouble(weights)});
    assertThat(both.get(1)).isEqualTo(bootstrap.interval(CLUSTERS, MEAN));
    assertThat(both.get(0).lower()).as("row 6 or 2 five times").isBetween(5.0, 7.0);
    assertThat(both.get(0).upper()).as("the largest cluster").isBetween(11.0, 15.0);
    Groups many = Groups.of(IntStream.range(0, 6).mapToObj(Integer::toString).toList());
    assertThat(bootstrap.reseeded(2).interval(many, MEAN))
        .isNotEqualTo(bootstrap.interval(many, MEAN));
  }

  @Test
  void undefinedResamplesAreLeftOutAndCounted() {
    // not defined unless cluster 2 (row 2) is drawn: (4/5)^5 of the resamples
    ToDoubleFunction<int[]> needsRow2 = weights -> weights[2] > 0 ? 1 : Double.NaN;
    Interval interval = Bootstrap.withSeed(1).interval(CLUSTERS, needsRow2);
    assertThat(interval.undefined()).isBetween(570, 740);
    assertThat(interval.lower()).isEqualTo(1);
    assertThat(interval.note()).isEmpty();

    Interval opposite =
        Bootstrap.withSeed(1)
            .interval(CLUSTERS, w -> Double.isNaN(needsRow2.applyAsDouble(w)) ? 1 : Double.NaN);
    assertThat(opposite.undefined()).isEqualTo(2_000 - interval.undefined());
    assertThat(opposite.lower()).isNaN();
    assertThat(opposite.upper()).isNaN();
    assertThat(opposite.note()).contains("more than half");
  }

  @Test
  void fewClustersHaveNoInterval() {
    for (int clusters = 1; clusters < 5; clusters++) {
      int count = clusters;
      Groups groups =
          Groups.of(IntStream.range(0, 9).mapToObj(i -> Integer.toString(i % count)).toList());
      Interval interval = Bootstrap.withSeed(1).interval(groups, MEAN);
      assertThat(interval.lower()).isNaN();
      assertThat(interval.upper()).isNaN();
      assertThat(interval.clusters()).isEqualTo(clusters);
      assertThat(interval.note()).isEqualTo("fewer than 5 replicates to resample");
    }
  }

  /**
   * The fifth replicate has only begun: drawn with another one it leaves two points of a regime.
   */
  @Test
  void aClusterOfLessThanAThirdOfTheLargestDoesNotCount() {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      labels.add(Integer.toString(i % 4));
    }
    labels.add("begun");
    double[] values = IntStream.range(0, 18).mapToDouble(i -> Math.sin(i)).toArray();
    ToDoubleFunction<int[]> mean = weights -> mean(values, weights);
    Interval begun = Bootstrap.withSeed(1).interval(Groups.of(labels), mean);
    assertThat(begun.lower()).isNaN();
    assertThat(begun.upper()).isNaN();
    assertThat(begun.note())
        .isEqualTo("fewer than 5 replicates with at least a third of the runs of the largest");
    Groups five = Groups.of(List.of("0", "1", "2", "3", "4"));
    Interval difference = Bootstrap.withSeed(1).ofDifference(five, MEAN, Groups.of(labels), mean);
    assertThat(difference.lower()).isNaN();
    assertThat(difference.note()).isEqualTo(begun.note());
    labels.add("begun");
    assertThat(Bootstrap.withSeed(1).interval(Groups.of(labels), mean).lower()).isFinite();
  }

  @Test
  void quantilesAreNumPysDefault() {
    // numpy.quantile([1, 2, 4, 8], [0, 0.025, 0.5, 0.9, 1])
    double[] sorted = {1, 2, 4, 8};
    double[] expected = {1, 1.075, 3, 6.8, 8};
    double[] probabilities = {0, 0.025, 0.5, 0.9, 1};
    for (int i = 0; i < expected.length; i++) {
      assertThat(Bootstrap.quantile(sorted, probabilities[i]))
          .isEqualTo(expected[i], within(1e-14));
    }
  }

  @Test
  void senselessOptionsAreRefused() {
    assertThatThrownBy(() -> new Bootstrap(0, 0.95, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Bootstrap(10, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Bootstrap(10, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PermutationOptions(1, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
