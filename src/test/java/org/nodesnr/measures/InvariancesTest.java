package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nodesnr.measures.curvature.Eigenvalues;
import org.nodesnr.measures.curvature.HessianTrace;
import org.nodesnr.measures.gradient.GradientMoments;
import org.nodesnr.measures.gradient.GradientSignal;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.norms.Margins;
import org.nodesnr.measures.norms.Norms;
import org.nodesnr.measures.norms.PathNorm;

/** What changes nothing in a network's function, and which measures see it all the same. */
class InvariancesTest {
  private final ClosedForm s = ClosedForm.dense();

  private GradientSignal signal(double[] theta, Inputs inputs) {
    return GradientMoments.of(s.structure(), theta, inputs, Precision.DOUBLE, true);
  }

  private Landscape at(double[] theta, Inputs inputs) {
    return new Landscape(s.structure(), inputs, Precision.DOUBLE).at(theta);
  }

  /** Weights and bias of unit 2 of layer 1 times 4, its outgoing weights divided by it. */
  private double[] rescaled() {
    double[] theta = s.theta().clone();
    for (int j = 12; j < 18; j++) {
      theta[j] *= 4;
    }
    theta[30 + 2] *= 4;
    for (int i = 0; i < 4; i++) {
      theta[35 + 5 * i + 2] /= 4;
    }
    return theta;
  }

  @Test
  void rescalingAUnitIsSeenByMeasuresOfTheParametrisationAlone() {
    double[] other = rescaled();
    GradientSignal before = signal(s.theta(), s.train());
    GradientSignal after = signal(other, s.train());
    for (int j = 0; j < other.length; j++) {
      if (before.variance()[j] > 0) {
        assertThat(after.gsnr(j)).isCloseTo(before.gsnr(j), offset(1e-12));
      }
    }
    assertThat(after.sameSign()).containsExactly(before.sameSign());
    assertThat(PathNorm.of(s.structure(), other, true))
        .isCloseTo(PathNorm.of(s.structure(), s.theta(), true), offset(1e-12));
    try (Landscape one = at(s.theta(), s.train());
        Landscape two = at(other, s.train())) {
      assertThat(Margins.of(two).sorted()).containsExactly(Margins.of(one).sorted(), offset(1e-12));
      assertThat(HessianTrace.exact(two).network())
          .isNotCloseTo(HessianTrace.exact(one).network(), offset(0.1));
    }
    assertThat(after.network().noiseScale())
        .isNotCloseTo(before.network().noiseScale(), offset(0.1));
    assertThat(Norms.of(s.structure(), other, s.initial()).weightNorm())
        .isNotCloseTo(Norms.of(s.structure(), s.theta(), s.initial()).weightNorm(), offset(0.1));
  }

  @Test
  void aUnitThatIsNeverActiveHasNoSignalAndNoCurvature() {
    double[] theta = s.theta().clone();
    theta[30 + 2] = -100;
    GradientSignal signal = signal(theta, s.train());
    for (int j = 12; j < 18; j++) {
      assertThat(signal.gsnr(j)).isNaN();
    }
    assertThat(signal.layer(0).undefined()).isEqualTo(7);
    try (Landscape landscape = at(theta, s.train())) {
      double[] v = new double[theta.length];
      v[13] = 1;
      assertThat(landscape.product(v, Landscape.Curvature.HESSIAN)).containsOnly(0);
    }
  }

  @Test
  void namesOfClassesDoNotMatter() {
    int[] to = {2, 0, 1};
    double[] theta = s.theta().clone();
    for (int k = 0; k < 3; k++) {
      System.arraycopy(s.theta(), 59 + 4 * k, theta, 59 + 4 * to[k], 4);
      theta[71 + to[k]] = s.theta()[71 + k];
    }
    Inputs renamed = labelled(s.train(), to);
    GradientSignal.Summary before = signal(s.theta(), s.train()).network();
    GradientSignal.Summary after = signal(theta, renamed).network();
    assertThat(after.gsnrMean()).isCloseTo(before.gsnrMean(), offset(1e-12));
    assertThat(after.noiseScale()).isCloseTo(before.noiseScale(), offset(1e-11));
    assertThat(after.sameSign()).isCloseTo(before.sameSign(), offset(1e-12));
    try (Landscape one = at(s.theta(), s.train());
        Landscape two = at(theta, renamed)) {
      assertThat(two.loss()).isCloseTo(one.loss(), offset(1e-12));
      assertThat(HessianTrace.exact(two).network())
          .isCloseTo(HessianTrace.exact(one).network(), offset(1e-12));
      assertThat(new Eigenvalues(two, 1, 1e-10, 74).layer(0, true, 1).values()[0])
          .isCloseTo(
              new Eigenvalues(one, 1, 1e-10, 74).layer(0, true, 1).values()[0], offset(1e-10));
    }
  }

  @Test
  void samplesGivenTwiceLeaveMeansAlone() {
    Inputs twice = s.train().select(IntStream.range(0, 24).map(i -> i / 2).toArray());
    GradientSignal before = signal(s.theta(), s.train());
    GradientSignal after = signal(s.theta(), twice);
    assertThat(after.mean()).containsExactly(before.mean(), offset(1e-15));
    assertThat(after.sameSign()).containsExactly(before.sameSign(), offset(1e-15));
    try (Landscape one = at(s.theta(), s.train());
        Landscape two = at(s.theta(), twice)) {
      assertThat(two.fit().loss()).isCloseTo(one.fit().loss(), offset(1e-14));
      assertThat(two.fit().accuracy()).isEqualTo(one.fit().accuracy());
      assertThat(HessianTrace.exact(two).network())
          .isCloseTo(HessianTrace.exact(one).network(), offset(1e-13));
    }
  }

  private static Inputs labelled(Inputs inputs, int[] to) {
    return new Inputs() {
      @Override
      public int size() {
        return inputs.size();
      }

      @Override
      public int label(int i) {
        return to[inputs.label(i)];
      }

      @Override
      public void copyTo(int i, Reals out, int at) {
        inputs.copyTo(i, out, at);
      }
    };
  }
}
