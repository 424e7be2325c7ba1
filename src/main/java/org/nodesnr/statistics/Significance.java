package org.nodesnr.statistics;

import java.util.Arrays;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/**
 * A two-sided p-value and how it was obtained.
 *
 * @param pValue in [0, 1], or NaN
 * @param method how
 */
record Significance(double pValue, PValueMethod method) {
  /** A coefficient within this of ±1 is perfect up to rounding. */
  private static final double PERFECT = 1e-14;

  /** Residuals closer than this share of the largest count as equal. */
  private static final double TIE = 1e-12;

  static final Significance NOT_DEFINED = new Significance(Double.NaN, PValueMethod.NOT_DEFINED);

  /**
   * The t approximation: t = r √(df / (1 − r²)), p = P(|T_df| ≥ |t|) = I_{1 − r²}(df/2, 1/2), the
   * regularised incomplete beta function.
   *
   * @param r the coefficient
   * @param df degrees of freedom; below 1 there is no p-value
   */
  static Significance byT(double r, int df) {
    if (df < 1) {
      return NOT_DEFINED;
    }
    double rest = (1 - r) * (1 + r);
    return new Significance(
        Beta.regularizedBeta(rest, df / 2.0, 0.5), PValueMethod.T_APPROXIMATION);
  }

  /** The normal approximation: P(|Z| ≥ |z|). */
  static Significance byNormal(double z) {
    return new Significance(
        Erf.erfc(Math.abs(z) / Math.sqrt(2)), PValueMethod.NORMAL_APPROXIMATION);
  }

  static boolean perfect(double coefficient) {
    return 1 - Math.abs(coefficient) <= PERFECT;
  }

  /**
   * The permutation p-value of a perfect correlation, which every approximation gets wrong: the
   * share of permutations within groups that leave x as it is or turn it round. A group of m values
   * with tied sets of sizes t has ∏ t! / m! of the first kind; the second kind exists, and is as
   * large, where every group is symmetric about its mean.
   *
   * @param x either column, whose residuals decide on ties and symmetry
   */
  static Significance ofPerfect(Residuals x, Groups groups) {
    double logShare = 0;
    boolean symmetric = true;
    for (int[] group : groups.members()) {
      double[] sorted = Pairs.select(x.values(), group);
      Arrays.sort(sorted);
      int m = sorted.length;
      logShare -= Gamma.logGamma(m + 1.0);
      int tied = 0;
      for (int i = 0; i < m; i++) {
        tied = i > 0 && sorted[i] - sorted[i - 1] <= TIE ? tied + 1 : 1;
        logShare += Math.log(tied);
        symmetric &= Math.abs(sorted[i] + sorted[m - 1 - i]) <= TIE;
      }
    }
    double share = Math.exp(logShare) * (symmetric ? 2 : 1);
    return new Significance(Math.min(1, share), PValueMethod.EXACT_PERMUTATION);
  }
}
