package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegimeLookTest {
  @Test
  void aFamilyHasAColourAndItsLastRegimeAllOfIt() {
    Map<String, String> families = new LinkedHashMap<>();
    families.put("sgd", "sgd");
    families.put("l2 1e-5", "l2");
    families.put("dropout", "dropout");
    families.put("l2 2e-5", "l2");
    families.put("l2 5e-5", "l2");
    assertThat(RegimeLook.of(families))
        .containsExactly(
            Map.entry("sgd", new RegimeLook(0, 0, 0)),
            Map.entry("l2 1e-5", new RegimeLook(1, 2, 1)),
            Map.entry("dropout", new RegimeLook(2, 0, 0)),
            Map.entry("l2 2e-5", new RegimeLook(1, 1, 0.5)),
            Map.entry("l2 5e-5", new RegimeLook(1, 0, 0)));
    assertThat(RegimeLook.of(families).values())
        .extracting(RegimeLook::shape)
        .containsExactly(0, 3, 2, 2, 1);
    assertThat(RegimeLook.of(families).values())
        .extracting(RegimeLook::hollow)
        .containsExactly(false, true, false, false, false);
    assertThat(new RegimeLook(9, 0, 0).colour()).isEqualTo(new RegimeLook(1, 0, 0).colour());
  }

  @Test
  void anExcludedRunWidensTheAxisOnlyWhereItIsNear() {
    double[] values = {1, 2, 3, 4.4, 9, -0.4, Double.NaN, 2.5};
    assertThat(ScatterSpan.of(values, row -> !Double.isNaN(values[row]), row -> row > 2 && row < 6))
        .isEqualTo(new Span(-0.4, 4.4));
    assertThat(ScatterSpan.of(values, row -> row < 3, row -> row == 0)).isEqualTo(new Span(2, 3));
  }
}
