package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nodesnr.UserError;
import org.nodesnr.statistics.ExclusionRule.Comparison;

class ExclusionsTest {
  private static final ExclusionRule ACTIVE = new ExclusionRule("active", Comparison.ABOVE, 0.9);
  private static final ExclusionRule POOR = new ExclusionRule("accuracy", Comparison.BELOW, 0.5);

  private static Sample sample() {
    return Sample.builder()
        .add("a", "sgd", "1", Map.of("active", 0.9, "accuracy", 0.5))
        .add("b", "l2", "1", Map.of("active", 0.93, "accuracy", 0.4))
        .add("c", "l2", "2", Map.of("accuracy", 0.9))
        .add("d", "sgd", "2", Map.of("active", 0.1, "accuracy", 0.3))
        .add("e", "sgd", "3", Map.of("accuracy", 0.1))
        .build();
  }

  @Test
  void theThresholdItselfStays() {
    assertThat(ACTIVE.excludes(0.9)).isFalse();
    assertThat(ACTIVE.excludes(Math.nextUp(0.9))).isTrue();
    assertThat(POOR.excludes(0.5)).isFalse();
    assertThat(POOR.excludes(Math.nextDown(0.5))).isTrue();
    assertThat(POOR.excludes(Double.NaN)).isFalse();
  }

  @Test
  void everyExcludedRunHasItsReason() {
    Exclusions exclusions = Exclusions.apply(sample(), List.of(ACTIVE, POOR));
    assertThat(exclusions.kept().runIds()).containsExactly("a", "c");
    assertThat(exclusions.excluded())
        .extracting(e -> e.runId() + " (" + e.regime() + ") " + e.reason())
        .containsExactly(
            "b (l2) active above 0.9: 0.93",
            "d (sgd) accuracy below 0.5: 0.3",
            "e (sgd) accuracy below 0.5: 0.1");
    assertThat(exclusions.undecided()).containsExactly("c");
  }

  @Test
  void theKeptSampleKeepsItsLabels() {
    Sample kept = Exclusions.apply(sample(), List.of(POOR)).kept();
    assertThat(kept.regimes().labels()).containsExactly("sgd", "l2");
    assertThat(kept.clusters().labels()).containsExactly("1", "2");
    assertThat(kept.column("accuracy")).containsExactly(0.5, 0.9);
    assertThat(kept.column("active")).containsExactly(0.9, Double.NaN);
    assertThat(kept.size()).isEqualTo(2);
  }

  @Test
  void noRuleKeepsAll() {
    Exclusions exclusions = Exclusions.apply(sample(), List.of());
    assertThat(exclusions.kept().runIds()).isEqualTo(sample().runIds());
    assertThat(exclusions.excluded()).isEmpty();
    assertThat(exclusions.undecided()).isEmpty();
  }

  @Test
  void theSampleCannotBeChangedThroughItsColumns() {
    Sample sample = sample();
    sample.column("accuracy")[0] = 7;
    assertThat(sample.column("accuracy")[0]).isEqualTo(0.5);
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> new ExclusionRule("active", Comparison.ABOVE, Double.NaN))
        .isInstanceOf(UserError.class)
        .hasMessage("the exclusion rule on 'active' needs a finite threshold, not NaN");
    Sample.Builder builder = Sample.builder().add("a", "r", "1", Map.of());
    assertThatThrownBy(() -> builder.add("a", "r", "2", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("run a added twice");
  }
}
