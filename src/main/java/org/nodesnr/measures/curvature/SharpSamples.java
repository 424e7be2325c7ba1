package org.nodesnr.measures.curvature;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Landscape.Curvature;

/**
 * The tenth of the samples whose loss is largest. Of a network that is fitted well nearly all
 * curvature is theirs, so that their top eigenvector is near to that of all: a good place to begin,
 * at a tenth of the price. It is no more than that; what is found from there is found with all.
 */
final class SharpSamples {
  private static final int SHARE = 10;

  /** With fewer, iterations cost little from wherever they begin. */
  private static final int LEAST_SAMPLES = 1000;

  private static final int LEAST_PARAMETERS = 100_000;
  private static final int MOST_PRODUCTS = 20;
  private static final double TOLERANCE = 1e-2;

  private SharpSamples() {}

  /** Whether it pays. */
  static boolean suit(Landscape landscape) {
    return landscape.inputs().size() >= LEAST_SAMPLES
        && landscape.structure().parameters() >= LEAST_PARAMETERS;
  }

  /**
   * @param landscape at the parameters that are meant
   * @param start of iterations, of norm 1; modified
   * @return the top eigenvector of these samples' Gauss-Newton matrix, about
   */
  static double[] top(Landscape landscape, double[] start) {
    try (Landscape part = landscape.part(largestLosses(landscape))) {
      return Lanczos.largest(
              v -> part.product(v, Curvature.GAUSS_NEWTON),
              start,
              1,
              1,
              MOST_PRODUCTS,
              TOLERANCE,
              new SplittableRandom(0))
          .vectors()
          .get(0);
    }
  }

  /** In their order; of equal losses the first. */
  private static int[] largestLosses(Landscape landscape) {
    double[] losses = new double[landscape.inputs().size()];
    landscape.toLogits(
        (pass, softmax, first) -> {
          for (int i = 0; i < pass.samples(); i++) {
            losses[first + i] = softmax.loss(i);
          }
        });
    return IntStream.range(0, losses.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -losses[i]))
        .limit(losses.length / SHARE)
        .mapToInt(i -> i)
        .sorted()
        .toArray();
  }
}
