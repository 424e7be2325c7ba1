package org.nodesnr.spec;

import java.util.List;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.Kind.Whole;

/** When training ends before its last step. */
public final class StopSettings {
  /** The level. */
  public static final Setting<Double> LEVEL =
      Setting.real(
          "stopAtTrainLoss",
          Real.NOT_NEGATIVE,
          0,
          "nats",
          "Training ends at the first check at which the mean cross-entropy over all samples that it"
              + " is trained on, with their noisy labels if any, without penalties, dropout or"
              + " augmentation, is below so much; steps is the most that it takes. 0: only steps"
              + " ends it.");

  /** Steps between checks. */
  public static final Setting<Integer> CHECK_EVERY =
      Setting.whole(
              "stopCheckEvery",
              new Whole(0, 1_000_000_000),
              0,
              "updates",
              "The training loss is held against stopAtTrainLoss after every multiple of so many"
                  + " steps, and after the last; 0 for as many as show every sample once, rounded up.")
          .refused(
              (regime, data, network) ->
                  regime.get(StopSettings.CHECK_EVERY) == 0 || regime.get(LEVEL) > 0
                      ? ""
                      : "needs stopAtTrainLoss above 0, such as stopAtTrainLoss = 0.01")
          .relevant(
              (regime, data, network) ->
                  regime.get(LEVEL) > 0
                      && regime.get(StopSettings.CHECK_EVERY) != epoch(regime, data));

  /** Both, behind all others. */
  static final List<Setting<?>> ALL = List.of(LEVEL, CHECK_EVERY);

  private StopSettings() {}

  /**
   * @param spec a run
   * @param step the number of updates made
   * @return whether the training loss is held against the level after this step
   */
  public static boolean due(RunSpec spec, int step) {
    Regime regime = spec.regime();
    if (regime.get(LEVEL) == 0 || step == 0) {
      return false;
    }
    int every = regime.get(CHECK_EVERY);
    return step == regime.steps() || step % (every > 0 ? every : epoch(regime, spec.data())) == 0;
  }

  /** Steps that show every sample once, rounded up. */
  private static int epoch(Regime regime, DataSpec data) {
    int samples = Settings.trainSamples(regime, data);
    return (samples + regime.batchSize() - 1) / regime.batchSize();
  }
}
