package org.nodesnr.training;

import java.util.function.Supplier;
import org.nodesnr.config.Regime;

/**
 * What is done with the gradient g of the mean cross-entropy over a batch, in this order: {@code g
 * ← g · min(1, C / ‖g‖)}, the norm being that of all gradients together; for weights {@code g ← g +
 * λ W + λ₁ sign(W)} and {@code g ← sign(g) |g|^p}; the optimiser's update; for weights {@code W ← W
 * − ε d W} with the W before it.
 *
 * @param learningRate ε
 * @param l2 λ
 * @param l1 λ₁
 * @param weightDecay d
 * @param clipNorm C; 0 for no clipping
 * @param power p
 * @param optimiser makes the optimiser
 */
record UpdateSpec(
    double learningRate,
    double l2,
    double l1,
    double weightDecay,
    double clipNorm,
    double power,
    Supplier<Optimiser> optimiser) {

  /**
   * @param regime how a network is trained
   * @return its updates
   */
  static UpdateSpec of(Regime regime) {
    return new UpdateSpec(
        regime.learningRate(), regime.l2Coefficient(), 0, 0, 0, 1, PlainDescent::new);
  }

  /** Whether the product that computes a gradient can make the update. */
  boolean fused() {
    return optimiser.get() instanceof PlainDescent && l1 == 0 && clipNorm == 0 && power == 1;
  }
}
