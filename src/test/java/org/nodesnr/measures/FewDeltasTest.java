package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.measures.curvature.HessianTrace;
import org.nodesnr.measures.gradient.GradientMoments;
import org.nodesnr.measures.gradient.GradientSignal;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Landscape.Curvature;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;

/**
 * Convolutions with many channels, whose products are sums over what ReLUs and pools left of deltas
 * in single precision, against matrix products in double precision.
 */
class FewDeltasTest {
  private static final int SAMPLES = 7;
  private static final int CLASSES = 3;

  /** Two convolutions, the second one's rows at least 96 values long; its window stands out. */
  private static Structure structure(int wide, int nodes, int stride) {
    Shape input = new Shape(9, 8, 2);
    Step.Linear first = new Step.Linear(new Window(input, 3, 3, 1, 1, 1, 1, 9, 8), 32, 0);
    Step.Activate relu = new Step.Activate(Activation.RELU, first.output());
    Window window =
        new Window(first.output(), 5, wide, stride, stride, 2, wide / 2, 9 / stride, 8 / stride);
    Step.Linear second = new Step.Linear(window, nodes, first.parameters());
    Step.Activate again = new Step.Activate(Activation.RELU, second.output());
    Shape map = second.output();
    Step.Pool pool =
        new Step.Pool(
            new Window(map, 2, 2, 2, 2, 0, 0, map.height() / 2, map.width() / 2), Layer.Pool.MAX);
    Window whole = new Window(Shape.flat(pool.output().size()), 1, 1, 1, 1, 0, 0, 1, 1);
    Step.Linear last = new Step.Linear(whole, CLASSES, second.weightsAt() + second.parameters());
    return new Structure(input, List.of(first, relu, second, again, pool, last));
  }

  private static double[] numbers(long seed, int count, double scale) {
    return new SplittableRandom(seed).doubles(count, -scale, scale).toArray();
  }

  private static Inputs inputs(int size) {
    double[] values = numbers(5, SAMPLES * size, 1);
    return new Inputs() {
      @Override
      public int size() {
        return SAMPLES;
      }

      @Override
      public int label(int i) {
        return i % CLASSES;
      }

      @Override
      public void copyTo(int i, Reals out, int at) {
        for (int j = 0; j < size; j++) {
          out.set(at + j, (float) values[i * size + j]);
        }
      }
    };
  }

  private static void assertClose(double[] actual, double[] expected) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isPositive();
    assertThat(actual).containsExactly(expected, within(1e-5 * largest));
  }

  /** The last of them is filtered. */
  @ParameterizedTest
  @CsvSource({"3,5,1", "3,5,2", "5,5,1", "5,16,1"})
  void agreeWithMatrixProducts(int wide, int nodes, int stride) {
    Structure structure = structure(wide, nodes, stride);
    double[] theta = numbers(3, structure.parameters(), 0.2);
    Inputs inputs = inputs(structure.input().size());
    GradientSignal single = GradientMoments.of(structure, theta, inputs, Precision.SINGLE, true);
    GradientSignal exact = GradientMoments.of(structure, theta, inputs, Precision.DOUBLE, true);
    assertClose(single.mean(), exact.mean());
    assertClose(single.variance(), exact.variance());
    try (Landscape ours = new Landscape(structure, inputs, Precision.SINGLE).at(theta);
        Landscape theirs = new Landscape(structure, inputs, Precision.DOUBLE).at(theta)) {
      assertClose(ours.gradient(), theirs.gradient());
      double[] v = numbers(9, theta.length, 1);
      for (Curvature which : Curvature.values()) {
        assertClose(ours.product(v, which), theirs.product(v, which));
      }
      assertClose(HessianTrace.exact(ours).weights(), HessianTrace.exact(theirs).weights());
    }
  }
}
