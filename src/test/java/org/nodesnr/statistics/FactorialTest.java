package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.statistics.GranulatedKendall.Axis;
import org.nodesnr.statistics.Reference.Case;

/** Granulated Kendall and sign errors over a factorial design. */
class FactorialTest {
  static Stream<Case> factorial() {
    return Reference.cases("factorial");
  }

  private static Map<String, List<String>> hyperparameters(Case c) {
    Map<String, List<String>> hyperparameters = new LinkedHashMap<>();
    for (String name : List.of("first", "second", "third")) {
      hyperparameters.put(name, c.labels(name));
    }
    return hyperparameters;
  }

  @ParameterizedTest
  @MethodSource("factorial")
  void granulatedKendallIsThatOfItsDefinition(Case c) {
    GranulatedKendall kendall =
        GranulatedKendall.of(
            c.column("x"), c.column("y"), hyperparameters(c), c.labels("replicates"));
    assertThat(kendall.psi()).isEqualTo(c.value("psi"), within(1e-14));
    assertThat(kendall.axes())
        .extracting(Axis::hyperparameter)
        .containsExactly("first", "second", "third");
    for (int h = 0; h < 3; h++) {
      assertThat(kendall.axes().get(h).psi()).isEqualTo(c.column("psis")[h], within(1e-14));
    }
  }

  @ParameterizedTest
  @MethodSource("factorial")
  void signErrorsAreThoseOfTheirDefinition(Case c) {
    SignError every =
        SignError.of(c.column("x"), c.column("y"), hyperparameters(c), SignError.EVERY_PAIR);
    assertThat(every.worst()).isEqualTo(c.value("worst"), within(1e-14));
    assertThat(every.mean()).isEqualTo(c.value("mean"), within(1e-14));
    assertThat(every.environments()).hasSize(c.node().get("environments").intValue());
    SignError resolved =
        SignError.of(c.column("x"), c.column("y"), hyperparameters(c), SignError.resolvedBy(200));
    assertThat(resolved.worst()).isEqualTo(c.value("resolvedWorst"), within(1e-14));
    assertThat(resolved.mean()).isEqualTo(c.value("resolvedMean"), within(1e-14));
    assertThat(resolved.environments()).hasSize(c.node().get("resolvedEnvironments").intValue());
  }

  @Test
  void oneHyperparameterThatRanksTheWrongWayIsTheWorst() {
    // x ranks as y does when the rate varies, the other way when the penalty varies
    Map<String, List<String>> hyperparameters = new LinkedHashMap<>();
    hyperparameters.put("rate", List.of("1", "2", "1", "2"));
    hyperparameters.put("penalty", List.of("1", "1", "2", "2"));
    double[] x = {0, 1, 10, 11};
    double[] y = {5, 6, 1, 2};
    SignError error = SignError.of(x, y, hyperparameters, SignError.EVERY_PAIR);
    assertThat(error.worst()).isEqualTo(1);
    assertThat(error.mean()).isEqualTo(0.5);
    assertThat(error.environments())
        .filteredOn(environment -> environment.error() == 1)
        .extracting(SignError.Environment::hyperparameter)
        .containsExactly("penalty", "penalty");
    GranulatedKendall kendall =
        GranulatedKendall.of(x, y, hyperparameters, List.of("s", "s", "s", "s"));
    assertThat(kendall.psi()).isZero();
    assertThat(kendall.axes()).containsExactly(new Axis("rate", 1, 2), new Axis("penalty", -1, 2));
  }

  @Test
  void withoutPairsNothingIsDefined() {
    Map<String, List<String>> hyperparameters = Map.of("rate", List.of("1", "2"));
    double[] x = {Double.NaN, 1};
    double[] y = {1, 2};
    SignError error = SignError.of(x, y, hyperparameters, SignError.EVERY_PAIR);
    assertThat(error.worst()).isNaN();
    assertThat(error.mean()).isNaN();
    assertThat(error.dropped()).isEqualTo(1);
    GranulatedKendall kendall = GranulatedKendall.of(x, y, hyperparameters, List.of("s", "s"));
    assertThat(kendall.psi()).isNaN();
    assertThat(kendall.axes().get(0).groups()).isZero();
    assertThat(kendall.dropped()).isEqualTo(1);
  }

  @Test
  void twinsAndShortColumnsAreRefused() {
    Map<String, List<String>> hyperparameters = Map.of("rate", List.of("1", "1"));
    double[] two = {1, 2};
    assertThatThrownBy(() -> GranulatedKendall.of(two, two, hyperparameters, List.of("s", "s")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two runs agree in everything: [1, s]");
    double[] three = {1, 2, 3};
    assertThatThrownBy(() -> SignError.of(three, three, hyperparameters, SignError.EVERY_PAIR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rate has 2 values for 3 runs");
  }
}
