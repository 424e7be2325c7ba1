package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.measures.curvature.Eigenvalues;
import org.nodesnr.measures.curvature.Perturbation;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Landscape.Curvature;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.measures.net.Subject;
import org.nodesnr.measures.norms.Flatness;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** What plans say measures take, against operations that were counted while they were read. */
class WorkTest {
  private static final int SAMPLES = 1200;
  private static final int PIXELS = 250;
  private static final int CLASSES = 10;

  /** How far an estimate may be off. */
  private static final double FACTOR = 1.5;

  private static Landscape landscape;
  private static double[] theta;

  static List<ClosedForm> both() {
    return ClosedForm.both();
  }

  /** A picture of its class under as much noise as leaves a few in doubt. */
  private static final Inputs PICTURES =
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
          SplittableRandom picture = new SplittableRandom(-1 - label(i));
          SplittableRandom noise = new SplittableRandom(i);
          for (int j = 0; j < PIXELS; j++) {
            out.set(at + j, picture.nextDouble() + 1.2 * noise.nextGaussian());
          }
        }
      };

  /** 250-270-140-10, 107,120 parameters; 60 steps on all samples. */
  @BeforeAll
  static void train() {
    Structure structure =
        Subject.of(
                new Model(
                    new Shape(1, 1, PIXELS),
                    List.of(
                        dense(PIXELS, 270, Activation.RELU),
                        dense(270, 140, Activation.RELU),
                        dense(140, CLASSES, Activation.SOFTMAX))))
            .structure();
    SplittableRandom random = new SplittableRandom(3);
    theta = random.doubles(structure.parameters(), -0.1, 0.1).toArray();
    landscape = new Landscape(structure, PICTURES, Precision.SINGLE);
    for (int step = 0; step < 60; step++) {
      theta = Perturbation.moved(theta, -0.1, landscape.at(theta).gradient());
    }
  }

  private static Layer.Dense dense(int inputs, int nodes, Activation activation) {
    return new Layer.Dense(new float[inputs * nodes], new float[nodes], activation);
  }

  @AfterAll
  static void close() {
    landscape.close();
  }

  private static double counted(Landscape of, Runnable measuring) {
    double before = of.operations();
    measuring.run();
    return (of.operations() - before) / of.inputs().size();
  }

  private static double estimate(String measure) {
    ToDoubleFunction<Structure> work =
        Gauges.descriptions().stream()
            .filter(description -> description.measure().id().equals(measure))
            .findFirst()
            .orElseThrow()
            .work();
    return work.applyAsDouble(landscape.structure());
  }

  private static void check(String measure, Runnable measuring) {
    double counted = counted(landscape.at(theta), measuring);
    assertThat(estimate(measure)).isBetween(counted / FACTOR, counted * FACTOR);
  }

  @Test
  void ofTheLargestEigenvalues() {
    Eigenvalues eigenvalues = new Eigenvalues(landscape, 1);
    check("hessianTopEigenvalue", () -> eigenvalues.network(Curvature.HESSIAN, 1));
    check("gaussNewtonTopEigenvalue", () -> eigenvalues.network(Curvature.GAUSS_NEWTON, 1));
  }

  @Test
  void ofTenEigenvaluesOfEveryLayer() {
    Eigenvalues eigenvalues = new Eigenvalues(landscape, 1);
    check(
        "blockTopTen",
        () -> IntStream.range(0, 3).forEach(layer -> eigenvalues.layer(layer, false, 10, 0)));
  }

  @Test
  void ofTheSearchForFlatnessAndOfTheRise() {
    Perturbation.Draws draws = Perturbation.Draws.normal(1);
    check("flatness", () -> Flatness.of(landscape, theta, draws, 10));
    check("lossRise", () -> Perturbation.lossRise(landscape, theta, 0.01, draws, 10));
  }

  /** In double precision, where nothing is filtered, of several batches whose values are kept. */
  @ParameterizedTest
  @MethodSource("both")
  void ofProducts(ClosedForm s) {
    int[] which = IntStream.range(0, 2400).map(i -> i % 12).toArray();
    double[] v = new SplittableRandom(2).doubles(s.theta().length).toArray();
    try (Landscape train =
        new Landscape(s.structure(), s.train().select(which), Precision.DOUBLE).at(s.theta())) {
      for (Curvature curvature : Curvature.values()) {
        train.product(v, curvature);
        ToDoubleFunction<Structure> work =
            curvature == Curvature.HESSIAN ? Work.hessianProducts(1) : Work.gaussNewtonProducts(1);
        assertThat(counted(train, () -> train.product(v, curvature)))
            .isCloseTo(work.applyAsDouble(s.structure()), within(1e-6));
      }
    }
  }
}
