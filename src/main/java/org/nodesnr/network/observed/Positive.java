package org.nodesnr.network.observed;

/** Finds positive values without a branch. */
public final class Positive {
  /** Two such factors make at least 1 of the smallest positive float. */
  private static final float LARGE = 3e38f;

  private Positive() {}

  /**
   * Puts 1 in place of each positive value and 0 in place of the others; NaN stays.
   *
   * @param values modified: the first {@code n}
   * @param n how many values
   */
  public static void indicate(float[] values, int n) {
    for (int k = 0; k < n; k++) {
      values[k] = Math.min(Math.max(values[k], 0f) * LARGE * LARGE, 1f);
    }
  }
}
