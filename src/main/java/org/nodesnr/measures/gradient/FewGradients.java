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

  private final boolean single;
  private final float[] sums;
  private final float[] squares;
  private final double[] exactSums;
  private final double[] exactSquares;
  private int samples;

  /**
   * @param like numbers of the same precision
   * @param parameters how many a gradient has
   */
  FewGradients(Reals like, int parameters) {
    single = like instanceof Reals.Floats;
    sums = new float[single ? parameters : 0];
    squares = new float[single ? parameters : 0];
    exactSums = new double[single ? 0 : parameters];
    exactSquares = new double[single ? 0 : parameters];
  }

  void add(Reals gradient) {
    samples++;
    if (gradient instanceof Reals.Floats floats) {
      add(floats.values(), sums, squares);
      return;
    }
    for (int i = 0; i < exactSums.length; i++) {
      double g = gradient.get(i);
      exactSums[i] += g;
      exactSquares[i] += g * g;
    }
  }

  private static void add(float[] gradient, float[] sums, float[] squares) {
    for (int i = 0; i < sums.length; i++) {
      float g = gradient[i];
      sums[i] += g;
      squares[i] += g * SCALE * (g * SCALE);
    }
  }

  /** Whether it is time to empty it. */
  boolean full() {
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
    for (int i = 0; i < sums.length; i++) {
      sum[first + i] += sums[i];
      square[first + i] += squares[i] / (GradientMoments.SCALE * GradientMoments.SCALE);
    }
    for (int i = 0; i < exactSums.length; i++) {
      sum[first + i] += exactSums[i];
      square[first + i] += exactSquares[i];
    }
    Arrays.fill(sums, 0f);
    Arrays.fill(squares, 0f);
    Arrays.fill(exactSums, 0);
    Arrays.fill(exactSquares, 0);
  }
}
