package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.measures.curvature.Eigenvalues;
import org.nodesnr.measures.curvature.HessianTrace;
import org.nodesnr.measures.curvature.HutchinsonTrace;
import org.nodesnr.measures.curvature.Lanczos;
import org.nodesnr.measures.curvature.Perturbation;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Landscape.Curvature;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.spec.Activation;

class CurvatureTest {
  static List<ClosedForm> both() {
    return ClosedForm.both();
  }

  private static Landscape train(ClosedForm s) {
    return new Landscape(s.structure(), s.train(), Precision.DOUBLE).at(s.theta());
  }

  @ParameterizedTest
  @MethodSource("both")
  void fit(ClosedForm s) {
    Known known = Known.of(s);
    try (Landscape train = train(s);
        Landscape test = new Landscape(s.structure(), s.test(), Precision.DOUBLE)) {
      double[] logits = train.logits();
      known.check("logit_train0_0", logits[0]);
      known.check("logit_train0_1", logits[1]);
      known.check("logit_train0_2", logits[2]);
      Landscape.Fit ofTrain = train.fit();
      Landscape.Fit ofTest = test.at(s.theta()).fit();
      known.check("trainLoss", ofTrain.loss());
      known.check("testLoss", ofTest.loss());
      known.check("lossGap", ofTest.loss() - ofTrain.loss());
      known.check("trainAccuracy", ofTrain.accuracy());
      known.check("testAccuracy", ofTest.accuracy());
      known.check("accuracyGap", ofTrain.accuracy() - ofTest.accuracy());
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void trace(ClosedForm s) {
    Known known = Known.of(s);
    try (Landscape train = train(s)) {
      HessianTrace trace = HessianTrace.exact(train);
      for (int l = 0; l < s.structure().layers().size(); l++) {
        known.check("hessianTrace_layer" + (l + 1), trace.layer(l));
      }
      known.check("hessianTrace_network", trace.network());
      known.check("hessianTraceWeightsOnly_network", trace.weightsOnly());
      assertThat(trace.standardError()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void traceOfDrawnClassesIsUnbiased(ClosedForm s) {
    double sum = 0;
    int times = 400;
    double error = 0;
    try (Landscape train = train(s)) {
      SplittableRandom random = new SplittableRandom(5);
      for (int i = 0; i < times; i++) {
        HessianTrace drawn = HessianTrace.drawn(train, random);
        sum += drawn.network();
        error += drawn.standardError() / times;
      }
      double exact = HessianTrace.exact(train).network();
      assertThat(sum / times).isCloseTo(exact, offset(4 * error / Math.sqrt(times)));
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void eigenvalues(ClosedForm s) {
    Known known = Known.of(s);
    try (Landscape train = train(s)) {
      Eigenvalues eigen = new Eigenvalues(train, 3, 1e-11, 200);
      for (int l = 0; l < s.structure().layers().size(); l++) {
        known.check("hessianTopEigenvalue_layer" + (l + 1), eigen.layer(l, true, 1).values()[0]);
      }
      known.check("hessianLargest_network", eigen.network(Curvature.HESSIAN, 1).values()[0]);
      known.check("hessianSmallest_network", eigen.smallest());
      known.check("ggnLargest_network", eigen.network(Curvature.GAUSS_NEWTON, 1).values()[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void theTenLargestAreThoseOfTheWholeMatrix(ClosedForm s) {
    int parameters = s.theta().length;
    double[][] hessian = new double[parameters][];
    try (Landscape train = train(s)) {
      for (int j = 0; j < parameters; j++) {
        double[] unit = new double[parameters];
        unit[j] = 1;
        hessian[j] = train.product(unit, Curvature.HESSIAN);
      }
      double[] all = new EigenDecomposition(new Array2DRowRealMatrix(hessian)).getRealEigenvalues();
      Arrays.sort(all);
      Lanczos.Spectrum ten = new Eigenvalues(train, 3, 1e-10, 200).network(Curvature.HESSIAN, 10);
      assertThat(ten.found(10)).isTrue();
      assertThat(ten.vectors()).isEmpty();
      for (int i = 0; i < 10; i++) {
        assertThat(ten.values()[i]).isCloseTo(all[parameters - 1 - i], offset(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void products(ClosedForm s) {
    Known known = Known.of(s);
    double[] v = new double[s.theta().length];
    Arrays.setAll(
        v,
        j -> {
          int q = s.order().applyAsInt(j);
          return q * q % 7 < 2 ? 1 : -1;
        });
    try (Landscape train = train(s)) {
      double[] hv = train.product(v, Curvature.HESSIAN);
      known.check("probe_vHv", dot(v, hv));
      known.check("probe_normHv", Math.sqrt(dot(hv, hv)));
      known.check("probe_vGv", dot(v, train.product(v, Curvature.GAUSS_NEWTON)));
    }
  }

  /** With a smooth activation there are no kinks, and differences of gradients converge. */
  @Test
  void productsOfTanhAreDifferencesOfGradients() {
    ClosedForm s = ClosedForm.dense(Activation.TANH);
    double[] v = new double[s.theta().length];
    SplittableRandom random = new SplittableRandom(1);
    Arrays.setAll(v, j -> random.nextGaussian());
    double step = 1e-5;
    try (Landscape train = train(s)) {
      double[] exact = train.product(v, Curvature.HESSIAN);
      double[] up = train.at(Perturbation.moved(s.theta(), step, v)).gradient();
      double[] down = train.at(Perturbation.moved(s.theta(), -step, v)).gradient();
      for (int j = 0; j < v.length; j++) {
        assertThat(exact[j]).isCloseTo((up[j] - down[j]) / (2 * step), offset(1e-8));
      }
    }
    assertThat(HessianTrace.exactFor(s.structure())).isFalse();
    assertThat(HessianTrace.exactFor(ClosedForm.dense().structure())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("both")
  void hutchinsonIsWithinThreeStandardErrors(ClosedForm s) {
    try (Landscape train = train(s)) {
      HutchinsonTrace estimate = HutchinsonTrace.of(train, 200, 11);
      assertThat(estimate.mean())
          .isCloseTo(HessianTrace.exact(train).network(), offset(3 * estimate.standardError()));
      assertThat(estimate.standardError()).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void rises(ClosedForm s) {
    Known known = Known.of(s);
    try (Landscape train = train(s)) {
      known.check(
          "lossRise_sigma0.05", Perturbation.lossRise(train, s.theta(), 0.05, s.draws(), 10), 1e-8);
      known.check("ascentRise_rho0.05", Perturbation.ascentRise(train, s.theta(), 0.05));
    }
  }

  @Test
  void lanczosFindsWhatAnInvariantStartWouldHide() {
    double[] diagonal = {3, 3, 2, -9, 0, 0};
    Lanczos.Spectrum top =
        Lanczos.largest(
            v -> {
              double[] out = new double[6];
              Arrays.setAll(out, i -> diagonal[i] * v[i]);
              return out;
            },
            6,
            3,
            60,
            1e-12,
            1);
    assertThat(top.values()).containsExactly(new double[] {3, 3, 2}, offset(1e-10));
  }

  /** Where the basis is kept in single precision. */
  @Test
  void lanczosOfManyDimensions() {
    int dimension = 200_000;
    Lanczos.Spectrum top =
        Lanczos.largest(
            v -> {
              double[] out = new double[dimension];
              Arrays.setAll(out, i -> (i == 7 ? 10 : i == 9 ? 8 : i % 100 / 100.0) * v[i]);
              return out;
            },
            dimension,
            2,
            60,
            1e-5,
            1);
    assertThat(top.converged()).isTrue();
    assertThat(top.values()).containsExactly(new double[] {10, 8}, offset(1e-6));
    assertThat(Math.abs(top.vectors().get(0)[7])).isCloseTo(1, offset(1e-5));
  }

  @Test
  void lanczosOfZerosIsZero() {
    assertThat(Lanczos.largest(v -> new double[4], 4, 1, 60, 1e-3, 1).values()[0]).isZero();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
