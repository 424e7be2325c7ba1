package org.nodesnr.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.UserError;

class QuantityTest {
  @Test
  void namesAreSpelledAndRead() {
    assertThat(Quantity.ofLayer(Measure.GAIN, "paper", 2).name()).isEqualTo("paper.G2");
    assertThat(Quantity.ofNetwork(Measure.GAIN, "paper-rescaled").name())
        .isEqualTo("paper-rescaled.Ghidden");
    assertThat(Quantity.ofLayer(Measure.ACTIVATION_RATE, "paper", 1).name())
        .isEqualTo("activationRate1");
    assertThat(Quantity.ofNetwork(Measure.WEIGHT_NORM, "").name()).isEqualTo("weightNorm");
    assertThat(Quantity.of(Reading.of(Measure.WEIGHT_NORM, 12, 1, 1, 0)).name())
        .isEqualTo("weightNorm12");
    for (Measure measure : Measure.OF_NODES) {
      for (Quantity quantity : Quantity.possible(measure, "notebook", 3)) {
        assertThat(Quantity.parse(quantity.name())).contains(quantity);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "step",
        "testAccuracy",
        "regime.learningRate",
        "paper.weightNorm1",
        "paper.Shidden",
        "weightNormhidden",
        "paper.G02",
        "paper.G0",
        "paper.G99999999999",
        "paper.g1",
        "paper..G1",
        "G-1"
      })
  void whatIsNoQuantityIsNone(String name) {
    assertThat(Quantity.parse(name)).isEmpty();
  }

  @Test
  void aMeasureHasTheQuantitiesOfItsScope() {
    assertThat(names(Measure.OPTIMALITY)).containsExactly("a.S1", "a.S2", "a.S3");
    assertThat(names(Measure.GAIN)).containsExactly("a.G1", "a.G2", "a.G3", "a.Ghidden");
    assertThat(names(Measure.ACTIVATION_RATE))
        .containsExactly("activationRate1", "activationRate2");
    assertThat(names(Measure.of("trace", "trace", MeasureScope.LAYER, Sign.WORSE)))
        .containsExactly("trace1", "trace2", "trace3", "trace");
    assertThat(names(Measure.of("margin", "margin", MeasureScope.NETWORK, Sign.BETTER)))
        .containsExactly("margin");
  }

  private static List<String> names(Measure measure) {
    return Quantity.possible(measure, "a", 3).stream().map(Quantity::name).toList();
  }

  @Test
  void totals() {
    double[] layers = {3, 4, 12};
    assertThat(Total.HIDDEN_SUM.of(layers)).isEqualTo(7);
    assertThat(Total.EUCLIDEAN.of(layers)).isEqualTo(13);
    assertThat(Total.NONE.of(layers)).isNaN();
    assertThat(Total.EUCLIDEAN.of(new double[0])).isNaN();
    assertThat(Total.HIDDEN_SUM.of(new double[] {Double.NaN, 1, 2})).isNaN();
    assertThat(Total.HIDDEN_SUM.of(new double[] {5})).isZero();
  }

  @Test
  void measuresThatCannotBeToldApartAreRefused() {
    Measure trace = Measure.of("trace", "trace", MeasureScope.LAYER, Sign.WORSE);
    assertThat(Measures.checked(List.of(Measure.GAIN, trace))).hasSize(2);
    assertThatThrownBy(() -> Measures.checked(List.of(trace, trace)))
        .isInstanceOf(UserError.class)
        .hasMessage("two measures or columns are named 'trace'");
    assertThatThrownBy(
            () -> Measures.checked(List.of(Measure.of("step", "s", MeasureScope.LAYER, Sign.NONE))))
        .hasMessageContaining("'step'");
    assertThatThrownBy(
            () ->
                Measures.checked(
                    List.of(trace, Measure.of("trace2", "t", MeasureScope.NETWORK, Sign.NONE))))
        .hasMessage("the measure 'trace2' has the name of a layer's 'trace': rename it");
    assertThatThrownBy(() -> Measure.of("a.b", "words", MeasureScope.LAYER, Sign.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFirstMeasuresAreThoseOfNodes() {
    assertThat(Measures.all()).startsWith(Measure.OF_NODES.toArray(Measure[]::new));
    assertThat(Measures.find("G")).contains(Measure.GAIN);
    assertThat(Measures.find("H")).isEmpty();
    assertThat(Measure.GAIN.bound().of(784)).isEqualTo(28);
  }
}
