package org.nodesnr.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Model;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.training.Recipe;
import org.nodesnr.training.Recipes;

/**
 * The gradient that a step of rate 1 takes, against differences of the loss, both by the kernels.
 */
class CardGradientTest {
  private static final Dataset DATA = Recipes.noise(7, 5, 2, 30);
  private static final int OF_EACH_ARRAY = 3;
  private static final float STEP = 1e-3f;

  /** Without corners, but for those of maxima. */
  enum Network {
    DENSE(new NetworkSpec(List.of(), List.of(19, 11), Activation.SIGMOID)),
    CONVOLUTIONAL(
        new NetworkSpec(
            List.of(
                new NetworkSpec.ConvolutionSpec(3, 5, 2), new NetworkSpec.ConvolutionSpec(3, 4, 3)),
            List.of(9),
            Activation.TANH)),
    VARIED(Runs.varied());

    private final NetworkSpec spec;

    Network(NetworkSpec spec) {
      this.spec = spec;
    }
  }

  @ParameterizedTest
  @EnumSource(Network.class)
  void isThatOfDifferences(Network network) {
    RunSpec run = Runs.run(network.spec, Runs.regime(1, 0, 0, 1), 8);
    Recipe recipe = new Recipe(run, DATA);
    StepBatch batch = new StepBatch(List.of(recipe.draws()), run.regime().batchSize());
    batch.draw(0, 0);
    try (Device device = TestCards.processor();
        Pixels pixels = Pixels.of(device, DATA.train());
        Population population =
            new Population(device, pixels, List.of(run), recipe.initial(), false)) {
      population.activate(new int[] {0});
      float[][] before = Runs.parameters(recipe.initial());
      loss(population, batch, recipe.initial());
      float[][] after = Runs.parameters(population.weights(0));
      for (int array = 0; array < before.length; array++) {
        for (int k : steepest(before[array], after[array])) {
          double slope = before[array][k] - after[array][k];
          double high = moved(population, batch, recipe, array, k, STEP);
          double low = moved(population, batch, recipe, array, k, -STEP);
          double difference = (high - low) / (2 * STEP) / run.regime().batchSize();
          assertThat(Math.abs(slope)).isGreaterThan(1e-3);
          assertThat(difference)
              .as("array %d, value %d", array, k)
              .isCloseTo(slope, within(1e-4 + 0.01 * Math.abs(slope)));
        }
      }
    }
  }

  private static List<Integer> steepest(float[] before, float[] after) {
    return IntStream.range(0, before.length)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -Math.abs(before[k] - after[k])))
        .limit(OF_EACH_ARRAY)
        .toList();
  }

  private static double moved(
      Population population, StepBatch batch, Recipe recipe, int array, int k, float by) {
    Model model = recipe.initial();
    Runs.parameters(model)[array][k] += by;
    return loss(population, batch, model);
  }

  /** Summed over the batch, before the update. */
  private static double loss(Population population, StepBatch batch, Model model) {
    population.load(0, model);
    population.step(batch, 1);
    double[] losses = new double[1];
    population.losses(losses);
    return losses[0];
  }
}
