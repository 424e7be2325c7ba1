package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against src/test/reference/simulation_reference.py. */
class SimulationTest {
  private static JsonNode reference() throws IOException {
    try (InputStream in = SimulationTest.class.getResourceAsStream("/reference/simulation.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static Sample sample(double[] x, double[] y, String... regimes) {
    Sample.Builder sample = Sample.builder();
    for (int i = 0; i < x.length; i++) {
      sample.add("run " + i, regimes[i], "seed " + i, Map.of("x", x[i], "y", y[i]));
    }
    return sample.build();
  }

  private static Sample sample(JsonNode node) {
    Sample.Builder sample = Sample.builder();
    for (int i = 0; i < node.get("x").size(); i++) {
      double x = node.get("x").get(i).doubleValue();
      double y = node.get("y").get(i).doubleValue();
      sample.add("run " + i, node.get("regimes").get(i).textValue(), "s", Map.of("x", x, "y", y));
    }
    return sample.build();
  }

  private static Simulation of(Sample sample, int networks, int regimes, double threshold) {
    return Simulation.of(
        sample, "x", "y", new Simulation.Design(networks, regimes, 10_000, 3), threshold);
  }

  @Test
  void findsWhatNumPyFinds() throws IOException {
    JsonNode reference = reference();
    Sample sample = sample(reference);
    for (JsonNode expected : reference.get("cases")) {
      Simulation ours =
          of(
              sample,
              expected.get("networks").asInt(),
              expected.get("regimes").asInt(),
              expected.get("threshold").asDouble());
      double p = expected.get("reached").asDouble();
      assertThat(p).isBetween(0.05, 0.95);
      double both = 1.0 / ours.studies() + 1.0 / expected.get("studies").asInt();
      assertThat(ours.reached()).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) * both)));
      double deviation = expected.get("standardDeviation").asDouble();
      assertThat(ours.mean())
          .isCloseTo(expected.get("mean").asDouble(), within(4 * deviation * Math.sqrt(both)));
      between(ours.lower(), expected.get("lower"));
      between(ours.median(), expected.get("median"));
      between(ours.upper(), expected.get("upper"));
      assertThat(ours.defined()).isEqualTo(ours.studies());
    }
  }

  private static void between(double value, JsonNode ends) {
    assertThat(value)
        .isBetween(ends.get(0).doubleValue() - 1e-12, ends.get(1).doubleValue() + 1e-12);
  }

  /** Two regimes of one run each: every study is a line, rising or falling. */
  @Test
  void aSampleWithoutChoiceGivesOneAnswer() {
    Sample rising = sample(new double[] {1, 2}, new double[] {3, 7}, "a", "b");
    Simulation line = of(rising, 5, 2, 1);
    assertThat(new double[] {line.mean(), line.lower(), line.upper(), line.reached()})
        .containsOnly(1);
    Sample falling = sample(new double[] {1, 2}, new double[] {7, 3}, "a", "b");
    assertThat(of(falling, 4, 2, 0).reached()).isZero();
    assertThat(of(falling, 4, 2, 0).median()).isEqualTo(-1);
  }

  /** One of three pairs of regimes rises; each is drawn as often as the others. */
  @Test
  void regimesAreDrawnAlike() {
    Sample three = sample(new double[] {1, 2, 3}, new double[] {2, 3, 1}, "a", "b", "c");
    assertThat(of(three, 6, 2, 1).reached()).isCloseTo(1 / 3.0, within(0.019));
  }

  @Test
  void oneRegimeOfOneRunHasNoCorrelation() {
    Simulation none = of(sample(new double[] {1, 2}, new double[] {3, 7}, "a", "b"), 4, 1, 0);
    assertThat(none.defined()).isZero();
    assertThat(none.mean()).isNaN();
    assertThat(none.median()).isNaN();
    assertThat(none.reached()).isZero();
  }

  @Test
  void runsWithoutAValueAreLeftOutAndTheSameSeedGivesTheSameBits() {
    double nan = Double.NaN;
    Sample with =
        sample(
            new double[] {1, nan, 2, 4, 3}, new double[] {1, 5, 3, 2, 6}, "a", "a", "b", "b", "c");
    Sample without =
        sample(new double[] {1, 2, 4, 3}, new double[] {1, 3, 2, 6}, "a", "b", "b", "c");
    assertThat(of(with, 9, 3, 0.3))
        .isEqualTo(of(without, 9, 3, 0.3))
        .isEqualTo(of(with, 9, 3, 0.3));
  }

  @Test
  void designsThatCannotBeAreRefused() {
    Sample two = sample(new double[] {1, 2}, new double[] {3, 7}, "a", "b");
    assertThatThrownBy(() -> of(two, 9, 3, 0)).hasMessage("3 regimes asked for, 2 there");
    assertThatThrownBy(() -> new Simulation.Design(2, 3, 10, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Simulation.sizes(14)).containsExactly(3, 4, 6, 8, 10, 14);
    assertThat(Simulation.sizes(6)).containsExactly(3, 4, 6);
  }
}
