package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.data.Dataset;
import org.nodesnr.evaluation.BruteForce;
import org.nodesnr.network.HostFloats;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.BatchNormalisationSpec;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.NetworkSpec.ConvolutionSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.Regime.AugmentationSpec;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.SelectiveSettings;
import org.nodesnr.spec.Variant;

class SnrDropoutTest {
  private static final int BATCH = 8;
  private static final double MOST = 0.6;
  private static final Dataset DATA = Recipes.noise(9, 9, 1, 50);
  private static final NetworkSpec NETWORK =
      new NetworkSpec(List.of(new ConvolutionSpec(3, 4, 2)), List.of(12, 9), Activation.RELU);

  /** The activation of the first dense layer, and so its masks, stand apart from it. */
  private static final NetworkSpec NORMALISED =
      new NetworkSpec(
          List.of(
              new LayerSpec.Dense(12, Activation.IDENTITY, 0),
              new BatchNormalisationSpec(0.9, 1e-3),
              new LayerSpec.Nonlinearity(Activation.RELU),
              new LayerSpec.Dense(9, Activation.TANH, 0)));

  private static RunSpec spec(int every, double decay) {
    return spec(NETWORK, every, decay);
  }

  private static RunSpec spec(NetworkSpec network, int every, double decay) {
    Regime regime =
        Recipes.regime(0.02, 0, 0, BATCH, 40, AugmentationSpec.NONE)
            .with(SelectiveSettings.MOST, MOST)
            .with(SelectiveSettings.EVERY, every)
            .with(SelectiveSettings.DECAY, decay);
    return Recipes.spec(network, regime, 0);
  }

  /** p (1 − S̄), with S̄ from plain loops over one batch. */
  @Test
  void probabilitiesFollowTheRule() {
    RunSpec spec = spec(1, 0);
    Elementwise elementwise = new HostElementwise();
    Model model = new Recipe(spec, DATA).initial();
    SplittableRandom random = new SplittableRandom(3);
    float[] pixels = new float[81 * BATCH];
    for (int k = 0; k < pixels.length; k++) {
      pixels[k] = random.nextInt(3) == 0 ? 0 : (float) random.nextDouble();
    }
    try (Stages stages = new Stages(spec, model, elementwise, ConvolutionMethod.DIRECT);
        SnrDropout dropout = new SnrDropout(spec.regime(), model, stages, elementwise);
        INDArray input = HostFloats.matrix(81, BATCH)) {
      assertThat(dropout.probabilities()).containsExactly(0, 0);
      elementwise.upload(pixels, input);
      List<INDArray> inputs = stages.inputsWithoutDropout(input);
      float[][] seen = new float[4][];
      for (int l = 2; l < 4; l++) {
        seen[l] = new float[(int) inputs.get(l).length()];
        elementwise.download(inputs.get(l), seen[l]);
      }
      dropout.set(inputs);
      for (int l = 2; l < 4; l++) {
        double s = optimality(model.weighted().get(l), seen[l]);
        assertThat(s).isBetween(0.05, 0.95);
        assertThat((double) dropout.probabilities()[l - 2]).isCloseTo(MOST * (1 - s), within(1e-4));
      }
    }
  }

  private static double optimality(Layer.Weighted layer, float[] values) {
    BruteForce.LayerSeen seen = new BruteForce.LayerSeen(layer, Activation.RELU);
    for (int s = 0; s < BATCH; s++) {
      double[] row = new double[layer.inputs()];
      for (int j = 0; j < row.length; j++) {
        row[j] = values[s * row.length + j];
      }
      seen.observations.add(row);
      seen.outputs.add(new double[layer.nodes()]);
    }
    double[][] nodes = BruteForce.figures(seen, Variant.PAPER);
    double sum = 0;
    int defined = 0;
    for (int i = 0; i < layer.nodes(); i++) {
      if (!Double.isNaN(nodes[i][0])) {
        sum += nodes[i][0];
        defined++;
      }
    }
    return sum / defined;
  }

  @Test
  void masksTakeTheNewProbability() {
    float[] changed = new float[1001];
    float[] fresh = new float[1001];
    DropoutMasks masks = new DropoutMasks(0);
    masks.draw(new SplittableRandom(1), changed, 1001);
    assertThat(changed).containsOnly(1);
    masks.probability(0.3);
    masks.draw(new SplittableRandom(1), changed, 1001);
    new DropoutMasks(0.3).draw(new SplittableRandom(1), fresh, 1001);
    assertThat(changed).isEqualTo(fresh).contains(0);
  }

  static Stream<NetworkSpec> networks() {
    return Stream.of(NETWORK, NORMALISED);
  }

  /** Until the first estimate training is that without dropout; then it is not. */
  @ParameterizedTest
  @MethodSource("networks")
  void goesOnAsIfNeverInterrupted(NetworkSpec network, @TempDir Path directory)
      throws InterruptedException, IOException {
    Path file = directory.resolve("state");
    float[][] whole;
    try (Trainer trainer = new Trainer(spec(network, 5, 0.9), DATA)) {
      trainer.train(Listeners.NONE);
      whole = Recipes.parameters(trainer.model());
    }
    try (Trainer trainer = new Trainer(spec(network, 5, 0.9), DATA)) {
      trainer.train(Listeners.stoppingAt(17));
      trainer.save(file, "run");
    }
    try (Trainer trainer = new Trainer(spec(network, 5, 0.9), DATA)) {
      trainer.resume(file, "run");
      trainer.train(Listeners.NONE);
      assertThat(Recipes.parameters(trainer.model())).isDeepEqualTo(whole);
    }
    RunSpec without =
        Recipes.spec(network, Recipes.regime(0.02, 0, 0, BATCH, 40, AugmentationSpec.NONE), 0);
    try (Trainer plain = new Trainer(without, DATA);
        Trainer selective = new Trainer(spec(network, 5, 0.9), DATA)) {
      plain.train(Listeners.stoppingAt(4));
      selective.train(Listeners.stoppingAt(4));
      assertThat(Recipes.parameters(selective.model()))
          .isDeepEqualTo(Recipes.parameters(plain.model()));
      plain.train(Listeners.stoppingAt(5));
      selective.train(Listeners.stoppingAt(5));
      assertThat(Recipes.parameters(selective.model()))
          .isNotEqualTo(Recipes.parameters(plain.model()));
    }
  }
}
