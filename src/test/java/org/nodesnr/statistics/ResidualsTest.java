package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against deviations from group means in plain loops. */
class ResidualsTest {
  private static final Groups GROUPS = Groups.of(List.of("a", "b", "a", "b", "c", "a", "b"));

  private static double[] deviations(double[] column, int[] weights) {
    double[] deviations = new double[column.length];
    for (int i = 0; i < column.length; i++) {
      double sum = 0;
      int n = 0;
      for (int j = 0; j < column.length; j++) {
        if (GROUPS.groupOf(i) == GROUPS.groupOf(j)) {
          sum += weights[j] * column[j];
          n += weights[j];
        }
      }
      deviations[i] = column[i] - sum / n;
    }
    return deviations;
  }

  @Test
  void areDeviationsFromTheMeansOfTheRowsThatAreDrawn() {
    SplittableRandom random = new SplittableRandom(2);
    for (int trial = 0; trial < 200; trial++) {
      double[] x = random.doubles(7).toArray();
      double[] y = random.doubles(7).toArray();
      int[] weights = random.ints(7, 0, 4).toArray();
      Draw draw = Draw.ofWeights(weights);
      Residuals rx = Residuals.of(x, GROUPS, draw);
      Residuals ry = Residuals.of(y, GROUPS, draw);
      double[] dx = deviations(x, weights);
      double[] dy = deviations(y, weights);
      double xx = 0;
      double yy = 0;
      double xy = 0;
      for (int i = 0; i < 7; i++) {
        if (weights[i] > 0) {
          xx += weights[i] * dx[i] * dx[i];
          yy += weights[i] * dy[i] * dy[i];
          xy += weights[i] * dx[i] * dy[i];
        }
      }
      for (int i = 0; i < draw.different(); i++) {
        assertThat(rx.values()[i] * rx.scale()).isCloseTo(dx[draw.rows()[i]], within(1e-14));
      }
      assertThat(rx.sumOfSquares() * rx.scale() * rx.scale()).isCloseTo(xx, within(1e-12));
      if (xx > 1e-9 && yy > 1e-9) {
        assertThat(rx.correlation(ry)).isCloseTo(xy / Math.sqrt(xx * yy), within(1e-9));
      }
    }
  }

  @Test
  void constantGroupsHaveNoSpreadAndNoCorrelation() {
    double[] constant = {1e300, 5, 1e300, 5, 7, 1e300, 5};
    Residuals residuals = Residuals.of(constant, GROUPS);
    assertThat(residuals.constant()).isTrue();
    assertThat(residuals.correlation(residuals)).isNaN();
    double[] nearly = {1, 5, 1 + 1e-16, 5, 7, 1 - 1e-16, 5 + 1e-15};
    assertThat(Residuals.of(nearly, GROUPS).nearlyConstant()).isTrue();
    double[] kept = constant.clone();
    Residuals.of(kept, GROUPS);
    assertThat(kept).isEqualTo(constant);
  }

  @Test
  void theCorrelationInOnePassIsThatOfTheResidualsToTheLastBit() {
    SplittableRandom random = new SplittableRandom(6);
    for (int trial = 0; trial < 500; trial++) {
      int n = 1 + trial % 40;
      double[] x = random.doubles(n).map(v -> Math.floor(4 * v)).toArray();
      double[] y = trial % 3 == 0 ? x.clone() : random.doubles(n, -1e9, 1e9).toArray();
      int[] weights = random.ints(n, 0, 4).toArray();
      Draw draw = Draw.ofWeights(weights);
      Groups one = Groups.single(n);
      double expected = Residuals.of(x, one, draw).correlation(Residuals.of(y, one, draw));
      double[] drawnX = Pairs.select(x, draw.rows());
      double[] drawnY = Pairs.select(y, draw.rows());
      assertThat(Residuals.correlation(drawnX, drawnY, draw.weights()))
          .isEqualTo(Double.valueOf(expected));
    }
  }
}
