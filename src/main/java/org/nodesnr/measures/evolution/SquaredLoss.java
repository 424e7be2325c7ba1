package org.nodesnr.measures.evolution;

import org.nodesnr.measures.curvature.Lanczos;
import org.nodesnr.measures.net.Landscape;

/**
 * The linear model of a network, trained on half the mean squared error to one-hot labels: its
 * residual is ρ_t = (I − ηK)^t ρ₀ with K = J Jᵀ/n. Noise of mean 0 on the weights then leaves the
 * mean of the outputs as it is.
 */
public final class SquaredLoss {
  private static final int MOST_PRODUCTS = 300;
  private final Landscape start;
  private final double rate;
  private final double[] residual;

  /**
   * @param start at θ₀
   * @param rate learning rate η
   */
  public SquaredLoss(Landscape start, double rate) {
    this.start = start;
    this.rate = rate;
    this.residual = start.logits();
    int classes = start.structure().classes();
    for (int i = 0; i < start.inputs().size(); i++) {
      residual[i * classes + start.inputs().label(i)] -= 1;
    }
  }

  /** The largest eigenvalue of K. */
  public double kernelTop() {
    return Lanczos.largest(this::kernel, residual.length, 1, 0, MOST_PRODUCTS, 1e-9, 1).values()[0];
  }

  private double[] kernel(double[] u) {
    return start.logitsAlong(start.transposed(u));
  }

  /**
   * One step, with noise on the weights.
   *
   * @param noise added to the weights beside −η times the gradient; not modified
   */
  public void step(double[] noise) {
    double[] change = start.transposed(residual);
    for (int j = 0; j < change.length; j++) {
      change[j] = noise[j] - rate * change[j];
    }
    double[] moved = start.logitsAlong(change);
    for (int i = 0; i < residual.length; i++) {
      residual[i] += moved[i];
    }
  }

  /** ρ_t: outputs less one-hot labels, sample after sample; a copy. */
  public double[] residual() {
    return residual.clone();
  }
}
