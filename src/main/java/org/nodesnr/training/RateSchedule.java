package org.nodesnr.training;

import org.nodesnr.spec.Regime;
import org.nodesnr.spec.ScheduleSettings;

/**
 * The factor of the learning rate at each update t, from 1 on: {@code t / w} during a warm-up of w
 * updates; then, u = t − 1 − w updates later, {@code γ^⌊u / k⌋} or {@code φ + (1 − φ) ½ (1 + cos(π
 * u / U))} of U updates in all.
 */
final class RateSchedule {
  private final ScheduleSettings.Schedule kind;
  private final int warmUp;
  private final int updates;
  private final int every;
  private final double factor;
  private final double floor;

  /**
   * @param regime how a network is trained
   */
  RateSchedule(Regime regime) {
    this.kind = regime.get(ScheduleSettings.KIND);
    this.warmUp = regime.get(ScheduleSettings.WARM_UP);
    this.updates = regime.steps() - warmUp;
    this.every = regime.get(ScheduleSettings.EVERY);
    this.factor = regime.get(ScheduleSettings.FACTOR);
    this.floor = regime.get(ScheduleSettings.FLOOR);
  }

  /**
   * @param step number of the update, from 1 on
   * @return what the learning rate is multiplied by, from 0 to 1
   */
  double factor(int step) {
    if (step <= warmUp) {
      return (double) step / warmUp;
    }
    int since = step - 1 - warmUp;
    return switch (kind) {
      case CONSTANT -> 1;
      case STEP -> StrictMath.pow(factor, since / every);
      case COSINE -> floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * since / updates)) / 2;
    };
  }
}
