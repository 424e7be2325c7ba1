package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.measures.evolution.LinearTraining;
import org.nodesnr.measures.evolution.SquaredLoss;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;

class EvolutionTest {
  static List<ClosedForm> both() {
    return ClosedForm.both();
  }

  @ParameterizedTest
  @MethodSource("both")
  void trainingBesideItsLinearisation(ClosedForm s) {
    Known known = Known.of(s);
    try (LinearTraining training =
        new LinearTraining(s.structure(), s.theta(), s.train(), s.test(), 0.1, Precision.DOUBLE)) {
      assertThat(training.standing().trainError()).isNaN();
      for (int step = 1; step <= 100; step++) {
        training.step();
        if (step == 1 || step == 10 || step == 100) {
          LinearTraining.Standing standing = training.standing();
          known.check("trainLoss_step" + step, standing.loss(), 1e-8);
          known.check("linearTrainLoss_step" + step, standing.linearLoss(), 1e-8);
          known.check("linearError_train_step" + step, standing.trainError(), 1e-8);
          known.check("linearError_test_step" + step, standing.testError(), 1e-8);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void squaredLoss(ClosedForm s) {
    Known known = Known.of(s);
    try (Landscape start = new Landscape(s.structure(), s.train(), Precision.DOUBLE)) {
      SquaredLoss model = new SquaredLoss(start.at(s.theta()), 0.02);
      known.check("kernelTop", model.kernelTop(), 1e-8);
      known.check("squaredResidualNorm_step0", norm(model.residual()), 1e-8);
      for (int step = 0; step < 50; step++) {
        model.step(new double[s.theta().length]);
      }
      known.check("squaredResidualNorm_step50", norm(model.residual()), 1e-8);
    }
  }

  /** Opposite noise averages out in a linear model: noise does not regularise it. */
  @Test
  void noiseLeavesTheMeanOfALinearModel() {
    ClosedForm s = ClosedForm.dense();
    try (Landscape start = new Landscape(s.structure(), s.train(), Precision.DOUBLE)) {
      start.at(s.theta());
      SquaredLoss quiet = new SquaredLoss(start, 0.02);
      SquaredLoss plus = new SquaredLoss(start, 0.02);
      SquaredLoss minus = new SquaredLoss(start, 0.02);
      SplittableRandom random = new SplittableRandom(1);
      double[] noise = new double[s.theta().length];
      for (int step = 0; step < 20; step++) {
        Arrays.setAll(noise, j -> 0.01 * random.nextGaussian());
        quiet.step(new double[noise.length]);
        plus.step(noise);
        minus.step(Arrays.stream(noise).map(v -> -v).toArray());
      }
      double apart = 0;
      for (int i = 0; i < 36; i++) {
        double mean = (plus.residual()[i] + minus.residual()[i]) / 2;
        assertThat(mean).isCloseTo(quiet.residual()[i], offset(1e-12));
        apart = Math.max(apart, Math.abs(plus.residual()[i] - minus.residual()[i]));
      }
      assertThat(apart).isGreaterThan(0.01);
    }
  }

  private static double norm(double[] v) {
    return Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
  }
}
