package org.nodesnr.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nodesnr.data.Dataset;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.Meter;
import org.nodesnr.gpu.PopulationTest.Where;
import org.nodesnr.measure.Reading;
import org.nodesnr.network.ImageSamples;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.results.NodeValues;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Variant;
import org.nodesnr.training.Recipe;
import org.nodesnr.training.Recipes;

/** What a card measures, against the processor's evaluator. */
class DeviceMeterTest {
  private static final Dataset DATA = Recipes.noise(7, 5, 2, 70);
  private static final List<Variant> VARIANTS = List.of(Variant.PAPER, Variant.NOTEBOOK);
  private static final Samples TEST =
      new ImageSamples(DATA.test(), 0, DataSpec.Standardisation.NONE);

  private static Model model(NetworkSpec network, long seed) {
    return new Recipe(Runs.run(network, Runs.regime(0.1, 0, 0, 1), seed), DATA).initial();
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void measuresAsTheProcessorDoes(Where where) {
    try (Device device = where.open();
        Meter card = new DeviceMeter(device, TEST, VARIANTS);
        Meter processor = Meter.onProcessor(TEST, VARIANTS)) {
      for (NetworkSpec network :
          List.of(
              Runs.dense(Activation.RELU),
              Runs.dense(Activation.TANH),
              Runs.dense(Activation.SIGMOID),
              Runs.convolutional(),
              Runs.varied())) {
        for (int count : List.of(0, 33)) {
          Model model = model(network, count);
          compare(card.evaluate(model, count), processor.evaluate(model, count));
          compare(card.score(model, TEST, count), processor.score(model, TEST, count));
        }
      }
    }
  }

  /** The card has no means before it is through. */
  @ParameterizedTest
  @EnumSource(Where.class)
  void centredInputsAreCountedByTheProcessor(Where where) {
    Variant centred =
        new Variant(
            "centred",
            Variant.InputScaling.MAX,
            false,
            0.01,
            Variant.NodeMean.ACTIVITY,
            true,
            Variant.CountInputs.CENTRED,
            0,
            0);
    List<Variant> variants = List.of(Variant.PAPER, Variant.NOTEBOOK, centred);
    Model model = model(Runs.convolutional(), 5);
    try (Device device = where.open();
        Meter card = new DeviceMeter(device, TEST, variants);
        Meter processor = Meter.onProcessor(TEST, variants)) {
      assertThat(card.evaluate(model, 33)).isEqualTo(processor.evaluate(model, 33));
    }
  }

  private static void compare(Score card, Score processor) {
    assertThat(card.accuracy()).isEqualTo(processor.accuracy());
    assertThat(card.loss()).isCloseTo(processor.loss(), within(1e-5 * processor.loss()));
    assertThat(card.samples()).isEqualTo(processor.samples());
  }

  private static void compare(Evaluation card, Evaluation processor) {
    compare(card.test(), processor.test());
    assertThat(card.layers()).isEqualTo(processor.layers());
    assertThat(card.readings()).hasSameSizeAs(processor.readings());
    for (int k = 0; k < card.readings().size(); k++) {
      Reading a = card.readings().get(k);
      Reading b = processor.readings().get(k);
      assertThat(List.of(a.measure(), a.variant(), a.layer(), a.count(), a.leftOut()))
          .isEqualTo(List.of(b.measure(), b.variant(), b.layer(), b.count(), b.leftOut()));
      assertThat(a.value())
          .as("%s %s of layer %d", a.measure(), a.variant(), a.layer())
          .isCloseTo(b.value(), within(1e-5 * Math.abs(b.value())));
    }
    assertThat(card.nodes()).hasSameSizeAs(processor.nodes());
    for (int k = 0; k < card.nodes().size(); k++) {
      compare(card.nodes().get(k), processor.nodes().get(k));
    }
    assertThat(card.vectors()).hasSameSizeAs(processor.vectors());
  }

  private static void compare(NodeValues a, NodeValues b) {
    assertThat(List.of(a.variant(), a.layer(), a.node()))
        .isEqualTo(List.of(b.variant(), b.layer(), b.node()));
    assertThat(a.values().keySet()).isEqualTo(b.values().keySet());
    b.values()
        .forEach(
            (name, value) ->
                assertThat(a.values().get(name))
                    .as("%s of node %d in layer %d", name, b.node(), b.layer())
                    .satisfiesAnyOf(
                        own -> assertThat(own).isCloseTo(value, within(bound(value))),
                        own -> assertThat(List.of(own, value)).containsOnly(Double.NaN)));
  }

  private static double bound(double value) {
    return Double.isNaN(value) ? 0 : 1e-5 * (1 + Math.abs(value));
  }
}
