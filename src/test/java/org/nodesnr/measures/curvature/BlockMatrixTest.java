package org.nodesnr.measures.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Landscape.Curvature;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.measures.net.Subject;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/**
 * The matrix of a convolution's block against products with it, one by one, in double precision.
 */
class BlockMatrixTest {
  private static final int SAMPLES = 120;

  private final SplittableRandom random = new SplittableRandom(5);
  private final double[] pixels = random.doubles(SAMPLES * 72L, -1, 1).toArray();
  private final Inputs inputs =
      new Inputs() {
        @Override
        public int size() {
          return SAMPLES;
        }

        @Override
        public int label(int i) {
          return i % 3;
        }

        @Override
        public void copyTo(int i, Reals out, int at) {
          for (int j = 0; j < 72; j++) {
            out.set(at + j, pixels[i * 72 + j]);
          }
        }
      };

  private static Structure structure(Activation activation) {
    Shape input = new Shape(6, 6, 2);
    Layer.Convolution first =
        new Layer.Convolution(
            3, 3, 1, 1, Layer.Padding.SAME, new float[72], new float[4], activation);
    Layer.Pooling pool = new Layer.Pooling(Layer.Pool.MAX, 2, 2, 2, 2, Layer.Padding.VALID);
    Layer.Convolution second =
        new Layer.Convolution(
            2, 2, 1, 1, Layer.Padding.VALID, new float[80], new float[5], activation);
    Layer.Dense last = new Layer.Dense(new float[60], new float[3], Activation.SOFTMAX);
    return Subject.of(new Model(input, List.of(first, pool, second, last))).structure();
  }

  private double[] theta(Structure structure) {
    return new SplittableRandom(8).doubles(structure.parameters(), -1, 1).toArray();
  }

  private Landscape landscape(Structure structure, Precision precision) {
    return new Landscape(structure, inputs, precision).at(theta(structure));
  }

  @Test
  void isTheBlockOfTheHessian() {
    Structure structure = structure(Activation.RELU);
    try (Landscape single = landscape(structure, Precision.SINGLE);
        Landscape exact = landscape(structure, Precision.DOUBLE)) {
      for (int layer = 0; layer < 2; layer++) {
        int from = structure.layers().get(layer).weightsAt();
        int weights = structure.layers().get(layer).weights();
        try (BlockMatrix matrix = new BlockMatrix(single, layer)) {
          for (int times = 0; times < 3; times++) {
            double[] v = random.doubles(weights, -1, 1).toArray();
            double[] whole = new double[structure.parameters()];
            System.arraycopy(v, 0, whole, from, weights);
            double[] expected = exact.product(whole, Curvature.HESSIAN, layer, layer);
            assertThat(matrix.times(v))
                .containsExactly(Arrays.copyOfRange(expected, from, from + weights), within(1e-5));
          }
        }
      }
    }
  }

  @Test
  void eigenvaluesAreThoseOfProducts() {
    Structure structure = structure(Activation.RELU);
    try (Landscape single = landscape(structure, Precision.SINGLE);
        Landscape exact = landscape(structure, Precision.DOUBLE)) {
      assertThat(BlockMatrix.suits(single, 0)).isTrue();
      assertThat(BlockMatrix.suits(exact, 0)).isFalse();
      double[] values = new Eigenvalues(single, 1).layer(0, false, 10).values();
      double[] expected = new Eigenvalues(exact, 1, 1e-10, 72).layer(0, false, 10).values();
      assertThat(values).containsExactly(expected, within(2e-6 * expected[0]));
    }
  }

  /** Nor of dense layers, nor where it would take more work than products. */
  @Test
  void isNotUsedWhereTheBlockIsNotThatOfTheGaussNewtonMatrix() {
    try (Landscape relu = landscape(structure(Activation.RELU), Precision.SINGLE);
        Landscape tanh = landscape(structure(Activation.TANH), Precision.SINGLE)) {
      assertThat(BlockMatrix.suits(relu, 2)).isFalse();
      assertThat(BlockMatrix.suits(tanh, 0)).isFalse();
    }
  }
}
