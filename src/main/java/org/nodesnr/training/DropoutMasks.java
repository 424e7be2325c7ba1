package org.nodesnr.training;

import java.util.SplittableRandom;

/**
 * Inverted dropout: an output is dropped with probability p and divided by {@code 1 − p} otherwise,
 * so that nothing changes when the network is used.
 */
final class DropoutMasks {
  private static final double TWO_TO_32 = 0x1.0p32;

  private final long threshold;
  private final float scale;

  /**
   * @param dropProbability p, at least 0 and below 1; rounded to a multiple of 2⁻³²
   */
  DropoutMasks(double dropProbability) {
    this.threshold = Math.round(dropProbability * TWO_TO_32);
    this.scale = (float) (1 / (1 - dropProbability));
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
      mask[i] = (bits >>> 32) < threshold ? 0 : scale;
      mask[i + 1] = (bits & 0xffffffffL) < threshold ? 0 : scale;
    }
    if (i < length) {
      mask[i] = (random.nextLong() >>> 32) < threshold ? 0 : scale;
    }
  }
}
