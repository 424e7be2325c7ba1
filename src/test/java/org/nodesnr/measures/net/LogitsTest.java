package org.nodesnr.measures.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** Logits without what derivatives are made of are those with it, bit for bit. */
class LogitsTest {
  private static final int SAMPLES = 9;
  private static final Shape INPUT = new Shape(12, 12, 3);

  private static final Layer.Pooling HALVES = pool(Layer.Pool.MAX, 2, 2, Layer.Padding.VALID);
  private static final Layer.Pooling OVERLAPPING = pool(Layer.Pool.MAX, 3, 2, Layer.Padding.SAME);
  private static final Layer.Pooling MEANS = pool(Layer.Pool.AVERAGE, 2, 2, Layer.Padding.VALID);

  private final SplittableRandom random = new SplittableRandom(5);

  private static Layer.Pooling pool(Layer.Pool kind, int size, int stride, Layer.Padding padding) {
    return new Layer.Pooling(kind, size, size, stride, stride, padding);
  }

  static Stream<Structure> networks() {
    return Stream.of(
        network(List.of(HALVES, HALVES), Activation.RELU),
        network(List.of(OVERLAPPING, HALVES), Activation.RELU),
        network(List.of(HALVES, MEANS), Activation.RELU),
        network(List.of(HALVES, HALVES), Activation.TANH),
        network(List.of(HALVES, HALVES), Activation.IDENTITY));
  }

  /** Three channels, 16 of 5×5 taps, 16 again, which are filtered, ten classes; pools between. */
  private static Structure network(List<Layer.Pooling> pools, Activation activation) {
    List<Layer> layers = new ArrayList<>();
    int channels = INPUT.channels();
    Shape shape = INPUT;
    for (Layer.Pooling pool : pools) {
      float[] taps = new float[25 * channels * 16];
      layers.add(
          new Layer.Convolution(5, 5, 1, 1, Layer.Padding.SAME, taps, new float[16], activation));
      layers.add(pool);
      shape = pool.output(new Shape(shape.height(), shape.width(), 16));
      channels = 16;
    }
    layers.add(new Layer.Dense(new float[shape.size() * 10], new float[10], Activation.SOFTMAX));
    return Subject.of(new Model(INPUT, layers)).structure();
  }

  private final Inputs inputs =
      new Inputs() {
        @Override
        public int size() {
          return SAMPLES;
        }

        @Override
        public int label(int i) {
          return i;
        }

        @Override
        public void copyTo(int i, Reals out, int at) {
          SplittableRandom picture = new SplittableRandom(i);
          for (int j = 0; j < INPUT.size(); j++) {
            out.set(at + j, picture.nextDouble(-1, 1));
          }
        }
      };

  private static double[] logits(Pass pass, int count) {
    double[] logits = new double[count * pass.structure().classes()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = pass.logits().get(i);
    }
    return logits;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void areTheSame(Structure structure) {
    double[] theta = random.doubles(structure.parameters(), -0.2, 0.2).toArray();
    for (Precision precision : Precision.values()) {
      try (Pass pass = new Pass(structure, precision, SAMPLES)) {
        pass.parameters(theta);
        pass.forward(inputs, 0, SAMPLES);
        double[] expected = logits(pass, SAMPLES);
        pass.toLogits(inputs, 2, SAMPLES - 2); // others at the places of the batch
        pass.toLogits(inputs, 0, SAMPLES);
        assertThat(logits(pass, SAMPLES)).containsExactly(expected);
        assertThat(expected).doesNotHaveDuplicates();
      }
    }
  }

  /** Of a landscape, between what needs derivatives. */
  @Test
  void derivativesAfterThemAreAsBefore() {
    Structure structure = network(List.of(HALVES, HALVES), Activation.RELU);
    double[] theta = random.doubles(structure.parameters(), -0.2, 0.2).toArray();
    double[] elsewhere = random.doubles(structure.parameters(), -0.2, 0.2).toArray();
    for (int repeats : new int[] {1, 400}) {
      Inputs all = inputs.select(IntStream.range(0, repeats * 9).map(i -> i % 9).toArray());
      try (Landscape landscape = new Landscape(structure, all, Precision.SINGLE)) {
        double[] gradient = landscape.at(theta).gradient();
        double[] product = landscape.product(elsewhere, Landscape.Curvature.HESSIAN);
        double loss = landscape.at(elsewhere).loss();
        landscape.misses(all.size());
        assertThat(landscape.at(theta).gradient()).containsExactly(gradient);
        assertThat(landscape.product(elsewhere, Landscape.Curvature.HESSIAN))
            .containsExactly(product);
        landscape.fit();
        assertThat(landscape.product(elsewhere, Landscape.Curvature.HESSIAN))
            .containsExactly(product);
        assertThat(landscape.at(elsewhere).loss()).isEqualTo(loss);
      }
    }
  }
}
