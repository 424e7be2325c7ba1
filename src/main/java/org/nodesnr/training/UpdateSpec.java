package org.nodesnr.training;

import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.nodesnr.spec.OptimiserSettings;
import org.nodesnr.spec.Regime;

/**
 * What is done with the gradient g of the mean cross-entropy over a batch, in this order: {@code g
 * ← g · min(1, C / ‖g‖)}, the norm being that of all gradients together; for weights {@code g ← g +
 * λ W + λ₁ sign(W)} and {@code g ← sign(g) |g|^p}; the optimiser's update; for weights {@code W ← W
 * − ε d W} with the W before it.
 *
 * @param learningRate ε without its schedule
 * @param l2 λ
 * @param l1 λ₁
 * @param weightDecay d
 * @param clipNorm C; 0 for no clipping
 * @param power p
 * @param optimiser makes the optimiser
 * @param schedule the factor of ε at each update, from 1 on
 */
record UpdateSpec(
    double learningRate,
    double l2,
    double l1,
    double weightDecay,
    double clipNorm,
    double power,
    Supplier<Optimiser> optimiser,
    IntToDoubleFunction schedule) {

  /**
   * @param regime how a network is trained
   * @return its updates
   */
  static UpdateSpec of(Regime regime) {
    return new UpdateSpec(
        regime.learningRate(),
        regime.l2Coefficient(),
        regime.get(OptimiserSettings.L1_COEFFICIENT),
        regime.get(OptimiserSettings.WEIGHT_DECAY),
        regime.get(OptimiserSettings.CLIP_NORM),
        regime.get(OptimiserSettings.GRADIENT_POWER),
        () -> optimiser(regime),
        new RateSchedule(regime)::factor);
  }

  /**
   * @param step number of an update, from 1 on
   * @return ε of that update
   */
  double learningRate(int step) {
    return learningRate * schedule.applyAsDouble(step);
  }

  private static Optimiser optimiser(Regime regime) {
    return switch (regime.get(OptimiserSettings.OPTIMISER)) {
      case SGD -> new PlainDescent();
      case MOMENTUM -> new Momentum(regime.get(OptimiserSettings.MOMENTUM), false);
      case NESTEROV -> new Momentum(regime.get(OptimiserSettings.MOMENTUM), true);
      case ADAM ->
          new Adam(
              regime.get(OptimiserSettings.BETA_1),
              regime.get(OptimiserSettings.BETA_2),
              regime.get(OptimiserSettings.ADAM_EPSILON));
      case RMSPROP ->
          new RmsProp(
              regime.get(OptimiserSettings.RMSPROP_DECAY),
              regime.get(OptimiserSettings.RMSPROP_EPSILON));
    };
  }

  /**
   * Whether the product that computes a gradient can make the update.
   *
   * @param made the optimiser that was made
   */
  boolean fused(Optimiser made) {
    return made instanceof PlainDescent && l1 == 0 && clipNorm == 0 && power == 1;
  }
}
