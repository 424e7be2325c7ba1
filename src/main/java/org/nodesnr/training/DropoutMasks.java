package org.nodesnr.training;

import java.util.SplittableRandom;

/**
 * Inverted dropout: an output is dropped with probability p and divided by {@code 1 − p} otherwise,
 * so that nothing changes when the network is used.
 */
final class DropoutMasks {
  private static final double TWO_TO_32 = 0x1.0p32;

  private final float[] keptOrDropped = new float[2];
  private long threshold;

  /**
   * @param dropProbability p, at least 0 and below 1; rounded to a multiple of 2⁻³²
   */
  DropoutMasks(double dropProbability) {
    probability(dropProbability);
  }

  /**
   * @param dropProbability p of the masks to come, at least 0 and below 1
   */
  void probability(double dropProbability) {
    threshold = Math.round(dropProbability * TWO_TO_32);
    keptOrDropped[0] = (float) (1 / (1 - dropProbability));
  }

  /**
   * Draws one 64-bit number for every two values, high half first; a half below {@code 2³² p}
   * drops.
   *
   * @param random the step's stream
   * @param mask modified: 0 or {@code 1 / (1 − p)}, sample by sample
   * @param length how many values of the mask are drawn
   */
  void draw(SplittableRandom random, float[] mask, int length) {
    int i = 0;
    for (; i + 1 < length; i += 2) {
      long bits = random.nextLong();
      mask[i] = value(bits >>> 32);
      mask[i + 1] = value(bits & 0xffffffffL);
    }
    if (i < length) {
      mask[i] = value(random.nextLong() >>> 32);
    }
  }

  /** The sign of the difference is looked up: half of all branches on it would be mispredicted. */
  private float value(long half) {
    return keptOrDropped[(int) ((half - threshold) >>> 63)];
  }
}
