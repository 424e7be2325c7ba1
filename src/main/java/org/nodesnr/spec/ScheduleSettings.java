package org.nodesnr.spec;

import java.util.List;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.Kind.Whole;
import org.nodesnr.spec.Kind.Word;

/** How the learning rate changes over a run. */
public final class ScheduleSettings {
  /** What follows the warm-up. */
  public enum Schedule {
    /** ε throughout. */
    CONSTANT,
    /** ε γ^⌊u / k⌋ after u updates. */
    STEP,
    /** ε (φ + (1 − φ) ½ (1 + cos π u / U)) after u of U updates, arXiv 1608.03983. */
    COSINE
  }

  /** Which one. */
  public static final Setting<Schedule> KIND =
      Setting.word(
          "schedule.kind",
          new Word<>(List.of(Schedule.values())),
          Schedule.CONSTANT,
          "How learningRate, ε, changes with the number u of updates made since the warm-up. step: ε"
              + " γ^⌊u / k⌋; cosine: ε (φ + (1 − φ) ½ (1 + cos(π u / U))), U being steps without the"
              + " warm-up (arXiv 1608.03983).");

  /** k. */
  public static final Setting<Integer> EVERY =
      Setting.whole(
              "schedule.every",
              new Whole(0, 1_000_000_000),
              0,
              "updates",
              "k of schedule.kind = step, which needs one above 0.")
          .refused(
              (regime, data, network) -> {
                boolean step = regime.get(KIND) == Schedule.STEP;
                boolean given = regime.get(ScheduleSettings.EVERY) > 0;
                if (step && !given) {
                  return "must be above 0 with schedule.kind = step";
                }
                return given && !step ? needs(Schedule.STEP, regime) : "";
              });

  /** γ. */
  public static final Setting<Double> FACTOR =
      Setting.real(
              "schedule.factor",
              new Real(f -> f > 0 && f <= 1, "be above 0 and at most 1"),
              0.1,
              "",
              "γ of schedule.kind = step.")
          .refused(
              (regime, data, network) ->
                  regime.get(ScheduleSettings.FACTOR) != 0.1 && regime.get(KIND) != Schedule.STEP
                      ? needs(Schedule.STEP, regime)
                      : "");

  /** φ. */
  public static final Setting<Double> FLOOR =
      Setting.real(
              "schedule.floor",
              Real.SHARE,
              0,
              "",
              "φ of schedule.kind = cosine: the share of learningRate that it ends at.")
          .refused(
              (regime, data, network) ->
                  regime.get(ScheduleSettings.FLOOR) > 0 && regime.get(KIND) != Schedule.COSINE
                      ? needs(Schedule.COSINE, regime)
                      : "");

  /** w. */
  public static final Setting<Integer> WARM_UP =
      Setting.whole(
              "schedule.warmUp",
              new Whole(0, 1_000_000_000),
              0,
              "updates",
              "w: update t of the first w ones is made at the rate ε t / w; 0 for none.")
          .refused(
              (regime, data, network) ->
                  regime.get(ScheduleSettings.WARM_UP) < regime.steps()
                      ? ""
                      : "must be below steps, "
                          + regime.steps()
                          + ", not "
                          + regime.get(ScheduleSettings.WARM_UP));

  /** All of them. */
  static final List<Setting<?>> ALL = List.of(KIND, EVERY, FACTOR, FLOOR, WARM_UP);

  private ScheduleSettings() {}

  private static String needs(Schedule kind, Regime regime) {
    return "needs schedule.kind = "
        + ConstantNames.name(kind)
        + ", not "
        + ConstantNames.name(regime.get(KIND));
  }
}
