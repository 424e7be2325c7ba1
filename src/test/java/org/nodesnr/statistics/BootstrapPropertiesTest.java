package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
    long[] sizes =
        IntStream.range(0, sample.groups().count())
            .mapToLong(
                g ->
                    IntStream.range(0, sample.n())
                        .filter(row -> sample.groups().groupOf(row) == g)
                        .count())
            .toArray();
    long counting =
        Arrays.stream(sizes)
            .filter(s -> s >= Arrays.stream(sizes).max().orElseThrow() / 3.0)
            .count();
    if (counting < Bootstrap.FEWEST_CLUSTERS) {
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

  @Property(seed = "32")
  void fourClustersHaveNoIntervalAndFiveHaveOne(@ForAll("samples") Sampled sample) {
    Sampled longer = sample.and(1, 2).and(3, 4).and(5, 7).and(6, 1).and(2, 9);
    for (int clusters : new int[] {4, 5}) {
      Groups groups =
          Groups.of(IntStream.range(0, longer.n()).mapToObj(i -> "c" + i % clusters).toList());
      Interval interval = BOOTSTRAP.interval(groups, mean(longer.x()));
      assertThat(Double.isNaN(interval.lower())).isEqualTo(clusters == 4);
      assertThat(interval.note().isEmpty()).isEqualTo(clusters == 5);
    }
  }

  @Property(seed = "33")
  void aStatisticThatDoesNotVaryHasAnIntervalOfOnePoint(
      @ForAll @IntRange(min = 5, max = 12) int clusters,
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double value) {
    Interval interval = BOOTSTRAP.interval(rows(clusters), weights -> value);
    assertThat(interval.lower()).isEqualTo(value);
    assertThat(interval.upper()).isEqualTo(value);
    assertThat(interval.undefined()).isZero();
  }

  @Property(seed = "34")
  void moreConfidenceIsAWiderInterval(@ForAll("samples") Sampled sample) {
    Sampled longer = sample.and(1, 2).and(3, 4).and(5, 7).and(6, 1).and(2, 9);
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
