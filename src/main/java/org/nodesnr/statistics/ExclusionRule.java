package org.nodesnr.statistics;

import org.nodesnr.UserError;

/**
 * A rule that leaves runs out: those whose quantity lies strictly above or below a threshold.
 *
 * @param quantity the quantity's name
 * @param comparison which side is left out
 * @param threshold in units of the quantity; finite
 */
public record ExclusionRule(String quantity, Comparison comparison, double threshold) {

  /** Which side of the threshold is left out; the threshold itself never is. */
  public enum Comparison {
    /** value &gt; threshold. */
    ABOVE,
    /** value &lt; threshold. */
    BELOW
  }

  /** Checks the threshold. */
  public ExclusionRule {
    if (!Double.isFinite(threshold)) {
      throw new UserError(
          "the exclusion rule on '" + quantity + "' needs a finite threshold, not " + threshold);
    }
  }

  /**
   * Whether a run is left out.
   *
   * @param value the run's value of the quantity
   * @return false too for NaN
   */
  public boolean excludes(double value) {
    return switch (comparison) {
      case ABOVE -> value > threshold;
      case BELOW -> value < threshold;
    };
  }

  /**
   * The rule in words.
   *
   * @return such as {@code activationRate.2 above 0.9}
   */
  public String describe() {
    String side =
        switch (comparison) {
          case ABOVE -> "above";
          case BELOW -> "below";
        };
    return quantity + " " + side + " " + threshold;
  }
}
