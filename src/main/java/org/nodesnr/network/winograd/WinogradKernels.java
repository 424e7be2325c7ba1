package org.nodesnr.network.winograd;

import java.nio.FloatBuffer;

/**
 * Kernels of 5×5 taps to and from the 64 frequencies of {@link WinogradTransform}. At each
 * frequency they are a matrix of one value for each pair of channels. Has scratch arrays of its
 * own: one thread at a time.
 */
final class WinogradKernels {
  private static final int SIZE = WinogradTransform.SIZE;
  private static final int TAPS = WinogradTransform.TAPS;

  /** Floats in a vector: what is under way at a time stays in the second-level cache. */
  private static final int VECTOR = 512;

  private final int pairs;
  private final int piece;
  private final float[][][] taps;
  private final float[][][] half;
  private final float[][][] halfByTap;
  private final float[][] whole;

  /**
   * @param pairs pairs of an input and an output channel
   */
  WinogradKernels(int pairs) {
    this.pairs = pairs;
    this.piece = Math.min(VECTOR, pairs);
    this.taps = new float[TAPS][TAPS][piece];
    this.half = new float[SIZE][TAPS][piece];
    this.halfByTap = new float[TAPS][SIZE][];
    for (int i = 0; i < SIZE; i++) {
      for (int k = 0; k < TAPS; k++) {
        halfByTap[k][i] = half[i][k];
      }
    }
    this.whole = new float[SIZE][piece];
  }

  /**
   * {@code G g Gᵀ}.
   *
   * @param kernels g: for each tap, row by row, a value for each pair
   * @param transformed modified: for each frequency a value for each pair
   */
  void transform(float[] kernels, FloatBuffer transformed) {
    for (int from = 0; from < pairs; from += piece) {
      int n = Math.min(piece, pairs - from);
      for (int k = 0; k < TAPS * TAPS; k++) {
        System.arraycopy(kernels, k * pairs + from, taps[k % TAPS][k / TAPS], 0, n);
      }
      for (int k = 0; k < TAPS; k++) {
        WinogradTransform.kernel(taps[k], halfByTap[k], n);
      }
      for (int i = 0; i < SIZE; i++) {
        WinogradTransform.kernel(half[i], whole, n);
        for (int j = 0; j < SIZE; j++) {
          transformed.put((i * SIZE + j) * pairs + from, whole[j], 0, n);
        }
      }
    }
  }

  /**
   * {@code Gᵀ u G}: the gradient of the kernels, from that of what {@link #transform} made of them.
   *
   * @param transformed u
   * @param kernels modified
   */
  void gradient(FloatBuffer transformed, float[] kernels) {
    for (int from = 0; from < pairs; from += piece) {
      int n = Math.min(piece, pairs - from);
      for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
          transformed.get((i * SIZE + j) * pairs + from, whole[j], 0, n);
        }
        WinogradTransform.kernelGradient(whole, half[i], n);
      }
      for (int k = 0; k < TAPS; k++) {
        WinogradTransform.kernelGradient(halfByTap[k], taps[k], n);
      }
      for (int k = 0; k < TAPS * TAPS; k++) {
        System.arraycopy(taps[k % TAPS][k / TAPS], 0, kernels, k * pairs + from, n);
      }
    }
  }
}
