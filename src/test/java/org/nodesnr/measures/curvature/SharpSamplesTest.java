package org.nodesnr.measures.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
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

/** Iterations that begin near to an eigenvector end at the largest eigenvalue all the same. */
class SharpSamplesTest {
  private static final int DIMENSION = 300_000;

  /** Where the eigenvector of 10 is; that of 8 is where guesses are. */
  private static final int HIDDEN = 123_456;

  /** Eigenvalues 10, 8, 5/2, 5/3, … 5/200 and 0. */
  private static double eigenvalue(int i) {
    return i == HIDDEN ? 10 : i == 0 ? 8 : i < 200 ? 5.0 / (i + 1) : 0;
  }

  private static final UnaryOperator<double[]> PRODUCT =
      v -> {
        double[] product = new double[DIMENSION];
        Arrays.setAll(product, i -> eigenvalue(i) * v[i]);
        return product;
      };

  /** Near to the eigenvector of 8, orthogonal to that of 10. */
  private static double[] guess() {
    double[] guess = new double[DIMENSION];
    guess[0] = Math.sqrt(0.9);
    Arrays.fill(guess, 1, 101, Math.sqrt(0.001));
    return guess;
  }

  private static Lanczos.Spectrum from(double[] start) {
    return Lanczos.largest(PRODUCT, start, 1, 0, 60, 1e-3, new SplittableRandom(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aGuessThatHasNoPartOfTheLargestDoesNotHideIt(long seed) {
    double[] random = Lanczos.random(new SplittableRandom(seed), DIMENSION, List.of());
    Lanczos.Spectrum found = from(Lanczos.near(guess(), PRODUCT.apply(random)));
    assertThat(found.converged()).isTrue();
    assertThat(found.values()[0]).isCloseTo(10, offset(1e-3));
  }

  /** What the test above is about. */
  @Test
  void byItselfTheGuessHidesIt() {
    assertThat(from(guess()).values()[0]).isCloseTo(8, offset(1e-3));
  }

  @Test
  void nearOfZerosIsTheGuess() {
    double[] start = Lanczos.near(new double[] {0.6, 0.8}, new double[2]);
    assertThat(start).containsExactly(new double[] {0.6, 0.8}, offset(1e-15));
  }

  private static final int SAMPLES = 1000;
  private static final int CLASSES = 10;
  private static final int PIXELS = 11_000;
  private static final int GROUP = 50;

  /**
   * Softmax regression. A tenth of the samples have one group of pixels and the largest loss, the
   * others have another group, whose values are larger, and hence the top eigenvector.
   */
  private static final Inputs TWO_GROUPS =
      new Inputs() {
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
          SplittableRandom random = new SplittableRandom(i);
          boolean poor = i / CLASSES % 10 == 0;
          out.clear(at, at + PIXELS);
          for (int j = 0; j < GROUP; j++) {
            double value = random.nextDouble(-1, 1);
            out.set(at + (poor ? j : GROUP + j), poor ? value : 3 * value);
          }
          // by this pixel the class is known, if not surely
          out.set(at + 2 * GROUP + label(i), poor ? 0 : 1);
        }
      };

  private static Structure regression() {
    Shape input = new Shape(1, 1, PIXELS);
    Layer.Convolution all =
        new Layer.Convolution(
            1,
            1,
            1,
            1,
            Layer.Padding.VALID,
            new float[PIXELS * CLASSES],
            new float[CLASSES],
            Activation.IDENTITY);
    return new Structure(input, List.of(new Step.Linear(Window.of(all, input), CLASSES, 0)));
  }

  @ParameterizedTest
  @EnumSource(Curvature.class)
  void theLargestOfAllSamplesIsFoundWhereThatOfAPartIsElsewhere(Curvature which) {
    Structure structure = regression();
    double[] theta = new double[structure.parameters()];
    for (int k = 0; k < CLASSES; k++) {
      theta[k * PIXELS + 2 * GROUP + k] = 3;
    }
    try (Landscape landscape = new Landscape(structure, TWO_GROUPS, Precision.SINGLE).at(theta)) {
      assertThat(SharpSamples.suit(landscape)).isTrue();
      double[] random = Lanczos.random(new SplittableRandom(1), structure.parameters(), List.of());
      double[] guess = SharpSamples.top(landscape, random.clone());
      UnaryOperator<double[]> product = v -> landscape.product(v, which);
      Lanczos.Spectrum exact =
          Lanczos.largest(product, random, 1, 1, 60, 1e-6, new SplittableRandom(1));
      double cosine = 0;
      for (int j = 0; j < guess.length; j++) {
        cosine += guess[j] * exact.vectors().get(0)[j];
      }
      assertThat(Math.abs(cosine)).isLessThan(0.05);
      Eigenvalues eigenvalues = new Eigenvalues(landscape, 1);
      for (int times = 0; times < 2; times++) {
        Lanczos.Spectrum found = eigenvalues.network(which, 1);
        assertThat(found.values()[0])
            .isCloseTo(exact.values()[0], offset(1e-5 * exact.values()[0]));
        assertThat(found.vectors()).isEmpty();
      }
      Eigenvalues both = new Eigenvalues(landscape, 1);
      for (Curvature each : Curvature.values()) {
        both.network(each, 1);
      }
      assertThat(both.network(which, 1).values())
          .as("whatever was asked for before")
          .isEqualTo(new Eigenvalues(landscape, 1).network(which, 1).values());
    }
  }
}
