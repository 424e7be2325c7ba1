package org.nodesnr.measures.gradient;

import java.util.Arrays;
import org.nodesnr.measures.net.Reals;

/**
 * Sums of a few samples' gradients and of their squares, in the precision of the gradients: sums of
 * more are made of them in double precision.
 */
final class FewGradients {
  private static final int MOST = 16;
  private static final float SCALE = (float) GradientMoments.SCALE;

  /** Exact, for it is a power of two. */
  private static final double UNSCALE = 1 / (GradientMoments.SCALE * GradientMoments.SCALE);

  private final int piece;
  private final float[][] sums;
  private final float[][] squares;
  private final double[] exactSums;
  private final double[] exactSquares;
  private int samples;

  /**
   * @param like numbers of the same precision
   * @param pieces in how many pieces gradients come
   * @param piece the length of each
   */
  FewGradients(Reals like, int pieces, int piece) {
    boolean single = like instanceof Reals.Floats;
    this.piece = piece;
    sums = new float[single ? pieces : 0][piece];
    squares = new float[single ? pieces : 0][piece];
    exactSums = new double[single ? 0 : pieces * piece];
    exactSquares = new double[single ? 0 : pieces * piece];
  }

  /** Adds a piece of a sample's gradient. */
  void add(int number, Reals gradient) {
    if (gradient instanceof Reals.Floats floats) {
      add(floats.values(), sums[number], squares[number]);
      return;
    }
    for (int i = 0; i < piece; i++) {
      double g = gradient.get(i);
      exactSums[number * piece + i] += g;
      exactSquares[number * piece + i] += g * g;
    }
  }

  private static void add(float[] gradient, float[] sums, float[] squares) {
    for (int i = 0; i < sums.length; i++) {
      float g = gradient[i];
      sums[i] += g;
      squares[i] += g * SCALE * (g * SCALE);
    }
  }

  /** Notes that all pieces of a sample were added; whether it is time to empty it. */
  boolean full() {
    samples++;
    return samples == MOST;
  }

  /**
   * Adds what is here to sums of more samples, and begins anew.
   *
   * @param sum modified
   * @param square modified
   * @param first index there of the first parameter
   */
  void empty(double[] sum, double[] square, int first) {
    samples = 0;
    for (int k = 0; k < sums.length; k++) {
      for (int i = 0; i < piece; i++) {
        sum[first + k * piece + i] += sums[k][i];
        square[first + k * piece + i] += squares[k][i] * UNSCALE;
      }
      Arrays.fill(sums[k], 0f);
      Arrays.fill(squares[k], 0f);
    }
    for (int i = 0; i < exactSums.length; i++) {
      sum[first + i] += exactSums[i];
      square[first + i] += exactSquares[i];
    }
    Arrays.fill(exactSums, 0);
    Arrays.fill(exactSquares, 0);
  }
}
