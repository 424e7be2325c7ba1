package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.HostFloats;
import org.nodesnr.network.Layer;
import org.nodesnr.network.LayerSlopes;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.BatchNormalisationSpec;
import org.nodesnr.spec.LayerChoice;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.NetworkSpec.ConvolutionSpec;
import org.nodesnr.spec.OptimiserSettings;
import org.nodesnr.spec.OptimiserSettings.Optimiser;
import org.nodesnr.spec.PullSettings;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.Regime.AugmentationSpec;

class SnrPullTest {
  private static final double RATE = 0.1;

  /**
   * What equation 9 needs, from plain loops.
   *
   * @param c running {@code cov(x_j, r_i)}, [node][input]
   * @param a running {@code mean(g'(x_j)²)}
   * @param m decaying maximum
   */
  private record Plain(double[][] c, double[] a, double[] m) {
    static Plain none(int nodes, int inputs) {
      return new Plain(new double[nodes][inputs], new double[inputs], new double[inputs]);
    }

    /** Adds a batch: one row of x an observation. */
    void add(List<double[]> x, float[] w, double decay, Activation before) {
      int n = x.size();
      for (int j = 0; j < a.length; j++) {
        double mean = 0;
        double active = 0;
        double max = Double.NEGATIVE_INFINITY;
        for (double[] row : x) {
          mean += row[j] / n;
          active +=
              (before == Activation.TANH ? Math.pow(1 - row[j] * row[j], 2) : row[j] > 0 ? 1 : 0);
          max = Math.max(max, row[j]);
        }
        a[j] = decay * a[j] + (1 - decay) * active / n;
        m[j] = Math.max(decay * m[j], max);
        for (int i = 0; i < c.length; i++) {
          double covariance = 0;
          for (double[] row : x) {
            double r = 0;
            for (int l = 0; l < a.length; l++) {
              r += w[i * a.length + l] * row[l];
            }
            covariance += (row[j] - mean) * r / n;
          }
          c[i][j] = decay * c[i][j] + (1 - decay) * covariance;
        }
      }
    }
  }

  private static float[] gaussian(Random random, int count, double scale) {
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  /** Like outputs of a ReLU, the last one never active and the one before it hardly. */
  private static float[] pictures(Random random, int size, int samples, boolean signed) {
    float[] values = gaussian(random, size * samples, 1);
    for (int k = 0; k < values.length; k++) {
      values[k] = signed ? (float) Math.tanh(values[k]) : Math.max(0, values[k] + 0.3f);
      if (!signed && k % size >= size - 2) {
        values[k] *= k % size == size - 1 ? 0 : 1e-4f;
      }
    }
    return values;
  }

  private static List<double[]> observations(float[] values, int samples, Window window) {
    List<double[]> result = new ArrayList<>();
    Shape shape = window.input();
    for (int s = 0; s < samples; s++) {
      for (int oy = 0; oy < window.placesHigh(); oy++) {
        for (int ox = 0; ox < window.placesWide(); ox++) {
          double[] row = new double[window.inputs()];
          int j = 0;
          for (int ky = 0; ky < window.height(); ky++) {
            for (int kx = 0; kx < window.width(); kx++) {
              for (int c = 0; c < shape.channels(); c++, j++) {
                int y = window.row(oy, ky);
                int x = window.column(ox, kx);
                boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
                int at = ((s * shape.height() + y) * shape.width() + x) * shape.channels() + c;
                row[j] = inside ? values[at] : 0;
              }
            }
          }
          result.add(row);
        }
      }
    }
    return result;
  }

  private static INDArray columns(float[] values, int samples) {
    INDArray array = HostFloats.matrix(values.length / samples, samples);
    HostFloats.write(values, values.length, array);
    return array;
  }

  private static Layer.Convolution convolution(Random random, int stride, Layer.Padding padding) {
    float[] w = gaussian(random, 3 * 3 * 2 * 4, 0.3);
    return new Layer.Convolution(3, 3, stride, stride, padding, w, new float[4], Activation.RELU);
  }

  static Stream<Layer.Weighted> layers() {
    Random random = new Random(4);
    return Stream.of(
        new Layer.Dense(gaussian(random, 70 * 5, 0.3), new float[5], Activation.RELU),
        convolution(random, 1, Layer.Padding.SAME),
        convolution(random, 2, Layer.Padding.VALID));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void estimatesAreThoseOfPlainLoops(Layer.Weighted layer) {
    check(layer, Activation.RELU, new HostElementwise());
    check(layer, Activation.TANH, new HostElementwise());
    check(layer, Activation.RELU, new Nd4jElementwise());
  }

  private static void check(Layer.Weighted layer, Activation before, Elementwise elementwise) {
    Random random = new Random(6);
    int samples = 6;
    Shape shape = new Shape(7, 5, 2);
    Window window = Window.of(layer, layer instanceof Layer.Dense ? Shape.flat(70) : shape);
    Plain plain = Plain.none(layer.nodes(), layer.inputs());
    try (RunningCovariances running =
            new RunningCovariances(
                window, layer.nodes(), LayerSlopes.of(before), samples, 0.7, elementwise);
        Parameters parameters = Parameters.of(layer)) {
      for (int batch = 0; batch < 3; batch++) {
        float[] values = pictures(random, shape.size(), samples, before == Activation.TANH);
        try (INDArray input = columns(values, samples)) {
          running.add(input, parameters.weights());
        }
        plain.add(observations(values, samples, window), layer.weights(), 0.7f, before);
      }
      List<float[]> state = running.state();
      for (int j = 0; j < layer.inputs(); j++) {
        for (int i = 0; i < layer.nodes(); i++) {
          assertThat((double) state.get(0)[i * layer.inputs() + j])
              .isCloseTo(plain.c()[i][j], within(2e-6));
        }
        assertThat((double) state.get(1)[j]).isCloseTo(plain.a()[j], within(1e-6));
        assertThat((double) state.get(2)[j]).isCloseTo(plain.m()[j], within(1e-6));
      }
      assertThat(running.factors(running.quiet(0.01))[layer.inputs() - 1])
          .isEqualTo(
              layer instanceof Layer.Dense && before == Activation.RELU
                  ? 0
                  : (float) (1 / (plain.a()[layer.inputs() - 1] * plain.m()[layer.inputs() - 1])),
              within(1e-4f));
    }
  }

  private static Regime regime(double strength, int every, double decay, int batch) {
    return Recipes.regime(RATE, 0, 0, batch, 40, AugmentationSpec.NONE)
        .with(PullSettings.STRENGTH, strength)
        .with(PullSettings.EVERY, every)
        .with(PullSettings.DECAY, decay);
  }

  /** {@code Σ_i S_i} in double precision, c held. */
  private static double sumOfOptimalities(
      double[] w, double[][] c, boolean[] quiet, boolean softmax) {
    int inputs = quiet.length;
    double sum = 0;
    for (int i = 0; i < c.length; i++) {
      double product = 0;
      double wSquares = 0;
      double cSquares = 0;
      for (int j = 0; j < inputs; j++) {
        double mean = 0;
        for (int k = 0; softmax && k < c.length; k++) {
          mean += w[k * inputs + j] / c.length;
        }
        double weight = quiet[j] ? 0 : w[i * inputs + j] - mean;
        product += weight * c[i][j];
        wSquares += weight * weight;
        cSquares += c[i][j] * c[i][j];
      }
      sum += product / Math.sqrt(wSquares * cSquares);
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "SOFTMAX"})
  void theStepIsTheGradientOfOptimalityWithCovariancesHeld(Activation activation) {
    Random random = new Random(9);
    int samples = 20;
    int inputs = 12;
    int nodes = 4;
    int every = 3;
    double strength = -0.7;
    boolean softmax = activation == Activation.SOFTMAX;
    float[] w = gaussian(random, inputs * nodes, 0.3);
    Layer.Dense layer = new Layer.Dense(w, new float[nodes], activation);
    float[] values = pictures(random, inputs, samples, false);
    Plain plain = Plain.none(nodes, inputs);
    plain.add(
        observations(values, samples, Window.of(layer, Shape.flat(inputs))), w, 0, Activation.RELU);
    boolean[] quiet = new boolean[inputs];
    quiet[inputs - 1] = true;
    quiet[inputs - 2] = true;
    double[][] c = new double[nodes][inputs];
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < inputs; j++) {
        double mean = 0;
        for (int k = 0; softmax && k < nodes; k++) {
          mean += plain.c()[k][j] / nodes;
        }
        c[i][j] = quiet[j] ? 0 : (plain.c()[i][j] - mean) / (plain.a()[j] * plain.m()[j]);
      }
    }
    try (Parameters parameters = Parameters.of(layer);
        INDArray input = columns(values, samples);
        SnrPull pull =
            new SnrPull(
                regime(strength, every, 0, samples),
                new Model(Shape.flat(inputs), List.of(layer)),
                List.of(parameters),
                new HostElementwise())) {
      assertThat(Stream.iterate(1, s -> s + 1).limit(7).filter(pull::due)).containsExactly(3, 6);
      pull.observe(List.of(input));
      pull.apply(RATE);
      float[] after = parameters.copyInto(layer).arrays().get(0);
      double h = 1e-5;
      for (int k = 0; k < w.length; k++) {
        double[] at = new double[w.length];
        for (int l = 0; l < at.length; l++) {
          at[l] = w[l];
        }
        at[k] += h;
        double above = sumOfOptimalities(at, c, quiet, softmax);
        at[k] -= 2 * h;
        double gradient = (above - sumOfOptimalities(at, c, quiet, softmax)) / (2 * h);
        assertThat((after[k] - w[k]) / (every * RATE * strength)).isCloseTo(gradient, within(2e-5));
        assertThat(after[k] == w[k]).isEqualTo(quiet[k % inputs]);
      }
    }
  }

  /**
   * Footnote 5: where all inputs are always active, S = 1 at eigenvectors of their covariance
   * matrix. With variances λ₁ > λ₂ along the axes, c of w at the angle θ to the first axis lies at
   * φ = atan(λ₂ / λ₁ tan θ), so that a step turns w by μ ε sin(θ − φ) / ‖w‖² towards it; many steps
   * bring it there, and steps of the opposite sign take it to the second axis.
   */
  @Test
  void oneNodeTurnsToTheFirstPrincipalDirection() {
    // The corners of a rectangle, both maxima 1, seen by nodes of length 2.
    float[] values = {1, 1, 1, 0.6f, 0.2f, 1, 0.2f, 0.6f};
    double ratio = 0.2 * 0.2 / (0.4 * 0.4);
    double theta = 1.1;
    float[] w = {(float) (2 * Math.cos(theta)), (float) (2 * Math.sin(theta))};
    assertThat(turned(values, w, 0.5, 1)).isCloseTo(expected(theta, ratio, 0.5), within(1e-6));
    assertThat(turned(values, w, -0.5, 1)).isCloseTo(expected(theta, ratio, -0.5), within(1e-6));
    assertThat(turned(values, w, 2, 2000)).isCloseTo(0, within(1e-5));
    assertThat(turned(values, w, -2, 2000)).isCloseTo(Math.PI / 2, within(1e-5));
  }

  private static double expected(double theta, double ratio, double strength) {
    double phi = Math.atan(ratio * Math.tan(theta));
    // The step is at a right angle to w.
    return theta - Math.atan(RATE * strength * Math.sin(theta - phi) / 2 / 2);
  }

  /** The angle of w to the first axis after some steps. */
  private static double turned(float[] values, float[] w, double strength, int steps) {
    Layer.Dense layer = new Layer.Dense(w.clone(), new float[1], Activation.RELU);
    try (Parameters parameters = Parameters.of(layer);
        INDArray input = columns(values, values.length / 2);
        SnrPull pull =
            new SnrPull(
                regime(strength, 1, 0, values.length / 2),
                new Model(Shape.flat(2), List.of(layer)),
                List.of(parameters),
                new HostElementwise())) {
      for (int step = 0; step < steps; step++) {
        pull.observe(List.of(input));
        pull.apply(RATE);
      }
      float[] after = parameters.copyInto(layer).arrays().get(0);
      return Math.atan2(after[1], after[0]);
    }
  }

  @Test
  void deadNodesStay() {
    Random random = new Random(2);
    float[] w = gaussian(random, 24, 0.3);
    java.util.Arrays.fill(w, 6, 12, 0);
    Layer.Dense layer = new Layer.Dense(w, new float[4], Activation.RELU);
    // All inputs constant: c = 0 for every node.
    float[] constant = new float[6 * 5];
    java.util.Arrays.fill(constant, 0.5f);
    for (float[] values : List.of(constant, pictures(random, 6, 5, false))) {
      try (Parameters parameters = Parameters.of(layer);
          INDArray input = columns(values, 5);
          SnrPull pull =
              new SnrPull(
                  regime(1, 1, 0.5, 5),
                  new Model(Shape.flat(6), List.of(layer)),
                  List.of(parameters),
                  new HostElementwise())) {
        pull.observe(List.of(input));
        pull.apply(RATE);
        float[] after = parameters.copyInto(layer).arrays().get(0);
        for (int k = 0; k < w.length; k++) {
          boolean stays = values == constant || k / 6 == 1 || k % 6 >= 4;
          assertThat(after[k] == w[k]).isEqualTo(stays);
        }
      }
    }
  }

  private static final Dataset DATA = Recipes.noise(9, 9, 2, 50);
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          List.of(new ConvolutionSpec(3, 16, 2), new ConvolutionSpec(5, 16, 2)),
          List.of(12),
          Activation.RELU);

  private static Trainer trainer(Optimiser optimiser, double strength, LayerChoice layers) {
    Regime regime =
        Recipes.regime(0.002, 0.01, 0.3, 8, 40, new AugmentationSpec(1, true, true))
            .with(PullSettings.STRENGTH, strength)
            .with(PullSettings.EVERY, 3)
            .with(PullSettings.LAYERS, layers)
            .with(OptimiserSettings.OPTIMISER, optimiser)
            .with(OptimiserSettings.MOMENTUM, optimiser == Optimiser.MOMENTUM ? 0.9 : 0);
    return new Trainer(Recipes.spec(NETWORK, regime, 8), DATA);
  }

  @ParameterizedTest
  @EnumSource(
      value = Optimiser.class,
      names = {"SGD", "MOMENTUM", "ADAM"})
  void goesOnAsIfNeverInterrupted(Optimiser optimiser, @TempDir Path directory)
      throws InterruptedException, IOException {
    Path file = directory.resolve("state");
    float[][] whole;
    try (Trainer trainer = trainer(optimiser, 0.5, LayerChoice.ALL)) {
      trainer.train(Listeners.NONE);
      whole = Recipes.parameters(trainer.model());
    }
    try (Trainer trainer = trainer(optimiser, 0.5, LayerChoice.ALL)) {
      trainer.train(Listeners.stoppingAt(17));
      trainer.save(file, "run");
    }
    try (Trainer trainer = trainer(optimiser, 0.5, LayerChoice.ALL)) {
      trainer.resume(file, "run");
      trainer.train(Listeners.NONE);
      assertThat(Recipes.parameters(trainer.model())).isDeepEqualTo(whole);
    }
    try (Trainer trainer = trainer(optimiser, 0, LayerChoice.ALL)) {
      trainer.train(Listeners.NONE);
      assertThat(Recipes.parameters(trainer.model())).isNotEqualTo(whole);
    }
  }

  /** The pass without dropout, which estimates c, is none that running averages follow. */
  @Test
  void batchNormalisationTakesNoNoticeOfItsPasses() throws InterruptedException {
    NetworkSpec network =
        new NetworkSpec(
            List.of(
                new LayerSpec.Convolution(3, 4, 1, LayerSpec.Padding.SAME, Activation.IDENTITY),
                new BatchNormalisationSpec(0.9, 1e-3),
                new LayerSpec.Nonlinearity(Activation.RELU),
                new LayerSpec.Dense(6, Activation.IDENTITY, 0),
                new BatchNormalisationSpec(0.9, 1e-3)));
    Regime regime = Recipes.regime(0.1, 0, 0.3, 8, 12, AugmentationSpec.NONE);
    // weaker than any rounding
    Regime pulled = regime.with(PullSettings.STRENGTH, 1e-30).with(PullSettings.EVERY, 2);
    try (Trainer without = new Trainer(Recipes.spec(network, regime, 8), DATA);
        Trainer with = new Trainer(Recipes.spec(network, pulled, 8), DATA)) {
      without.train(Listeners.NONE);
      with.train(Listeners.NONE);
      assertThat(Recipes.parameters(with.model()))
          .isDeepEqualTo(Recipes.parameters(without.model()));
    }
  }

  /** The first pull comes behind the third update; until then nothing differs. */
  @Test
  void movesTheLayersThatAreNamed() throws InterruptedException {
    try (Trainer plain = trainer(Optimiser.SGD, 0, LayerChoice.ALL);
        Trainer pulled = trainer(Optimiser.SGD, 0.5, new LayerChoice(List.of(2, 4)))) {
      plain.train(Listeners.stoppingAt(2));
      pulled.train(Listeners.stoppingAt(2));
      assertThat(Recipes.parameters(pulled.model()))
          .isDeepEqualTo(Recipes.parameters(plain.model()));
      plain.train(Listeners.stoppingAt(3));
      pulled.train(Listeners.stoppingAt(3));
      for (int layer = 0; layer < 4; layer++) {
        boolean same =
            java.util.Arrays.equals(
                plain.model().weighted().get(layer).weights(),
                pulled.model().weighted().get(layer).weights());
        assertThat(same).isEqualTo(layer % 2 == 0);
      }
    }
  }
}
