package org.nodesnr.bench;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One line of the table.
 *
 * @param part what was measured
 * @param unit unit of ours and theirs
 * @param ours the measurement of nodesnr; null where there is none
 * @param other what it is compared with; empty where there is nothing
 * @param theirs its measurement; null where there is none
 * @param ratio what the target is about; null where it could not be measured
 * @param target the ratio to reach
 * @param bound whether the target is a floor or a ceiling; null where there is no target
 * @param note conditions, or why something is missing
 */
record BenchRow(
    String part,
    String unit,
    TimingSpread ours,
    String other,
    TimingSpread theirs,
    TimingSpread ratio,
    OptionalDouble target,
    Bound bound,
    String note) {

  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

  /** Which side of the target is good. */
  enum Bound {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  /** A row with nothing but a reason. */
  static BenchRow missing(String part, String why) {
    return new BenchRow(
        part, "", null, "", null, null, OptionalDouble.empty(), Bound.AT_LEAST, why);
  }

  /** Two that took turns. */
  static BenchRow of(
      String part, String unit, String other, Duel duel, double target, String note) {
    return new BenchRow(
        part,
        unit,
        duel.ours(),
        other,
        duel.theirs(),
        duel.ratio(),
        OptionalDouble.of(target),
        Bound.AT_LEAST,
        note);
  }

  /** The same without a target. */
  BenchRow withoutTarget() {
    return new BenchRow(
        part, unit, ours, other, theirs, ratio, OptionalDouble.empty(), bound, note);
  }

  /**
   * @return {@code yes}, {@code no}, or nothing where there is no target or no measurement
   */
  String reached() {
    if (ratio == null || target.isEmpty()) {
      return "";
    }
    boolean good =
        bound == Bound.AT_LEAST
            ? ratio.median() >= target.getAsDouble()
            : ratio.median() <= target.getAsDouble();
    return good ? "yes" : "no";
  }

  /**
   * @return the target with its sign, such as {@code ≥ 1.3}; empty where there is none
   */
  String goal() {
    return target.isEmpty()
        ? ""
        : bound.sign + " " + new DecimalFormat("0.###", SYMBOLS).format(target.getAsDouble());
  }
}
