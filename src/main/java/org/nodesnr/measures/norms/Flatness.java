package org.nodesnr.measures.norms;

import org.nodesnr.measures.curvature.Perturbation;
import org.nodesnr.measures.net.Landscape;

/**
 * How much noise on the parameters the network bears: the σ at which θ + σξ, ξ ~ N(0, I), loses a
 * tenth of its accuracy on the training set, on the mean over draws, which are the same at every σ
 * (Jiang et al., arXiv 1912.02178, who draw anew). Biases are changed, too.
 *
 * @param sigma σ; NaN where it was not found
 * @param steps halvings of [0, 2]
 * @param drop of accuracy at the last σ tried; a lower bound where not all draws were needed to see
 *     that it is too large
 * @param note why there is no σ; empty where there is
 */
public record Flatness(double sigma, int steps, double drop, String note) {
  private static final double TARGET = 0.1;
  private static final double CLOSE = 0.01;
  private static final double LARGEST = 2;
  private static final int MOST_STEPS = 15;

  /** Below this accuracy, there is little to lose. */
  private static final double LEAST_ACCURACY = 0.2;

  /**
   * @param landscape anywhere; moved
   * @param theta θ, not modified
   * @param draws of ξ
   * @param count how many
   * @return σ
   */
  public static Flatness of(
      Landscape landscape, double[] theta, Perturbation.Draws draws, int count) {
    double accuracy = landscape.at(theta).fit().accuracy();
    if (accuracy < LEAST_ACCURACY) {
      return new Flatness(Double.NaN, 0, Double.NaN, "train accuracy below " + LEAST_ACCURACY);
    }
    double low = 0;
    double high = LARGEST;
    double drop = Double.NaN;
    for (int step = 1; step <= MOST_STEPS; step++) {
      double sigma = (low + high) / 2;
      drop = drop(landscape, theta, sigma, draws, count, accuracy);
      if (Math.abs(drop - TARGET) < CLOSE) {
        return new Flatness(sigma, step, drop, "");
      }
      if (drop < TARGET) {
        low = sigma;
      } else {
        high = sigma;
      }
    }
    if (high == LARGEST || low == 0) {
      String end = high == LARGEST ? "bears more than σ = " + LARGEST : "bears no noise";
      return new Flatness(Double.NaN, MOST_STEPS, drop, "accuracy " + end);
    }
    // accuracy jumps over the target, as it may with few samples: σ is where it does
    return new Flatness((low + high) / 2, MOST_STEPS, drop, "");
  }

  /** Draws, and samples, end where the drop is too large whatever the others say. */
  private static double drop(
      Landscape landscape,
      double[] theta,
      double sigma,
      Perturbation.Draws draws,
      int count,
      double accuracy) {
    double[] xi = new double[theta.length];
    double samples = landscape.inputs().size();
    double sum = 0;
    double least = 0;
    for (int s = 0; s < count && least <= TARGET + CLOSE; s++) {
      draws.fill(s, xi);
      int others = count - s - 1;
      // with a lower accuracy of this draw than that, the others may be without a miss
      double enough = count * (accuracy - TARGET - CLOSE) - sum - others;
      int most = (int) Math.ceil(samples * (1 - enough)) + 1;
      int misses = landscape.at(Perturbation.moved(theta, sigma, xi)).misses(most);
      sum += (samples - misses) / samples;
      least = accuracy - (sum + others) / count;
    }
    return least;
  }

  /** 1/σ². */
  public double flatness() {
    return 1 / (sigma * sigma);
  }

  /**
   * A PAC-Bayes bound's complexity.
   *
   * @param squaredNorm Σ ‖W_l‖_F², or of the distance from the start
   * @param samples n
   * @return ‖w‖²/(4σ²) + ln(n/σ) + 10
   */
  public double pacBayes(double squaredNorm, int samples) {
    return squaredNorm / (4 * sigma * sigma) + Math.log(samples / sigma) + 10;
  }
}
