package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against src/test/reference/compare_reference.py. */
class DifferencesTest {
  private static final Differences MANY = new Differences(new Bootstrap(20_000, 0.95, 7));

  static Stream<JsonNode> cases() throws IOException {
    try (InputStream in =
        DifferencesTest.class.getResourceAsStream("/reference/differences.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false);
    }
  }

  private static Sample sample(JsonNode node) {
    Sample.Builder builder = Sample.builder();
    for (int i = 0; i < node.get("x").size(); i++) {
      Map<String, Double> values = new HashMap<>();
      values.put("x", node.get("x").get(i).doubleValue());
      values.put("y", node.get("y").get(i).doubleValue());
      builder.add("run " + i, "sgd", node.get("clusters").get(i).textValue(), values);
    }
    return builder.build();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void intervalsAreThoseOfAllResamples(JsonNode node) {
    Sample first = sample(node.get("firstSample"));
    Sample second = sample(node.get("secondSample"));
    check(MANY.spearman(first, second, "x", "y"), node.get("spearman"));
    check(MANY.rSquared(first, second, "x", "y"), node.get("rSquared"));
    check(MANY.mean(first, second, "y", "sgd"), node.get("mean"));
  }

  private static void check(Difference difference, JsonNode expected) {
    assertThat(difference.first()).isCloseTo(expected.get("first").doubleValue(), within(1e-13));
    assertThat(difference.second()).isCloseTo(expected.get("second").doubleValue(), within(1e-13));
    assertThat(difference.value()).isEqualTo(difference.second() - difference.first());
    between(difference.interval().lower(), expected.get("lower"));
    between(difference.interval().upper(), expected.get("upper"));
  }

  private static void between(double end, JsonNode ends) {
    assertThat(end).isBetween(ends.get(0).doubleValue() - 1e-12, ends.get(1).doubleValue() + 1e-12);
  }

  @Test
  void anExperimentAgainstItselfDiffersByNothingButIsNotResampledAlike() throws IOException {
    Sample sample = sample(cases().findFirst().orElseThrow().get("firstSample"));
    Difference difference = MANY.spearman(sample, sample, "x", "y");
    assertThat(difference.value()).isZero();
    assertThat(difference.interval().lower()).isLessThan(-0.05);
    assertThat(difference.interval().upper())
        .isCloseTo(-difference.interval().lower(), within(0.05));
  }

  @Test
  void whatIsNotThereOrTooSmallIsNotDefined() throws IOException {
    List<JsonNode> all = cases().toList();
    Sample first = sample(all.get(0).get("firstSample"));
    Sample second = sample(all.get(0).get("secondSample"));
    Difference absent = MANY.spearman(first, second, "z", "y");
    assertThat(absent.first()).isNaN();
    assertThat(absent.secondRuns()).isZero();
    assertThat(absent.interval().lower()).isNaN();
    Difference two = MANY.rSquared(first.select(new int[] {0, 5}), second, "x", "y");
    assertThat(two.first()).isNaN();
    assertThat(two.firstRuns()).isEqualTo(2);
    assertThat(two.second()).isBetween(0.0, 1.0);
    assertThat(two.value()).isNaN();
    Difference fewReplicates =
        MANY.spearman(first.select(new int[] {0, 1, 2, 3, 4, 5}), second, "x", "y");
    assertThat(fewReplicates.value()).isFinite();
    assertThat(fewReplicates.interval().lower()).isNaN();
    assertThat(fewReplicates.interval().note()).isEqualTo("fewer than 5 replicates to resample");
  }
}
