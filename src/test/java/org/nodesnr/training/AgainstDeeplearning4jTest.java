package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.BatchNormalisation;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.BatchNormalisationSpec;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.NetworkSpec.ConvolutionSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.Regime.AugmentationSpec;
import org.nodesnr.spec.RunSpec;

/**
 * The trainer and Deeplearning4j's {@code fit} end at the same weights when they start from the
 * same ones and see the same batches and masks.
 */
class AgainstDeeplearning4jTest {
  private static final AugmentationSpec SHIFT = new AugmentationSpec(2, false, false);
  private static final AugmentationSpec CROP_AND_FLIP = new AugmentationSpec(0, true, true);

  /** Of the largest change of an array, besides a few roundings of a weight a step. */
  private static final double TOLERANCE = 2e-4;

  private static final NetworkSpec NORMALISED =
      new NetworkSpec(
          List.of(
              new LayerSpec.Convolution(3, 3, 1, LayerSpec.Padding.SAME, Activation.IDENTITY),
              new BatchNormalisationSpec(0.9, 1e-5),
              new LayerSpec.Nonlinearity(Activation.RELU),
              new LayerSpec.Pooling(LayerSpec.Reduction.MAX, 2, 2, LayerSpec.Padding.SAME),
              new LayerSpec.Dense(8, Activation.IDENTITY, 0),
              new BatchNormalisationSpec(0.7, 1e-3),
              new LayerSpec.Nonlinearity(Activation.TANH)));

  static Stream<Arguments> smallNetworks() {
    return Stream.of(
            List.of("dense relu", Recipes.dense(Activation.RELU)),
            List.of("dense tanh", Recipes.dense(Activation.TANH)),
            List.of("dense sigmoid", Recipes.dense(Activation.SIGMOID)),
            List.of("dense identity", Recipes.dense(Activation.IDENTITY)),
            List.of("kernel 3, pool 3, cut off", Recipes.ODD),
            List.of("no pooling", convolutions(Activation.RELU, 3, 1)),
            List.of("two convolutions relu", convolutions(Activation.RELU, 3, 2)),
            List.of("two convolutions tanh", convolutions(Activation.TANH, 5, 2)),
            List.of("two convolutions sigmoid", convolutions(Activation.SIGMOID, 3, 3)),
            List.of("two convolutions identity", convolutions(Activation.IDENTITY, 3, 2)),
            List.of("batch normalisation", NORMALISED))
        .flatMap(
            network ->
                Stream.of(0, 1, 2)
                    .map(k -> Arguments.of(network.get(0), network.get(1), regimes(5).get(k))));
  }

  private static NetworkSpec convolutions(Activation activation, int kernel, int pool) {
    return new NetworkSpec(
        List.of(new ConvolutionSpec(kernel, 3, pool), new ConvolutionSpec(3, 4, pool)),
        List.of(8),
        activation);
  }

  private static List<Regime> regimes(int batchSize) {
    return List.of(
        named("plain", 0, 0, batchSize, AugmentationSpec.NONE),
        named("dropout", 0, 0.3, batchSize, AugmentationSpec.NONE),
        named("l2, dropout and flips", 0.02, 0.5, batchSize, CROP_AND_FLIP),
        named("l2", 0.02, 0, batchSize, AugmentationSpec.NONE),
        named("shift", 0, 0, batchSize, SHIFT),
        named("crop and flip", 0, 0, batchSize, CROP_AND_FLIP));
  }

  private static Regime named(
      String name, double l2, double drop, int batchSize, AugmentationSpec augmentation) {
    return Recipes.regime(0.1, l2, drop, batchSize, 4, augmentation).labelled(name, name);
  }

  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("smallNetworks")
  void smallNetworksEndAtTheSameWeights(String name, NetworkSpec network, Regime regime)
      throws InterruptedException {
    compare(network, regime, 0, Recipes.noise(7, 5, 2, 23), 4);
  }

  static Stream<Regime> mnistRegimes() {
    return regimes(60).stream().filter(r -> !r.augmentation().flip());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mnistRegimes")
  void mnistNetworkEndsAtTheSameWeights(Regime regime) throws InterruptedException {
    compare(NetworkSpec.MNIST, regime, 0, Recipes.noise(28, 28, 1, 100), 3);
  }

  static Stream<Arguments> cifarRegimes() {
    return regimes(4).stream()
        .filter(r -> r.augmentation().shift() == 0)
        .flatMap(r -> Stream.of(ConvolutionMethod.values()).map(m -> Arguments.of(r, m)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cifarRegimes")
  void cifarNetworkEndsAtTheSameWeights(Regime regime, ConvolutionMethod method)
      throws InterruptedException {
    // Winograd's filtering rounds about ten times as coarsely as the sum over the taps.
    double tolerance = method == ConvolutionMethod.DIRECT ? TOLERANCE : 10 * TOLERANCE;
    var spec = Recipes.spec(NetworkSpec.CIFAR10, regime, 24);
    compare(spec, Recipes.noise(32, 32, 3, 10), 2, method, tolerance);
  }

  private static void compare(NetworkSpec network, Regime regime, int crop, Dataset data, int steps)
      throws InterruptedException {
    var spec = Recipes.spec(network, regime, crop);
    compare(spec, data, steps, ConvolutionMethod.DIRECT, TOLERANCE);
  }

  private static void compare(
      RunSpec spec, Dataset data, int steps, ConvolutionMethod method, double tolerance)
      throws InterruptedException {
    Regime regime = spec.regime();
    try (Trainer trainer = new Trainer(spec, data, method);
        BatchSource batches =
            new BatchSource(
                new TrainingImages(data.train(), spec.data(), regime.augmentation()),
                new Streams(spec.seed()),
                regime.batchSize(),
                0,
                steps)) {
      float[][] before = Recipes.parameters(trainer.model());
      var reference = new Deeplearning4jNetwork(spec, trainer.model());
      for (int step = 0; step < steps; step++) {
        Batch batch = batches.next();
        reference.fit(batch);
        trainer.update(batch, false);
      }
      float[][] ours = Recipes.parameters(trainer.model());
      float[][] theirs = reference.parameters();
      assertThat(ours.length).isEqualTo(theirs.length);
      Set<Integer> idle = idleBiases(trainer.model());
      for (int i = 0; i < ours.length; i++) {
        double change = distance(before[i], theirs[i]);
        if (!idle.contains(i)) {
          assertThat(change).as("change of array %d", i).isPositive();
        }
        double roundings =
            4 * steps * Math.ulp((float) distance(theirs[i], new float[ours[i].length]));
        assertThat(distance(ours[i], theirs[i]))
            .as("greatest difference in array %d; greatest change %s", i, change)
            .isLessThan(tolerance * change + roundings);
      }
    }
  }

  /** Numbers of the arrays that batch normalisation makes idle: biases right before it. */
  private static Set<Integer> idleBiases(Model model) {
    Set<Integer> idle = new HashSet<>();
    int at = 0;
    for (Layer layer : model.layers()) {
      if (layer instanceof BatchNormalisation) {
        idle.add(at - 1);
      }
      at += layer.arrays().size();
    }
    return idle;
  }

  private static double distance(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs((double) a[i] - b[i]));
    }
    return most;
  }
}
