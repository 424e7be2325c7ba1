package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** The optimisers, a step at a time, beside the updaters of ND4J in double precision. */
class OptimiserTest {
  /** A stretch and a little. */
  private static final int SIZE = Optimiser.STRETCH + 37;

  private static final int STEPS = 50;
  private static final double RATE = 0.01;

  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of(new PlainDescent(), new Sgd(RATE)),
        Arguments.of(new Momentum(0.9, true), new Nesterovs(RATE, 0.9)),
        Arguments.of(new Momentum(0, false), new Sgd(RATE)),
        Arguments.of(
            new Adam(0.9, 0.999, 1e-8),
            new org.nd4j.linalg.learning.config.Adam(RATE, 0.9, 0.999, 1e-8)),
        Arguments.of(
            new Adam(0.7, 0.95, 1e-2),
            new org.nd4j.linalg.learning.config.Adam(RATE, 0.7, 0.95, 1e-2)),
        Arguments.of(
            new RmsProp(0.95, 1e-8), new org.nd4j.linalg.learning.config.RmsProp(RATE, 0.95, 1e-8)),
        Arguments.of(
            new RmsProp(0.5, 1e-3), new org.nd4j.linalg.learning.config.RmsProp(RATE, 0.5, 1e-3)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pairs")
  void movesAsNd4jDoes(Optimiser ours, IUpdater theirs) {
    ours.add(3);
    ours.add(SIZE);
    Random random = new Random(6);
    long stateSize = theirs.stateSize(SIZE);
    GradientUpdater<?> updater = updater(theirs, stateSize);
    float[] w = new float[SIZE];
    double[] expected = new double[SIZE];
    for (int step = 1; step <= STEPS; step++) {
      float[] g = gradient(random, step);
      INDArray update = Nd4j.create(new float[][] {g}).castTo(DataType.DOUBLE);
      updater.applyUpdater(update, step - 1, 0);
      ours.begin(RATE, step);
      stretch(ours, 0, w, g);
      stretch(ours, 1, w, g);
      double[] moved = update.toDoubleVector();
      double worst = 0;
      for (int i = 0; i < SIZE; i++) {
        expected[i] -= moved[i];
        worst = Math.max(worst, Math.abs(w[i] - expected[i]));
      }
      assertThat(worst).as("step %d", step).isLessThan(2e-6);
    }
  }

  private static GradientUpdater<?> updater(IUpdater theirs, long stateSize) {
    INDArray state = stateSize == 0 ? null : Nd4j.create(DataType.DOUBLE, 1, stateSize);
    return theirs.instantiate(state, true);
  }

  /** Some are 0 throughout, some at first, some tiny. */
  private static float[] gradient(Random random, int step) {
    float[] g = new float[SIZE];
    for (int i = 2; i < SIZE; i++) {
      g[i] = i == 3 && step < 10 ? 0 : (float) (random.nextGaussian() * (i == 4 ? 1e-6 : 1));
    }
    return g;
  }

  private static void stretch(Optimiser ours, int stretch, float[] w, float[] g) {
    int from = stretch * Optimiser.STRETCH;
    int to = Math.min(SIZE, from + Optimiser.STRETCH);
    float[] some = Arrays.copyOfRange(w, from, to);
    ours.update(1, stretch, some, Arrays.copyOfRange(g, from, to), to - from);
    System.arraycopy(some, 0, w, from, to - from);
  }

  /** ND4J has no such updater: {@code v_t = Σ_k μ^(t−k) g_k}, straight from the definition. */
  @Test
  void momentumIsAGeometricSumOfGradients() {
    Momentum momentum = new Momentum(0.8, false);
    momentum.add(1);
    double[] g = {1, -2, 0.5, 3, -1};
    float[] w = {0};
    double expected = 0;
    for (int t = 0; t < g.length; t++) {
      momentum.begin(0.1, t + 1);
      momentum.update(0, 0, w, new float[] {(float) g[t]}, 1);
      for (int k = 0; k <= t; k++) {
        expected -= 0.1 * Math.pow(0.8, t - k) * g[k];
      }
      assertThat((double) w[0]).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void powerIsThatOfStrictMath() {
    Random random = new Random(4);
    for (double p : new double[] {0.4, 0.5, 0.75, 0.9, 1}) {
      GradientPower power = new GradientPower(p);
      float[] g = new float[5000];
      for (int i = 0; i < g.length; i++) {
        g[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(40) - 30));
      }
      float[] result = g.clone();
      power.apply(result, g.length - 1);
      for (int i = 0; i < g.length - 1; i++) {
        double exact = Math.copySign(StrictMath.pow(Math.abs((double) g[i]), p), g[i]);
        assertThat((double) result[i]).isCloseTo(exact, within(2e-7 * Math.abs(exact)));
      }
      assertThat(result[g.length - 1]).isEqualTo(g[g.length - 1]);
    }
  }

  @Test
  void powerOfWhatIsNoOrdinaryNumber() {
    float[] g = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, 1f, -1f, 4f, -0.25f};
    new GradientPower(0.5).apply(g, g.length);
    assertThat(g).containsExactly(0f, -0f, Float.NaN, Float.NaN, 0f, 1f, -1f, 2f, -0.5f);
  }
}
