package org.nodesnr.measures.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianTest {
  @Test
  void pairsAreThoseOfBoxAndMuller() {
    Gaussian gaussian = new Gaussian(new SplittableRandom(3));
    SplittableRandom uniform = new SplittableRandom(3);
    for (int pair = 0; pair < 5; pair++) {
      double radius = Math.sqrt(-2 * Math.log1p(-uniform.nextDouble()));
      double angle = 2 * Math.PI * uniform.nextDouble();
      assertThat(gaussian.next()).isCloseTo(radius * Math.cos(angle), within(1e-12));
      assertThat(gaussian.next()).isCloseTo(radius * Math.sin(angle), within(1e-12));
    }
  }

  /** Means of x, x², x³, x⁴ and of x times the one before: 0, 1, 0, 3 and 0. */
  @Test
  void momentsAreThoseOfTheStandardNormal() {
    int n = 200_000;
    Gaussian gaussian = new Gaussian(new SplittableRandom(1));
    double[] moments = new double[4];
    double lagged = 0;
    double before = 0;
    for (int i = 0; i < n; i++) {
      double x = gaussian.next();
      for (int k = 0; k < moments.length; k++) {
        moments[k] += Math.pow(x, k + 1) / n;
      }
      lagged += x * before / n;
      before = x;
    }
    // five standard errors: those of x^k are √((2k − 1)!! − mean²) / √n
    double error = 5 / Math.sqrt(n);
    assertThat(moments[0]).isCloseTo(0, within(error));
    assertThat(moments[1]).isCloseTo(1, within(Math.sqrt(2) * error));
    assertThat(moments[2]).isCloseTo(0, within(Math.sqrt(15) * error));
    assertThat(moments[3]).isCloseTo(3, within(Math.sqrt(96) * error));
    assertThat(lagged).isCloseTo(0, within(error));
  }
}
