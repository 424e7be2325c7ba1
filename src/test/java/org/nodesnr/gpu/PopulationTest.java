package org.nodesnr.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nodesnr.data.Dataset;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;
import org.nodesnr.training.Recipes;

/** Populations against the processor's engine, and their bits on two devices. */
class PopulationTest {
  private static final Dataset DATA = Recipes.noise(7, 5, 2, 30);

  /** Where populations are trained without a card. */
  enum Where {
    OPENCL_ON_PROCESSOR(TestCards::processor),
    CUDA_STAND_IN(TestCards::standIn);

    private final Supplier<Device> open;

    Where(Supplier<Device> open) {
      this.open = open;
    }

    Device open() {
      return open.get();
    }
  }

  /** Everything different but the shape. */
  private static List<RunSpec> dense(Activation activation) {
    NetworkSpec network = Runs.dense(activation);
    return List.of(
        Runs.run(network, Runs.regime(0.1, 0, 0, 40), 1),
        Runs.run(network, Runs.regime(0.05, 0.01, 0.35, 40), 2),
        Runs.run(network, Runs.regime(0.2, 0, 0.5, 37), 3),
        Runs.run(network, Runs.regime(0.02, 0.1, 0, 21), 1));
  }

  private static List<RunSpec> pictures(NetworkSpec network) {
    Regime augmented =
        Runs.regime(0.03, 0.01, 0.2, 20)
            .with(Settings.SHIFT, 1)
            .with(Settings.FLIP, true)
            .with(Settings.CROP, true);
    return List.of(
        Runs.run(network, Runs.regime(0.05, 0, 0, 20), 4, 5, DataSpec.Standardisation.NONE),
        Runs.run(network, augmented, 5, 5, DataSpec.Standardisation.NONE));
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void endsWithinRoundingOfTheProcessor(Where where) throws InterruptedException {
    try (Device device = where.open()) {
      for (Activation activation : List.of(Activation.RELU, Activation.TANH, Activation.SIGMOID)) {
        compare(device, dense(activation), 2e-6);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void convolutionsEndWithinRoundingOfTheProcessor(Where where) throws InterruptedException {
    try (Device device = where.open()) {
      compare(device, pictures(Runs.convolutional()), 2e-6);
      compare(device, pictures(Runs.varied()), 2e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void standardisesPicturesAsTheProcessorDoes(Where where) throws InterruptedException {
    Regime augmented =
        Runs.regime(0.02, 0, 0, 15).with(Settings.SHIFT, 2).with(Settings.CROP, true);
    RunSpec run =
        Runs.run(Runs.convolutional(), augmented, 6, 4, DataSpec.Standardisation.PER_IMAGE);
    try (Device device = where.open()) {
      compare(device, List.of(run), 2e-6);
    }
  }

  private static void compare(Device device, List<RunSpec> runs, double bound)
      throws InterruptedException {
    List<float[][]> card = Runs.trained(device, runs, DATA);
    List<float[][]> processor = Runs.trainedOnProcessor(runs, DATA);
    for (int k = 0; k < runs.size(); k++) {
      assertThat(Runs.distance(card.get(k), processor.get(k)))
          .as("run %d", k)
          .isGreaterThan(0)
          .isLessThan(bound);
    }
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void hasTheSameBitsEverywhere(Where where) throws InterruptedException {
    try (GpuEngine engine = GpuEngine.on(where.open())) {
      assertThat(BitCheck.of(engine)).isEqualTo(BitCheck.EXPECTED);
    }
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void aRunDoesNotNoticeItsNeighbours(Where where) throws InterruptedException {
    List<RunSpec> runs = dense(Activation.RELU);
    try (Device device = where.open()) {
      List<float[][]> together = Runs.trained(device, runs, DATA);
      for (int k = 0; k < runs.size(); k++) {
        assertThat(Runs.trained(device, List.of(runs.get(k)), DATA).get(0))
            .isDeepEqualTo(together.get(k));
      }
    }
  }
}
