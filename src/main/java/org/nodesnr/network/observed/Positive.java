package org.nodesnr.network.observed;

/** Counts positive values without a branch. */
public final class Positive {
  /** Two such factors make at least 1 of the smallest positive float. */
  private static final float LARGE = 3e38f;

  private Positive() {}

  /**
   * Adds 1 to {@code tally[k]} wherever {@code values[from + k] > 0}; NaN makes it NaN. Counts are
   * exact up to 2²⁴.
   *
   * @param values not modified
   * @param from where to begin
   * @param tally modified: one count for each value
   */
  public static void count(float[] values, int from, float[] tally) {
    count(values, from, tally, 0, tally.length);
  }

  /**
   * As {@link #count(float[], int, float[])}, of some values, into some of the counts.
   *
   * @param values not modified
   * @param from where to begin
   * @param tally modified: {@code n} counts
   * @param to the first of them
   * @param n how many values
   */
  public static void count(float[] values, int from, float[] tally, int to, int n) {
    for (int k = 0; k < n; k++) {
      tally[to + k] += Math.min(Math.max(values[from + k], 0f) * LARGE * LARGE, 1f);
    }
  }
}
