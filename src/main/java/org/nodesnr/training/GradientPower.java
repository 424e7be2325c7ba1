package org.nodesnr.training;

/**
 * The non-linear function {@code g ← sign(g) |g|^p} that P. Norridge, <i>On the benefits of
 * non-linear weight updates</i> (arXiv 2207.12505), applies to gradients. A float is {@code 2^e m}
 * with m in [1, 2): powers of two come from one table, those of m from another of 2048 intervals,
 * linear in between. The relative error is below 2e-7, and results are the same on every machine.
 * Gradients below 2^-126 in magnitude count as 0; what is not finite becomes NaN.
 */
final class GradientPower {
  private static final int EXPONENTS = 256;
  private static final int MANTISSA_BITS = 23;
  private static final int BIAS = 127;
  private static final int INDEX_BITS = 11;
  private static final int REST_BITS = MANTISSA_BITS - INDEX_BITS;
  private static final int INTERVALS = 1 << INDEX_BITS;
  private static final float REST = 1f / (1 << REST_BITS);
  private static final int SIGN = 1 << 31;

  private final float[] ofExponent = new float[EXPONENTS];
  private final float[] ofMantissa = new float[INTERVALS + 1];

  /**
   * @param power p, above 0 and at most 1
   */
  GradientPower(double power) {
    for (int e = 0; e < EXPONENTS; e++) {
      ofExponent[e] = (float) StrictMath.pow(2, power * (e - BIAS));
    }
    ofExponent[0] = 0;
    ofExponent[EXPONENTS - 1] = Float.NaN;
    for (int k = 0; k <= INTERVALS; k++) {
      ofMantissa[k] = (float) StrictMath.pow(1 + (double) k / INTERVALS, power);
    }
  }

  /**
   * @param g modified: the first values
   * @param count how many
   */
  void apply(float[] g, int count) {
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToRawIntBits(g[i]);
      int magnitude = bits & ~SIGN;
      int exponent = magnitude >>> MANTISSA_BITS;
      int k = (magnitude >>> REST_BITS) & (INTERVALS - 1);
      float rest = (magnitude & ((1 << REST_BITS) - 1)) * REST;
      float low = ofMantissa[k];
      float value = ofExponent[exponent] * (low + rest * (ofMantissa[k + 1] - low));
      g[i] = Float.intBitsToFloat(Float.floatToRawIntBits(value) | (bits & SIGN));
    }
  }
}
