package org.nodesnr.measures.curvature;

import java.util.SplittableRandom;
import org.nodesnr.measures.net.Landscape;

/**
 * Hutchinson's estimate of the trace of the Hessian: the mean of vᵀHv over vectors of random signs.
 *
 * @param mean the estimate
 * @param standardError of the mean; NaN below 2 probes
 * @param probes how many
 */
public record HutchinsonTrace(double mean, double standardError, int probes) {

  /**
   * @param landscape at the parameters that are meant
   * @param probes how many; the field's advice is at least 30
   * @param seed of the signs
   * @return the estimate
   */
  public static HutchinsonTrace of(Landscape landscape, int probes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double sum = 0;
    double squares = 0;
    double[] v = new double[landscape.structure().parameters()];
    for (int probe = 0; probe < probes; probe++) {
      for (int j = 0; j < v.length; j++) {
        v[j] = random.nextBoolean() ? 1 : -1;
      }
      double[] hv = landscape.product(v, Landscape.Curvature.HESSIAN);
      double value = 0;
      for (int j = 0; j < v.length; j++) {
        value += v[j] * hv[j];
      }
      sum += value;
      squares += value * value;
    }
    double variance = Math.max(0, squares - sum * sum / probes) / (probes - 1.0);
    return new HutchinsonTrace(sum / probes, Math.sqrt(variance / probes), probes);
  }
}
