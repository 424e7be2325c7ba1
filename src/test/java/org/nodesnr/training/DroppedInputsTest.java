package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.LayerSpec.Convolution;
import org.nodesnr.spec.LayerSpec.Dense;
import org.nodesnr.spec.LayerSpec.Padding;
import org.nodesnr.spec.LayerSpec.Pooling;
import org.nodesnr.spec.LayerSpec.Reduction;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.NetworkSpec.ConvolutionSpec;
import org.nodesnr.spec.NoiseSettings;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.Regime.AugmentationSpec;

/**
 * Dropout on the input and on convolutions: the update against central finite differences in double
 * precision, under masks that are drawn here in the order of the layers.
 */
class DroppedInputsTest {
  private static final double RATE = 0.5;
  private static final double STEP = 1e-5;
  private static final double INPUT = 0.3;
  private static final double CONVOLUTION = 0.4;
  private static final double DENSE = 0.25;
  private static final int BATCH = 4;

  static Stream<Arguments> networks() {
    NetworkSpec dense = new NetworkSpec(List.of(), List.of(6), Activation.TANH);
    NetworkSpec linear = new NetworkSpec(List.of(), List.of(), Activation.RELU);
    NetworkSpec convolutions =
        new NetworkSpec(
            List.of(new ConvolutionSpec(3, 3, 2), new ConvolutionSpec(3, 4, 1)),
            List.of(5),
            Activation.TANH);
    NetworkSpec list =
        new NetworkSpec(
            List.of(
                new Pooling(Reduction.AVERAGE, 2, 1, Padding.SAME),
                new Convolution(3, 3, 2, Padding.SAME, Activation.TANH),
                new Pooling(Reduction.AVERAGE, 2, 1, Padding.SAME),
                new Dense(5, Activation.SIGMOID, 0)));
    return Stream.of(dense, linear, convolutions, list)
        .flatMap(
            network ->
                Stream.of(new HostElementwise(), new Nd4jElementwise())
                    .map(loops -> Arguments.of(network, loops)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theUpdateIsTheGradientUnderTheMasks(NetworkSpec network, Elementwise elementwise)
      throws InterruptedException {
    Regime regime =
        Recipes.regime(
                RATE,
                0,
                network.hiddenDense().isEmpty() ? 0 : DENSE,
                BATCH,
                1,
                AugmentationSpec.NONE)
            .with(NoiseSettings.INPUT_DROP_PROBABILITY, INPUT)
            .with(
                NoiseSettings.CONVOLUTION_DROP_PROBABILITY,
                network.hasConvolutions() ? CONVOLUTION : 0);
    var spec = Recipes.spec(network, regime, 0);
    var data = Recipes.noise(7, 5, 2, 12);
    try (Trainer trainer =
            new Trainer(
                spec, data, elementwise, UpdateSpec.of(regime), ConvolutionMethod.WINOGRAD);
        BatchSource batches = new Recipe(spec, data).batches(0)) {
      Batch batch = batches.next();
      Model model = trainer.model();
      PlainNetwork plain = new PlainNetwork(model);
      List<float[]> outputs = new ArrayList<>();
      draw(model, network, plain, outputs, new Streams(spec.seed()));
      float[][] before = Recipes.parameters(model);
      double loss = trainer.update(batch, false);
      assertThat(loss).isCloseTo(plain.objective(batch, outputs, 0), within(1e-5));
      float[][] after = Recipes.parameters(trainer.model());
      for (int i = 0; i < before.length; i++) {
        for (int k = 0; k < before[i].length; k += 1 + before[i].length / 40) {
          double moved = ((double) before[i][k] - after[i][k]) / RATE;
          double rounding = 2 * Math.ulp(before[i][k]) / RATE;
          assertThat(moved)
              .as("array %d, value %d", i, k)
              .isCloseTo(difference(plain, batch, outputs, i, k), within(rounding + 2e-6));
        }
      }
    }
  }

  /**
   * Masks layer by layer: of the input, behind each convolution with its pooling, of dense ones.
   */
  private static void draw(
      Model model,
      NetworkSpec network,
      PlainNetwork plain,
      List<float[]> outputs,
      Streams streams) {
    SplittableRandom random = streams.stream(Streams.Purpose.DROPOUT, 0);
    List<float[]> inputs = new ArrayList<>();
    Shape shape = model.input();
    float[] ofInput = mask(random, shape.size(), INPUT);
    boolean convolution = false;
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Weighted weighted) {
        inputs.add(convolution ? mask(random, shape.size(), CONVOLUTION) : null);
        convolution = layer instanceof Layer.Convolution;
        boolean hidden = !convolution && outputs.size() < network.weighted().size();
        outputs.add(hidden ? mask(random, weighted.nodes(), DENSE) : null);
      }
      shape = layer.output(shape);
    }
    plain.dropInputs(ofInput, inputs);
  }

  private static float[] mask(SplittableRandom random, int size, double share) {
    float[] mask = new float[size * BATCH];
    new DropoutMasks(share).draw(random, mask, mask.length);
    assertThat(Arrays.equals(mask, new float[mask.length])).isFalse();
    return mask;
  }

  private static double difference(
      PlainNetwork plain, Batch batch, List<float[]> masks, int array, int index) {
    double[] values = plain.parameters[array];
    double value = values[index];
    values[index] = value + STEP;
    double above = plain.objective(batch, masks, 0);
    values[index] = value - STEP;
    double below = plain.objective(batch, masks, 0);
    values[index] = value;
    return (above - below) / (2 * STEP);
  }
}
