package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.statistics.Reference.Case;

/** Every case of the reference file. */
class ReferenceTest {
  /** Never permutes, so that the approximations are seen at every n. */
  private static final PermutationOptions APPROXIMATE = new PermutationOptions(0, 0, 1, 1);

  private static final PermutationOptions DEFAULT = PermutationOptions.withSeed(1);

  /** Coefficients, absolute. */
  private static final double COEFFICIENT = 1e-13;

  /** p-values, fits: in percent of the value. */
  private static final double PERCENT = 1e-8;

  static Stream<Case> plain() {
    return Reference.cases("plain");
  }

  static Stream<Case> defined() {
    return plain().filter(c -> c.node().get("defined").booleanValue());
  }

  static Stream<Case> approximated() {
    return defined().filter(c -> c.has("pearsonT"));
  }

  static Stream<Case> permuted() {
    return defined().filter(c -> c.has("pearsonPermutation"));
  }

  static Stream<Case> permutedWithinGroups() {
    return grouped().filter(c -> c.has("pearsonPermutation"));
  }

  static Stream<Case> undefined() {
    return plain().filter(c -> !c.node().get("defined").booleanValue());
  }

  static Stream<Case> perfect() {
    return Reference.cases("perfect");
  }

  static Stream<Case> grouped() {
    return Reference.cases("grouped");
  }

  @ParameterizedTest
  @MethodSource("defined")
  void coefficientsAreThoseOfRationalArithmeticAndSciPy(Case c) {
    double[] x = c.column("x");
    double[] y = c.column("y");
    for (PermutationOptions options : new PermutationOptions[] {APPROXIMATE, DEFAULT}) {
      Correlation r = Pearson.correlate(x, y, options);
      assertThat(r.coefficient()).isEqualTo(c.value("pearson"), within(COEFFICIENT));
      assertThat(Spearman.correlate(x, y, options).coefficient())
          .isEqualTo(c.value("spearman"), within(COEFFICIENT));
      assertThat(Kendall.correlate(x, y, options).coefficient())
          .isEqualTo(c.value("kendall"), within(COEFFICIENT));
      assertThat(r.n()).isEqualTo(c.node().get("n").intValue());
      assertThat(r.dropped()).isEqualTo(c.node().get("dropped").intValue());
    }
  }

  @ParameterizedTest
  @MethodSource("approximated")
  void approximatePValuesAreSciPys(Case c) {
    double[] x = c.column("x");
    double[] y = c.column("y");
    check(Pearson.correlate(x, y, APPROXIMATE), c.value("pearsonT"), PValueMethod.T_APPROXIMATION);
    check(
        Spearman.correlate(x, y, APPROXIMATE), c.value("spearmanT"), PValueMethod.T_APPROXIMATION);
    Correlation kendall = Kendall.correlate(x, y, APPROXIMATE);
    if (c.has("kendallExact")) {
      check(kendall, c.value("kendallExact"), PValueMethod.EXACT_PERMUTATION);
    } else {
      check(kendall, c.value("kendallNormal"), PValueMethod.NORMAL_APPROXIMATION);
    }
  }

  @ParameterizedTest
  @MethodSource("permuted")
  void smallSamplesArePermutedInFull(Case c) {
    checkPermutations(
        c,
        Pearson.correlate(c.column("x"), c.column("y"), DEFAULT),
        Spearman.correlate(c.column("x"), c.column("y"), DEFAULT),
        Kendall.correlate(c.column("x"), c.column("y"), DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("defined")
  void linesAreThoseOfRationalArithmetic(Case c) {
    LinearFit fit = LinearFit.of(c.column("x"), c.column("y"));
    assertThat(fit.slope()).isCloseTo(c.value("slope"), withinPercentage(PERCENT));
    double unit = Math.abs(c.value("slope")) * max(c.column("x")) + max(c.column("y"));
    assertThat(fit.intercept()).isEqualTo(c.value("intercept"), within(1e-14 * unit));
    assertThat(fit.rSquared())
        .isEqualTo(c.value("pearson") * c.value("pearson"), within(COEFFICIENT));
    if (c.has("slopeError")) {
      assertThat(fit.slopeStandardError())
          .isCloseTo(c.value("slopeError"), withinPercentage(PERCENT));
      assertThat(fit.slopePValue()).isCloseTo(c.value("pearsonT"), withinPercentage(PERCENT));
      assertThat(fit.note()).isEmpty();
    } else {
      assertThat(fit.slopeStandardError()).isNaN();
      assertThat(fit.slopePValue()).isNaN();
      assertThat(fit.note()).contains("degrees of freedom");
    }
  }

  @ParameterizedTest
  @MethodSource("undefined")
  void whatIsNotDefinedIsNaNWithAReason(Case c) {
    double[] x = c.column("x");
    double[] y = c.column("y");
    for (Correlation correlation :
        new Correlation[] {
          Pearson.correlate(x, y, DEFAULT),
          Spearman.correlate(x, y, DEFAULT),
          Kendall.correlate(x, y, DEFAULT)
        }) {
      assertThat(correlation.coefficient()).isNaN();
      assertThat(correlation.pValue()).isNaN();
      assertThat(correlation.method()).isEqualTo(PValueMethod.NOT_DEFINED);
      assertThat(correlation.note()).matches("fewer than 2 pairs|.*(is|are) constant");
      assertThat(correlation.n()).isEqualTo(c.node().get("n").intValue());
      assertThat(correlation.dropped()).isEqualTo(c.node().get("dropped").intValue());
    }
    LinearFit fit = LinearFit.of(x, y);
    assertThat(fit.rSquared()).isNaN();
    assertThat(fit.note()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("perfect")
  void perfectCorrelationsHaveTheShareOfOrdersThatStayPerfect(Case c) {
    double[] x = c.column("x");
    double[] y = c.column("y");
    for (PermutationOptions options : new PermutationOptions[] {APPROXIMATE, DEFAULT}) {
      Correlation r = Pearson.correlate(x, y, options);
      assertThat(r.coefficient()).isEqualTo(c.value("sign"), within(1e-15));
      check(r, c.value("pearson"), PValueMethod.EXACT_PERMUTATION);
      check(Spearman.correlate(x, y, options), c.value("spearman"), PValueMethod.EXACT_PERMUTATION);
      check(Kendall.correlate(x, y, options), c.value("kendall"), PValueMethod.EXACT_PERMUTATION);
    }
  }

  @ParameterizedTest
  @MethodSource("grouped")
  void withinGroupsAreThoseOfRegressionOnDummies(Case c) {
    double[] x = c.column("x");
    double[] y = c.column("y");
    Groups groups = Groups.of(c.labels("groups"));
    Correlation pearson = Pearson.correlateWithin(x, y, groups, APPROXIMATE);
    Correlation spearman = Spearman.correlateWithin(x, y, groups, APPROXIMATE);
    Correlation kendall = Kendall.correlateWithin(x, y, groups, APPROXIMATE);
    assertThat(pearson.coefficient()).isEqualTo(c.value("pearson"), within(1e-12));
    assertThat(spearman.coefficient()).isEqualTo(c.value("spearman"), within(1e-12));
    assertThat(kendall.coefficient()).isEqualTo(c.value("kendall"), within(COEFFICIENT));
    check(pearson, c.value("pearsonT"), PValueMethod.T_APPROXIMATION);
    check(spearman, c.value("spearmanT"), PValueMethod.T_APPROXIMATION);
    check(kendall, c.value("kendallNormal"), PValueMethod.NORMAL_APPROXIMATION);
    LinearFit fit = LinearFit.within(x, y, groups);
    assertThat(fit.slope()).isEqualTo(c.value("slope"), within(1e-12));
    assertThat(fit.slopeStandardError()).isEqualTo(c.value("slopeError"), within(1e-12));
    assertThat(fit.intercept()).isEqualTo(c.value("intercept"), within(1e-11));
    assertThat(fit.slopePValue()).isCloseTo(c.value("pearsonT"), withinPercentage(1e-6));
  }

  @ParameterizedTest
  @MethodSource("permutedWithinGroups")
  void smallGroupedSamplesArePermutedWithinGroups(Case c) {
    Groups groups = Groups.of(c.labels("groups"));
    checkPermutations(
        c,
        Pearson.correlateWithin(c.column("x"), c.column("y"), groups, DEFAULT),
        Spearman.correlateWithin(c.column("x"), c.column("y"), groups, DEFAULT),
        Kendall.correlateWithin(c.column("x"), c.column("y"), groups, DEFAULT));
  }

  private static void checkPermutations(
      Case c, Correlation pearson, Correlation spearman, Correlation kendall) {
    check(pearson, c.value("pearsonPermutation"), PValueMethod.EXACT_PERMUTATION);
    check(spearman, c.value("spearmanPermutation"), PValueMethod.EXACT_PERMUTATION);
    check(kendall, c.value("kendallPermutation"), PValueMethod.EXACT_PERMUTATION);
  }

  private static void check(Correlation correlation, double p, PValueMethod method) {
    assertThat(correlation.method()).isEqualTo(method);
    assertThat(correlation.pValue()).isCloseTo(p, withinPercentage(1e-6));
  }

  private static double max(double[] values) {
    return Stream.of(values)
        .flatMapToDouble(Arrays::stream)
        .filter(Double::isFinite)
        .map(Math::abs)
        .max()
        .orElse(0);
  }
}
