package org.nodesnr.thinning;

/** What is removed first: that of the smallest score. */
public enum Criterion {
  /** {@code |c_ij|}, the weighted covariance of equation 9 under the variant {@code paper}. */
  SNR,
  /** {@code |w_ij|}. */
  MAGNITUDE,
  /** {@code |mean(x_j)|}; of a link times {@code |w_ij|}. */
  ACTIVATION,
  /** A number drawn for each. */
  RANDOM
}
