package org.nodesnr.measures.net;

/** What matrix products are computed in. Sums over samples and parameters are always doubles. */
public enum Precision {
  /** 24 bits: for networks of real size. */
  SINGLE,
  /** 53 bits: for checks. */
  DOUBLE;

  /**
   * @param length how many
   * @return so many zeros
   */
  public Reals zeros(int length) {
    return this == SINGLE
        ? new Reals.Floats(new float[length])
        : new Reals.Doubles(new double[length]);
  }
}
