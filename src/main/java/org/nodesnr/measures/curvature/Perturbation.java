package org.nodesnr.measures.curvature;

import java.util.SplittableRandom;
import org.nodesnr.measures.net.Landscape;

/** How the loss rises away from where training ended, at a distance that is named. */
public final class Perturbation {
  private Perturbation() {}

  /** Numbers like draws from N(0, 1). */
  @FunctionalInterface
  public interface Draws {
    /**
     * @param draw number of the draw, from 0
     * @param to modified: one value for each parameter
     */
    void fill(int draw, double[] to);

    /**
     * Standard normal numbers, the same for every call with the same draw.
     *
     * @param seed of all draws
     * @return the draws
     */
    static Draws normal(long seed) {
      return (draw, to) -> {
        SplittableRandom random =
            new SplittableRandom(seed + 0x9e3779b97f4a7c15L * (2L * draw + 1));
        for (int j = 0; j < to.length; j++) {
          to[j] = random.nextGaussian();
        }
      };
    }
  }

  /**
   * The mean over draws ξ of (L(θ + σξ) + L(θ − σξ))/2 − L(θ). Times 2/σ² this goes to the trace of
   * the Hessian only for σ below the spacing of the kinks of ReLUs.
   *
   * @param landscape anywhere; moved
   * @param theta θ, not modified
   * @param sigma σ
   * @param draws of ξ
   * @param count how many draws
   * @return the rise in nats
   */
  public static double lossRise(
      Landscape landscape, double[] theta, double sigma, Draws draws, int count) {
    double[] xi = new double[theta.length];
    double sum = 0;
    for (int s = 0; s < count; s++) {
      draws.fill(s, xi);
      sum += landscape.at(moved(theta, sigma, xi)).loss() / 2;
      sum += landscape.at(moved(theta, -sigma, xi)).loss() / 2;
    }
    return sum / count - landscape.at(theta).loss();
  }

  /**
   * L(θ + ρ ∇L/‖∇L‖) − L(θ), to first order the largest rise at distance ρ (Foret et al., arXiv
   * 2010.01412).
   *
   * @param landscape anywhere; moved
   * @param theta θ, not modified
   * @param rho ρ
   * @return the rise in nats; 0 where the gradient is 0
   */
  public static double ascentRise(Landscape landscape, double[] theta, double rho) {
    double[] gradient = landscape.at(theta).gradient();
    double norm = 0;
    for (double g : gradient) {
      norm += g * g;
    }
    double loss = landscape.loss();
    return norm == 0
        ? 0
        : landscape.at(moved(theta, rho / Math.sqrt(norm), gradient)).loss() - loss;
  }

  /** θ + a v. */
  public static double[] moved(double[] theta, double a, double[] v) {
    double[] moved = new double[theta.length];
    for (int j = 0; j < moved.length; j++) {
      moved[j] = theta[j] + a * v[j];
    }
    return moved;
  }
}
