package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What holds for every percentile interval. */
@PropertyDefaults(tries = 100)
class BootstrapPropertiesTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 0.9, 3);

  @Provide
  Arbitrary<Sampled> samples() {
    return Sampled.arbitrary(0, 24);
  }

  private static ToDoubleFunction<int[]> mean(double[] values) {
    return weights ->
        IntStream.range(0, values.length).mapToDouble(i -> weights[i] * values[i]).sum()
            / Arrays.stream(weights).sum();
  }

  private static Groups rows(int n) {
    return Groups.of(IntStream.range(0, n).mapToObj(Integer::toString).toList());
  }

  @Property(seed = "31")
  void anIntervalOfMeansLiesWithinTheValues(@ForAll("samples") Sampled sample) {
    Interval interval = BOOTSTRAP.interval(sample.groups(), mean(sample.x()));
    if (sample.groups().count() < 2) {
      assertThat(interval.lower()).isNaN();
      assertThat(interval.upper()).isNaN();
      assertThat(interval.note()).isNotEmpty();
    } else {
      assertThat(interval.lower())
          .isBetween(Arrays.stream(sample.x()).min().orElseThrow(), interval.upper());
      assertThat(interval.upper())
          .isLessThanOrEqualTo(Arrays.stream(sample.x()).max().orElseThrow());
      assertThat(interval.clusters()).isEqualTo(sample.groups().count());
    }
  }

  /** Two clusters have three resamples, and the two extreme ones take up half of all. */
  @Property(seed = "32")
  void anIntervalOverTwoClustersContainsTheEstimate(
      @ForAll("samples") Sampled sample, @ForAll @DoubleRange(min = 0.7, max = 0.99) double level) {
    List<String> two = IntStream.range(0, sample.n() + 2).mapToObj(i -> "c" + i % 2).toList();
    Sampled longer = sample.and(1, 2).and(3, 4);
    ToDoubleFunction<int[]> statistic = mean(longer.x());
    int[] once = Ranks.once(longer.n());
    Interval interval = new Bootstrap(400, level, 5).interval(Groups.of(two), statistic);
    assertThat(interval.contains(statistic.applyAsDouble(once))).isTrue();
  }

  @Property(seed = "33")
  void aStatisticThatDoesNotVaryHasAnIntervalOfOnePoint(
      @ForAll @IntRange(min = 2, max = 12) int clusters,
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double value) {
    Interval interval = BOOTSTRAP.interval(rows(clusters), weights -> value);
    assertThat(interval.lower()).isEqualTo(value);
    assertThat(interval.upper()).isEqualTo(value);
    assertThat(interval.undefined()).isZero();
  }

  @Property(seed = "34")
  void moreConfidenceIsAWiderInterval(@ForAll("samples") Sampled sample) {
    Sampled longer = sample.and(1, 2).and(3, 4);
    Groups rows = rows(longer.n());
    Interval narrow = new Bootstrap(200, 0.5, 9).interval(rows, mean(longer.x()));
    Interval wide = new Bootstrap(200, 0.95, 9).interval(rows, mean(longer.x()));
    assertThat(wide.lower()).isLessThanOrEqualTo(narrow.lower());
    assertThat(wide.upper()).isGreaterThanOrEqualTo(narrow.upper());
  }

  @Property(seed = "35")
  void anIntervalOfACorrelationKeepsItsBoundsAndCountsWhatIsUndefined(
      @ForAll("samples") Sampled sample) {
    Groups rows = rows(sample.n());
    Interval interval =
        BOOTSTRAP.interval(
            rows, Spearman.ofWeights(sample.x(), sample.y(), Groups.single(sample.n())));
    assertThat(interval.undefined()).isBetween(0, 200);
    if (Double.isNaN(interval.lower())) {
      assertThat(interval.upper()).isNaN();
      assertThat(interval.note()).isNotEmpty();
    } else {
      assertThat(interval.lower()).isBetween(-1.0, interval.upper());
      assertThat(interval.upper()).isLessThanOrEqualTo(1);
      assertThat(interval.undefined()).isLessThanOrEqualTo(100);
    }
  }
}
