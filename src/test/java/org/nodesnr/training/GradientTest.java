package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.TrainingLayer;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.BatchNormalisationSpec;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.LayerSpec.Convolution;
import org.nodesnr.spec.LayerSpec.Dense;
import org.nodesnr.spec.LayerSpec.Nonlinearity;
import org.nodesnr.spec.LayerSpec.Padding;
import org.nodesnr.spec.LayerSpec.Pooling;
import org.nodesnr.spec.LayerSpec.Reduction;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.NetworkSpec.ConvolutionSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.Regime.AugmentationSpec;

/**
 * One update is {@code −ε} times the gradient: {@code (W_before − W_after) / ε} against central
 * finite differences of the objective, computed in double precision by {@link PlainNetwork}.
 */
class GradientTest {
  private static final double LEARNING_RATE = 0.5;
  private static final double STEP = 1e-5;
  private static final int WEIGHTS_TO_CHECK = 60;

  private static final LayerSpec NORMALISATION = new BatchNormalisationSpec(0.9, 0.01);

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (Activation activation :
        List.of(Activation.RELU, Activation.TANH, Activation.SIGMOID, Activation.IDENTITY)) {
      NetworkSpec network =
          new NetworkSpec(List.of(new ConvolutionSpec(3, 3, 2)), List.of(6, 5), activation);
      cases.add(Arguments.of("pool 2, " + activation, network, 0.0, 0.0));
      cases.add(Arguments.of("pool 2, dropout, L2, " + activation, network, 0.05, 0.4));
    }
    cases.add(Arguments.of("kernel 3, pool 3", Recipes.ODD, 0.0, 0.0));
    cases.add(Arguments.of("kernel 2, pool 4", convolution(2, 4), 0.0, 0.0));
    cases.add(Arguments.of("kernel 5, no pooling", convolution(5, 1), 0.05, 0.0));
    cases.add(
        Arguments.of(
            "Winograd",
            new NetworkSpec(
                List.of(new ConvolutionSpec(5, 16, 1), new ConvolutionSpec(5, 17, 2)),
                List.of(),
                Activation.TANH),
            0.05,
            0.0));
    cases.add(
        Arguments.of(
            "softmax alone", new NetworkSpec(List.of(), List.of(), Activation.RELU), 0.05, 0.0));
    cases.add(
        Arguments.of(
            "three convolutions",
            new NetworkSpec(
                List.of(
                    new ConvolutionSpec(3, 3, 1),
                    new ConvolutionSpec(3, 4, 2),
                    new ConvolutionSpec(2, 3, 2)),
                List.of(),
                Activation.TANH),
            0.0,
            0.0));
    cases.addAll(lists());
    return cases.stream();
  }

  private static NetworkSpec convolution(int kernel, int pool) {
    return new NetworkSpec(
        List.of(new ConvolutionSpec(kernel, 3, pool)), List.of(4), Activation.TANH);
  }

  /** What the short form does not say. */
  private static List<Arguments> lists() {
    Dense dense = new Dense(5, Activation.TANH, 0);
    Nonlinearity tanh = new Nonlinearity(Activation.TANH);
    return List.of(
        list(
            "stride 2",
            new Convolution(3, 3, 2, Padding.SAME, Activation.TANH),
            new Convolution(2, 4, 1, Padding.SAME, Activation.SIGMOID),
            dense),
        list(
            "VALID, then stride 2, kernel 2",
            new Convolution(3, 3, 1, Padding.VALID, Activation.TANH),
            new Convolution(2, 4, 2, Padding.VALID, Activation.TANH),
            dense),
        list("stride above kernel", new Convolution(1, 3, 2, Padding.SAME, Activation.TANH), dense),
        list(
            "means",
            new Convolution(3, 3, 1, Padding.SAME, Activation.TANH),
            new Pooling(Reduction.AVERAGE, 2, 2, Padding.SAME),
            new Convolution(3, 3, 1, Padding.SAME, Activation.TANH),
            new Pooling(Reduction.AVERAGE, 2, 1, Padding.VALID),
            dense),
        list(
            "maxima that overlap, means before a convolution",
            new Pooling(Reduction.AVERAGE, 2, 1, Padding.SAME),
            new Convolution(3, 3, 1, Padding.SAME, Activation.TANH),
            new Pooling(Reduction.MAX, 3, 2, Padding.SAME),
            dense),
        list(
            "activation behind means",
            new Convolution(3, 3, 2, Padding.SAME, Activation.IDENTITY),
            new Pooling(Reduction.AVERAGE, 2, 2, Padding.VALID),
            tanh,
            dense),
        list(
            "activation behind maxima, activations of their own",
            new Convolution(3, 3, 1, Padding.SAME, Activation.IDENTITY),
            new Pooling(Reduction.MAX, 2, 2, Padding.SAME),
            tanh,
            new Dense(9, Activation.SIGMOID, 0.75),
            new Dense(7, Activation.SIGMOID, 0)),
        list(
            "batch normalisation of dense layers",
            new Dense(9, Activation.IDENTITY, 0),
            NORMALISATION,
            tanh,
            new Dense(7, Activation.IDENTITY, 0.25),
            NORMALISATION,
            new Nonlinearity(Activation.SIGMOID)),
        list(
            "batch normalisation of convolutions",
            new Convolution(3, 3, 1, Padding.SAME, Activation.IDENTITY),
            NORMALISATION,
            tanh,
            new Pooling(Reduction.MAX, 2, 2, Padding.SAME),
            new Convolution(3, 4, 2, Padding.SAME, Activation.IDENTITY),
            NORMALISATION,
            new Dense(5, Activation.TANH, 0)),
        list(
            "batch normalisation before pooling",
            new Convolution(3, 3, 2, Padding.VALID, Activation.IDENTITY),
            NORMALISATION,
            new Pooling(Reduction.AVERAGE, 2, 2, Padding.SAME),
            tanh));
  }

  private static Arguments list(String name, LayerSpec... layers) {
    return Arguments.of(name, new NetworkSpec(List.of(layers)), 0.05, 0.4);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void hostUpdateIsTheGradient(String name, NetworkSpec network, double l2, double drop)
      throws InterruptedException {
    check(network, l2, drop, new HostElementwise());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void deviceUpdateIsTheGradient(String name, NetworkSpec network, double l2, double drop)
      throws InterruptedException {
    check(network, l2, drop, new Nd4jElementwise());
  }

  private static void check(NetworkSpec network, double l2, double drop, Elementwise elementwise)
      throws InterruptedException {
    int batchSize = 4;
    Regime regime = Recipes.regime(LEARNING_RATE, l2, drop, batchSize, 1, AugmentationSpec.NONE);
    var spec = Recipes.spec(network, regime, 0);
    var data = Recipes.noise(7, 5, 2, 12);
    Streams streams = new Streams(spec.seed());
    TrainingImages images = new TrainingImages(data.train(), spec.data(), AugmentationSpec.NONE);
    UpdateSpec update = UpdateSpec.of(regime);
    try (Trainer trainer =
            new Trainer(spec, data, elementwise, update, ConvolutionMethod.WINOGRAD);
        BatchSource batches = new BatchSource(images, streams, batchSize, 0, 1)) {
      PlainNetwork plain = new PlainNetwork(trainer.model());
      Batch batch = batches.next();
      List<float[]> masks = masks(trainer.model(), network, drop, streams, batchSize);
      float[][] before = Recipes.parameters(trainer.model());
      double loss = trainer.update(batch, false);
      assertThat(loss).isCloseTo(plain.objective(batch, masks, 0), within(1e-5));
      float[][] after = Recipes.parameters(trainer.model());
      List<Boolean> weights = new ArrayList<>();
      List<Boolean> trained = new ArrayList<>();
      for (Layer layer : trainer.model().layers()) {
        for (int k = 0; k < layer.arrays().size(); k++) {
          weights.add(layer instanceof Layer.Weighted && k == 0);
          trained.add(!(layer instanceof TrainingLayer own && k >= own.trained()));
        }
      }
      Random random = new Random(3);
      for (int i = 0; i < before.length; i++) {
        if (!trained.get(i)) {
          continue;
        }
        double decay = weights.get(i) ? l2 : 0;
        for (int n = 0; n < Math.min(WEIGHTS_TO_CHECK, before[i].length); n++) {
          int k = before[i].length <= WEIGHTS_TO_CHECK ? n : random.nextInt(before[i].length);
          double expected = difference(plain, batch, masks, decay, i, k);
          double rounding = 2 * Math.ulp(before[i][k]) / LEARNING_RATE;
          assertThat(((double) before[i][k] - after[i][k]) / LEARNING_RATE)
              .as("array %d, value %d", i, k)
              .isCloseTo(expected, within(rounding + 2e-6));
        }
      }
    }
  }

  private static double difference(
      PlainNetwork plain, Batch batch, List<float[]> masks, double l2, int array, int index) {
    double[] values = plain.parameters[array];
    double value = values[index];
    values[index] = value + STEP;
    double above = plain.objective(batch, masks, l2);
    values[index] = value - STEP;
    double below = plain.objective(batch, masks, l2);
    values[index] = value;
    return (above - below) / (2 * STEP);
  }

  private static List<float[]> masks(
      Model model, NetworkSpec network, double drop, Streams streams, int batchSize) {
    var random = streams.stream(Streams.Purpose.DROPOUT, 0);
    Iterator<Dense> hidden = network.hiddenDense().iterator();
    List<float[]> masks = new ArrayList<>();
    for (Layer.Weighted layer : model.weighted()) {
      double share = 0;
      if (layer instanceof Layer.Dense && hidden.hasNext()) {
        double own = hidden.next().dropProbability();
        share = own > 0 ? own : drop;
      }
      float[] mask = share > 0 ? new float[layer.nodes() * batchSize] : null;
      if (share > 0) {
        new DropoutMasks(share).draw(random, mask, mask.length);
      }
      masks.add(mask);
    }
    return masks;
  }
}
