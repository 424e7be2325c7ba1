package org.nodesnr.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CovarianceMatrixTest {
  private static final double[] SHIFT = {3, -1, 0.5, 2};
  private static final int INPUTS = SHIFT.length;
  private static final int OBSERVATIONS = 50;

  @Test
  void shiftedSumsGiveTheCovarianceOfTheInputs() {
    SplittableRandom random = new SplittableRandom(2);
    double[][] x = new double[OBSERVATIONS][INPUTS];
    double[] mean = new double[INPUTS];
    double[] mu = new double[INPUTS];
    for (double[] row : x) {
      for (int j = 0; j < INPUTS; j++) {
        // the last input is constant
        row[j] = j == INPUTS - 1 ? 2.25 : SHIFT[j] + random.nextDouble(-1, 1) * (j + 1);
        mean[j] += row[j] / OBSERVATIONS;
        mu[j] += (row[j] - SHIFT[j]) / OBSERVATIONS;
      }
    }
    double[] sums = new double[INPUTS * INPUTS];
    for (int k = 0; k < INPUTS; k++) {
      for (int j = 0; j < INPUTS; j++) {
        double sum = 0;
        for (double[] row : x) {
          sum += (row[j] - SHIFT[j]) * (row[k] - SHIFT[k]);
        }
        // the upper triangle is not read
        sums[k * INPUTS + j] = j >= k ? sum : Double.NaN;
      }
    }
    try (CovarianceMatrix covariance = CovarianceMatrix.ofLowerTriangle(sums, mu, OBSERVATIONS)) {
      for (int k = 0; k < INPUTS; k++) {
        for (int j = 0; j < INPUTS; j++) {
          double expected = 0;
          for (double[] row : x) {
            expected += (row[j] - mean[j]) * (row[k] - mean[k]) / OBSERVATIONS;
          }
          assertThat(covariance.values().getDouble(j, k)).isCloseTo(expected, within(1e-6));
        }
      }
    }
  }
}
