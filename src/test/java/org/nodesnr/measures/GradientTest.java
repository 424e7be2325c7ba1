package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.measures.gradient.GradientMoments;
import org.nodesnr.measures.gradient.GradientSignal;
import org.nodesnr.measures.gradient.StepRatio;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Precision;

class GradientTest {
  static List<ClosedForm> both() {
    return ClosedForm.both();
  }

  @ParameterizedTest
  @MethodSource("both")
  void knownValues(ClosedForm s) {
    Known known = Known.of(s);
    GradientSignal signal =
        GradientMoments.of(s.structure(), s.theta(), s.train(), Precision.DOUBLE, true);
    known.check("gradient_W1_00", signal.mean()[0]);
    known.check("gradientVariance_W1_00", signal.variance()[0]);
    known.check("gsnr_W1_00", signal.gsnr(0));
    for (int l = 0; l < s.structure().layers().size(); l++) {
      check(known, "_layer" + (l + 1), signal.layer(l));
    }
    check(known, "_network", signal.network());
    known.check("sameSign_network", signal.network().sameSign());
  }

  @ParameterizedTest
  @MethodSource("both")
  void ratioOfOneStep(ClosedForm s) {
    List<Inputs> sets = List.of(s.train().part(0, 4), s.train().part(4, 4), s.train().part(8, 4));
    List<double[]> thetas = List.of(s.theta(), s.theta(), s.theta());
    StepRatio ratio = StepRatio.of(s.structure(), thetas, sets, s.test(), 0.01, Precision.DOUBLE);
    Known known = Known.of(s);
    known.check("osgrSets_firstOrder", ratio.firstOrder());
    known.check("osgrSets_rate0.01", ratio.measured());
    GradientSignal all =
        GradientMoments.of(s.structure(), s.theta(), s.train(), Precision.DOUBLE, false);
    known.check("osgrSets_gsnrForm", all.network().osgrFor(4));
    double noise =
        sets.stream()
            .map(set -> GradientMoments.of(s.structure(), s.theta(), set, Precision.DOUBLE, false))
            .mapToDouble(signal -> signal.network().gradientNoise())
            .average()
            .getAsDouble();
    double signal = all.network().squaredMean() - noise / 12;
    assertThat(ratio.fromGsnr()).isCloseTo(signal / (signal + noise / 4), offset(1e-12));
  }

  @ParameterizedTest
  @MethodSource("both")
  void singlePrecisionIsClose(ClosedForm s) {
    GradientSignal exact =
        GradientMoments.of(s.structure(), s.theta(), s.train(), Precision.DOUBLE, true);
    GradientSignal fast =
        GradientMoments.of(s.structure(), s.theta(), s.train(), Precision.SINGLE, true);
    assertThat(fast.sameSign()).containsExactly(exact.sameSign());
    for (int j = 0; j < s.theta().length; j++) {
      assertThat(fast.mean()[j]).isCloseTo(exact.mean()[j], offset(1e-6));
      assertThat(fast.variance()[j]).isCloseTo(exact.variance()[j], offset(1e-6));
    }
    assertThat(fast.network().undefined()).isEqualTo(exact.network().undefined());
  }

  @Test
  void samplesFittedToTheLastDigitHaveNoiseAndNoUndefinedParameters() {
    ClosedForm s = ClosedForm.dense();
    double[] theta = s.theta();
    for (int j = 59; j < 74; j++) {
      theta[j] *= 60;
    }
    GradientSignal exact =
        GradientMoments.of(s.structure(), theta, s.train(), Precision.DOUBLE, false);
    GradientSignal fast =
        GradientMoments.of(s.structure(), theta, s.train(), Precision.SINGLE, false);
    assertThat(fast.network().undefined()).isEqualTo(exact.network().undefined());
    assertThat(fast.network().infinite()).isZero();
  }

  @Test
  void oneSampleHasNoVariance() {
    ClosedForm s = ClosedForm.dense();
    GradientSignal.Summary one =
        GradientMoments.of(s.structure(), s.theta(), s.train().first(1), Precision.DOUBLE, false)
            .network();
    assertThat(one.gradientNoise()).isNaN();
    assertThat(one.gsnrMean()).isNaN();
    assertThat(one.osgr()).isNaN();
    assertThat(one.sameSign()).isNaN();
  }

  private static void check(Known known, String of, GradientSignal.Summary summary) {
    known.check("sumSquaredMean" + of, summary.squaredMean());
    known.check("sumVariance" + of, summary.gradientNoise());
    known.check("gsnrMean" + of, summary.gsnrMean());
    known.check("gsnrMedian" + of, summary.gsnrMedian());
    known.check("gsnrUndefined" + of, summary.undefined());
    known.check("osgrPlugIn" + of, summary.osgr());
    known.check("osgrUnbiased" + of, summary.osgrUnbiased());
    known.check("noiseScale" + of, summary.noiseScale());
  }
}
