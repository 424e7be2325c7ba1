package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

/** What holds for granulated Kendall and sign errors over every part of a factorial design. */
@PropertyDefaults(tries = 200)
class FactorialPropertiesTest {
  /** Each run is a cell of a 3×2×2 design, its last factor the replicate. */
  private record Design(List<Integer> cells, double[] x, double[] y) {
    private List<String> factor(int divisor, int levels) {
      return cells.stream().map(cell -> Integer.toString(cell / divisor % levels)).toList();
    }

    private Map<String, List<String>> hyperparameters() {
      Map<String, List<String>> hyperparameters = new LinkedHashMap<>();
      hyperparameters.put("rate", factor(4, 3));
      hyperparameters.put("penalty", factor(2, 2));
      return hyperparameters;
    }

    GranulatedKendall kendall() {
      return GranulatedKendall.of(x, y, hyperparameters(), factor(1, 2));
    }

    SignError signError() {
      return SignError.of(x, y, hyperparameters(), SignError.EVERY_PAIR);
    }

    Design mapped(DoubleUnaryOperator ofX) {
      return new Design(cells, Arrays.stream(x).map(ofX).toArray(), y);
    }

    Design shuffled(long seed) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, x.length).boxed().toList());
      Collections.shuffle(order, new Random(seed));
      int[] rows = order.stream().mapToInt(i -> i).toArray();
      return new Design(
          order.stream().map(cells::get).toList(), Pairs.select(x, rows), Pairs.select(y, rows));
    }
  }

  @Provide
  Arbitrary<Design> designs() {
    Arbitrary<Double> values = Arbitraries.integers().between(-3, 3).map(i -> i / 2.0);
    return Arbitraries.subsetOf(IntStream.range(0, 12).boxed().toList())
        .flatMap(
            cells ->
                Combinators.combine(
                        values.list().ofSize(cells.size()), values.list().ofSize(cells.size()))
                    .as((x, y) -> new Design(List.copyOf(cells), array(x), array(y))));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }

  @Property(seed = "41")
  void boundsHold(@ForAll("designs") Design design) {
    GranulatedKendall kendall = design.kendall();
    boolean grouped = kendall.axes().stream().anyMatch(axis -> axis.groups() > 0);
    assertThat(Double.isNaN(kendall.psi())).isEqualTo(!grouped);
    assertThat(grouped ? kendall.psi() : 0).isBetween(-1.0, 1.0);
    SignError error = design.signError();
    boolean compared = !error.environments().isEmpty();
    assertThat(Double.isNaN(error.worst())).isEqualTo(!compared);
    assertThat(compared ? error.worst() : 0).isBetween(0.0, 1.0);
    assertThat(compared ? error.mean() : 0).isBetween(0.0, compared ? error.worst() : 0);
  }

  @Property(seed = "42")
  void theOrderOfTheRunsIsOfNoMatter(@ForAll("designs") Design design, @ForAll long seed) {
    Design shuffled = design.shuffled(seed);
    assertThat(shuffled.kendall().psi()).isEqualTo(design.kendall().psi(), within(1e-12));
    assertThat(shuffled.signError().worst()).isEqualTo(design.signError().worst(), within(1e-12));
    assertThat(shuffled.signError().mean()).isEqualTo(design.signError().mean(), within(1e-12));
  }

  @Property(seed = "43")
  void monotoneMapsChangeNothing(@ForAll("designs") Design design) {
    Design mapped = design.mapped(v -> v * v * v + v);
    assertThat(mapped.kendall()).isEqualTo(design.kendall());
    assertThat(mapped.signError()).isEqualTo(design.signError());
  }

  @Property(seed = "44")
  void aMeasureTurnedRoundHasTheOppositeSigns(@ForAll("designs") Design design) {
    Design turned = design.mapped(v -> -v);
    assertThat(turned.kendall().psi()).isEqualTo(-design.kendall().psi(), within(1e-12));
    assertThat(turned.signError().mean()).isEqualTo(1 - design.signError().mean(), within(1e-12));
  }

  @Property(seed = "45")
  void theTargetRanksItselfWithoutError(@ForAll("designs") Design design) {
    double[] distinct = IntStream.range(0, design.cells().size()).asDoubleStream().toArray();
    Design own = new Design(design.cells(), distinct, distinct);
    assertThat(own.kendall().axes())
        .filteredOn(axis -> axis.groups() > 0)
        .allMatch(axis -> axis.psi() == 1);
    assertThat(own.signError().environments()).allMatch(environment -> environment.error() == 0);
  }
}
