package org.nodesnr.data;

/**
 * How much of a made-up set is drawn, and from which seed. Image i of a split depends on the seed,
 * the split and i alone, so a smaller set is a prefix of a larger one.
 *
 * @param seed the seed
 * @param train number of training images
 * @param test number of test images
 */
public record SyntheticSpec(long seed, int train, int test) {
  /** Seed 1, 10,000 training and 2,000 test images. */
  public static final SyntheticSpec DEFAULT = new SyntheticSpec(1, 10_000, 2_000);

  /** More images than this in a split are refused. */
  public static final int MAX_IMAGES = 200_000;

  /** Checks the sizes. */
  public SyntheticSpec {
    if (train < 1 || test < 1 || train > MAX_IMAGES || test > MAX_IMAGES) {
      throw new IllegalArgumentException(
          "a made-up set has 1 to " + MAX_IMAGES + " images a split, not " + train + ", " + test);
    }
  }
}
