package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every sample. */
@PropertyDefaults(tries = 300)
class CorrelationPropertiesTest {
  /** Small enough to be fast: up to six rows are enumerated, seven and eight permuted at random. */
  private static final PermutationOptions OPTIONS = new PermutationOptions(8, 720, 199, 7);

  private interface Coefficient {
    Correlation of(double[] x, double[] y, Groups groups, PermutationOptions options);
  }

  private interface Definition {
    double of(double[] x, double[] y, List<String> labels);
  }

  private interface Weighted {
    ToDoubleFunction<int[]> of(double[] x, double[] y, Groups groups);
  }

  /** A coefficient with its definition. */
  private enum Measure {
    PEARSON(Pearson::correlateWithin, Definitions::pearson, Pearson::ofWeights),
    SPEARMAN(Spearman::correlateWithin, Definitions::spearman, Spearman::ofWeights),
    KENDALL(Kendall::correlateWithin, Definitions::kendall, Kendall::ofWeights);

    private final Coefficient coefficient;
    private final Definition definition;
    private final Weighted weighted;

    Measure(Coefficient coefficient, Definition definition, Weighted weighted) {
      this.coefficient = coefficient;
      this.definition = definition;
      this.weighted = weighted;
    }

    Correlation of(Sampled sample) {
      return coefficient.of(sample.x(), sample.y(), sample.groups(), OPTIONS);
    }

    double byDefinition(Sampled sample) {
      return definition.of(sample.x(), sample.y(), sample.labels());
    }

    ToDoubleFunction<int[]> ofWeights(Sampled sample) {
      return weighted.of(sample.x(), sample.y(), sample.groups());
    }
  }

  @Provide
  Arbitrary<Sampled> samples() {
    return Sampled.arbitrary(0, 24);
  }

  @Provide
  Arbitrary<Sampled> smallSamples() {
    return Sampled.arbitrary(2, 6);
  }

  /** Samples into which NaN and infinities are put. */
  @Provide
  Arbitrary<Sampled> spoiltSamples() {
    Arbitrary<Double> spoilt =
        Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.0, -0.0);
    return Combinators.combine(samples(), spoilt, spoilt, spoilt, spoilt)
        .as((sample, a, b, c, d) -> sample.and(a, b).and(c, d));
  }

  /** Equal coefficients, and p-values where they are no random draws. */
  private static void assertSame(Correlation actual, Correlation expected) {
    assertThat(actual.coefficient()).isEqualTo(expected.coefficient(), within(1e-12));
    assertThat(actual.method()).isEqualTo(expected.method());
    assertThat(actual.note()).isEqualTo(expected.note());
    if (actual.method() != PValueMethod.MONTE_CARLO_PERMUTATION) {
      assertThat(actual.pValue()).isEqualTo(expected.pValue(), within(1e-9));
    }
  }

  @Property(seed = "11")
  void everyCoefficientIsThatOfItsDefinition(
      @ForAll Measure measure, @ForAll("samples") Sampled sample) {
    Correlation correlation = measure.of(sample);
    assertThat(correlation.coefficient()).isEqualTo(measure.byDefinition(sample), within(1e-12));
    assertThat(correlation.note().isEmpty()).isEqualTo(!Double.isNaN(correlation.coefficient()));
  }

  @Property(seed = "12")
  void coefficientsAndPValuesKeepTheirBoundsWhateverTheColumnsHold(
      @ForAll Measure measure, @ForAll("spoiltSamples") Sampled sample) {
    Correlation correlation = measure.of(sample);
    assertThat(correlation.n() + correlation.dropped()).isEqualTo(sample.n());
    assertThat(correlation.dropped())
        .isEqualTo(
            (int)
                IntStream.range(0, sample.n())
                    .filter(i -> !Double.isFinite(sample.x()[i] + sample.y()[i]))
                    .count());
    if (Double.isNaN(correlation.coefficient())) {
      assertThat(correlation.pValue()).isNaN();
      assertThat(correlation.note()).isNotEmpty();
    } else {
      assertThat(correlation.coefficient()).isBetween(-1.0, 1.0);
      assertThat(Double.isNaN(correlation.pValue())).isEqualTo(!correlation.note().isEmpty());
      assertThat(Double.isNaN(correlation.pValue()) ? 1 : correlation.pValue()).isBetween(0.0, 1.0);
    }
  }

  @Property(seed = "13")
  void theOrderOfTheRowsIsOfNoMatter(
      @ForAll Measure measure, @ForAll("samples") Sampled sample, @ForAll long seed) {
    assertSame(measure.of(sample.shuffled(seed)), measure.of(sample));
  }

  @Property(seed = "14")
  void exchangingTheColumnsChangesNothing(
      @ForAll Measure measure, @ForAll("samples") Sampled sample) {
    Correlation exchanged = measure.of(sample.exchanged());
    Correlation original = measure.of(sample);
    assertThat(exchanged.coefficient()).isEqualTo(original.coefficient(), within(1e-12));
    if (original.method() != PValueMethod.MONTE_CARLO_PERMUTATION) {
      assertThat(exchanged.pValue()).isEqualTo(original.pValue(), within(1e-9));
    }
  }

  @Property(seed = "15")
  void turningAColumnRoundFlipsTheSign(@ForAll Measure measure, @ForAll("samples") Sampled sample) {
    Correlation turned = measure.of(sample.mapped(v -> v, v -> -v));
    Correlation original = measure.of(sample);
    assertThat(turned.coefficient()).isEqualTo(-original.coefficient(), within(1e-12));
    assertThat(turned.pValue()).isEqualTo(original.pValue(), within(1e-9));
  }

  @Property(seed = "16")
  void scalesAndOriginsAreOfNoMatter(
      @ForAll Measure measure,
      @ForAll("samples") Sampled sample,
      @ForAll @IntRange(min = -40, max = 40) int power,
      @ForAll @IntRange(min = -5000, max = 5000) int shift) {
    Sampled mapped =
        sample.mapped(v -> Math.scalb(v + shift, power), v -> Math.scalb(v - shift, -power));
    assertSame(measure.of(mapped), measure.of(sample));
  }

  @Property(seed = "17")
  void ranksSurviveMonotoneMaps(@ForAll("samples") Sampled sample) {
    Sampled mapped = sample.mapped(v -> v * v * v + v, v -> Math.exp(v / 16));
    assertThat(Measure.SPEARMAN.of(mapped)).isEqualTo(Measure.SPEARMAN.of(sample));
    assertThat(Measure.KENDALL.of(mapped)).isEqualTo(Measure.KENDALL.of(sample));
  }

  @Property(seed = "18")
  void aColumnAgreesWithItself(@ForAll Measure measure, @ForAll("samples") Sampled sample) {
    Correlation self = measure.of(new Sampled(sample.x(), sample.x(), sample.labels()));
    if (!Double.isNaN(self.coefficient())) {
      assertThat(self.coefficient()).isEqualTo(1, within(1e-15));
    }
  }

  @Property(seed = "19")
  void shiftsOfAGroupDoNotMoveWhatIsAdjustedForIt(@ForAll("samples") Sampled sample) {
    double[] shifted = sample.x().clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += 64 * sample.groups().groupOf(i);
    }
    Sampled moved = new Sampled(shifted, sample.y(), sample.labels());
    assertSame(Measure.PEARSON.of(moved), Measure.PEARSON.of(sample));
    assertSame(Measure.KENDALL.of(moved), Measure.KENDALL.of(sample));
  }

  @Property(seed = "20")
  void rowsThatAreNotFiniteAreCountedAndLeftOut(
      @ForAll Measure measure, @ForAll("samples") Sampled sample) {
    Correlation more = measure.of(sample.and(Double.NaN, 1).and(1, Double.NEGATIVE_INFINITY));
    Correlation without = measure.of(sample);
    assertThat(more)
        .isEqualTo(
            new Correlation(
                without.coefficient(),
                without.pValue(),
                without.method(),
                without.n(),
                2,
                without.note()));
  }

  @Property(seed = "21")
  void aWeightIsANumberOfCopies(
      @ForAll Measure measure, @ForAll("samples") Sampled sample, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = sample.n();
    int[] rows = n == 0 ? new int[0] : random.ints(n + 3, 0, n).toArray();
    int[] weights = new int[n];
    Arrays.stream(rows).forEach(row -> weights[row]++);
    assertThat(measure.ofWeights(sample).applyAsDouble(weights))
        .isEqualTo(measure.byDefinition(sample.rows(rows)), within(1e-12));
  }

  /** The share of all orders of y whose coefficient is at least as far from zero. */
  @Property(seed = "22", tries = 100)
  void smallSamplesHaveTheirExactPValue(
      @ForAll Measure measure, @ForAll("smallSamples") Sampled grouped) {
    Sampled sample =
        new Sampled(grouped.x(), grouped.y(), java.util.Collections.nCopies(grouped.n(), "g"));
    double observed = Math.abs(measure.byDefinition(sample));
    List<double[]> orders = Definitions.permutations(sample.y());
    long asFar =
        orders.stream()
            .map(order -> new Sampled(sample.x(), order, sample.labels()))
            .filter(order -> Math.abs(measure.byDefinition(order)) >= observed - 1e-9)
            .count();
    Correlation correlation = measure.of(sample);
    if (Double.isNaN(observed)) {
      assertThat(correlation.method()).isEqualTo(PValueMethod.NOT_DEFINED);
    } else {
      assertThat(correlation.method()).isEqualTo(PValueMethod.EXACT_PERMUTATION);
      assertThat(correlation.pValue()).isEqualTo(asFar / (double) orders.size(), within(1e-12));
    }
  }

  @Property(seed = "23")
  void midRanksAreThoseOfTheirDefinition(@ForAll("samples") Sampled sample) {
    double[] ranks = Ranks.midRanks(sample.x());
    assertThat(ranks).isEqualTo(Definitions.ranks(sample.x()));
    assertThat(Arrays.stream(ranks).sum()).isEqualTo(sample.n() * (sample.n() + 1) / 2.0);
  }

  @Property(seed = "24")
  void theLineIsThatOfLeastSquares(@ForAll("samples") Sampled sample) {
    LinearFit fit = LinearFit.within(sample.x(), sample.y(), sample.groups());
    double[] dx = Definitions.centred(sample.x(), sample.labels());
    double[] dy = Definitions.centred(sample.y(), sample.labels());
    double xx = Definitions.dot(dx, dx);
    if (xx == 0) {
      assertThat(fit.slope()).isNaN();
      assertThat(fit.note()).isNotEmpty();
      return;
    }
    double tolerance = 1e-11 * (1 + Math.sqrt(Definitions.dot(dy, dy) / xx));
    assertThat(fit.slope()).isEqualTo(Definitions.dot(dx, dy) / xx, within(tolerance));
    double r = Definitions.pearson(sample.x(), sample.y(), sample.labels());
    assertThat(fit.rSquared()).isEqualTo(r * r, within(1e-12));
    if (!Double.isNaN(fit.slopePValue())) {
      assertThat(fit.slopePValue()).isBetween(0.0, 1.0);
      assertThat(fit.slopeStandardError()).isNotNegative();
    }
    double meanX = Arrays.stream(sample.x()).average().orElseThrow();
    double meanY = Arrays.stream(sample.y()).average().orElseThrow();
    assertThat(fit.at(meanX)).isEqualTo(meanY, within(1e-11 * (1 + Math.abs(fit.slope()) * 200)));
  }

  @Property(seed = "25")
  void affineMapsScaleTheLine(
      @ForAll("samples") Sampled sample,
      @ForAll @IntRange(min = -9, max = 9) int power,
      @ForAll @IntRange(min = -500, max = 500) int shift) {
    LinearFit before = LinearFit.of(sample.x(), sample.y());
    Sampled mapped = sample.mapped(v -> shift - Math.scalb(v, power), v -> shift + 0.5 * v);
    LinearFit after = LinearFit.of(mapped.x(), mapped.y());
    assertThat(Math.scalb(-2 * after.slope(), power)).isEqualTo(before.slope(), within(1e-9));
    assertThat(after.rSquared()).isEqualTo(before.rSquared(), within(1e-12));
    assertThat(after.slopePValue()).isEqualTo(before.slopePValue(), within(1e-9));
    assertThat(after.note()).isEqualTo(before.note());
  }

  @Property(seed = "26")
  void theArgumentsAreLeftAlone(@ForAll Measure measure, @ForAll("spoiltSamples") Sampled sample) {
    double[] x = sample.x().clone();
    double[] y = sample.y().clone();
    measure.of(sample);
    LinearFit.within(sample.x(), sample.y(), sample.groups());
    assertThat(sample.x()).isEqualTo(x);
    assertThat(sample.y()).isEqualTo(y);
  }
}
