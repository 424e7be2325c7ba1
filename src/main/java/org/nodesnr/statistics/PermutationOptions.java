package org.nodesnr.statistics;

/**
 * When a p-value comes from permutations, and from how many.
 *
 * <p>With n pairs in k groups the effective size is n − k + 1, which is n where there is one group.
 * Up to {@code permuteUpTo} the p-value is that of a permutation test: in full where there are at
 * most {@code enumerateUpTo} permutations, otherwise from {@code permutations} random ones. Above
 * it the t or the normal approximation serves. The default permutes up to n = 10 (the t
 * approximation of Spearman's ρ is held good above that) and enumerates up to n = 9 (9! = 362,880).
 *
 * @param permuteUpTo the largest effective size that is permuted
 * @param enumerateUpTo the largest number of permutations that is enumerated
 * @param permutations random permutations beyond that, at least 1
 * @param seed the seed of the random permutations
 */
public record PermutationOptions(int permuteUpTo, long enumerateUpTo, int permutations, long seed) {

  /** The largest n whose permutations are enumerated by default. */
  public static final int DEFAULT_ENUMERATED_N = 9;

  /** The largest n whose pairs are permuted by default. */
  public static final int DEFAULT_PERMUTED_N = 10;

  /** Random permutations by default: a standard error of 0.0015 at p = 0.05. */
  public static final int DEFAULT_PERMUTATIONS = 20_000;

  /** Checks the ranges. */
  public PermutationOptions {
    if (permuteUpTo < 0 || enumerateUpTo < 0 || permutations < 1) {
      throw new IllegalArgumentException(
          "permuteUpTo and enumerateUpTo must not be negative, permutations at least 1: "
              + permuteUpTo
              + ", "
              + enumerateUpTo
              + ", "
              + permutations);
    }
  }

  /**
   * The defaults with a seed.
   *
   * @param seed the seed of the random permutations
   * @return options
   */
  public static PermutationOptions withSeed(long seed) {
    return new PermutationOptions(DEFAULT_PERMUTED_N, 362_880, DEFAULT_PERMUTATIONS, seed);
  }

  /**
   * The same with another seed.
   *
   * @param other the seed of the random permutations
   * @return options
   */
  public PermutationOptions reseeded(long other) {
    return new PermutationOptions(permuteUpTo, enumerateUpTo, permutations, other);
  }
}
