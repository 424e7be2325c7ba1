package org.nodesnr.data;

import java.util.SplittableRandom;

/**
 * Random numbers for drawings. Everything comes from {@link SplittableRandom#nextDouble()} and
 * {@link StrictMath}, so that pictures are the same on every machine.
 */
final class Draws {
  private final SplittableRandom random;

  Draws(SplittableRandom random) {
    this.random = random;
  }

  /** Uniform in [low, high). */
  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Uniform in 0 .. n − 1. */
  int integer(int n) {
    return (int) (n * random.nextDouble());
  }

  /** True with the given probability. */
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Normal, with mean 0 and the given standard deviation; by the Box-Muller transform. */
  double normal(double deviation) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return deviation * radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }

  /**
   * Nearly normal, for noise on every pixel: the sum of four 16-bit uniform numbers from one draw,
   * less its mean. Standard deviation as given, bounded at 3.46 of them.
   */
  double grain(double deviation) {
    long bits = random.nextLong();
    long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
    return deviation * (sum / 65535.0 - 2) * 1.7320508075688772;
  }
}
