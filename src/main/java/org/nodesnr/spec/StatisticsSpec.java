package org.nodesnr.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * How the runs of an experiment are put into relation. No part of a run's identity.
 *
 * @param targets columns that S and G are held against: {@code testAccuracy}, {@code testLoss},
 *     {@code accuracyGap}, {@code lossGap}, {@code trainAccuracy}
 * @param exclusions rules that leave runs out
 * @param parts some of the regimes, among which correlations are shown too
 * @param interventions settings whose effect is looked at, against the same seeds without it
 * @param bootstrapResamples number of resamples behind an interval
 * @param confidence confidence level of the intervals, between 0 and 1
 * @param seed seed of the resampling
 */
public record StatisticsSpec(
    List<String> targets,
    List<Exclusion> exclusions,
    List<Part> parts,
    List<Intervention> interventions,
    int bootstrapResamples,
    double confidence,
    long seed) {

  /** All that can be a target. */
  public static final List<String> TARGETS =
      List.of("testAccuracy", "testLoss", "accuracyGap", "lossGap", "trainAccuracy");

  /** Copies the lists. */
  public StatisticsSpec {
    targets = List.copyOf(targets);
    exclusions = List.copyOf(exclusions);
    parts = List.copyOf(parts);
    interventions = List.copyOf(interventions);
  }

  /**
   * A setting away from its default.
   *
   * @param setting its key
   * @param usual its default, as records write it
   * @param following keys of settings that may change with it
   */
  public record Intervention(String setting, JsonNode usual, List<String> following) {
    /** Copies the list. */
    public Intervention {
      following = List.copyOf(following);
    }
  }

  /**
   * Runs that belong together.
   *
   * @param label what they are called
   * @param without rules that leave out the others
   */
  public record Part(String label, List<Exclusion> without) {
    /** Copies the list. */
    public Part {
      without = List.copyOf(without);
    }
  }

  /**
   * A rule that leaves out the runs whose quantity lies strictly beyond a threshold.
   *
   * @param quantity a column of the table of runs, such as {@code activationRate2}
   * @param side which side of the threshold is left out
   * @param threshold in units of the quantity
   */
  public record Exclusion(String quantity, Side side, double threshold) {}

  /** A side of a threshold, the threshold itself belonging to neither. */
  public enum Side {
    /** Greater values. */
    ABOVE,
    /** Smaller values. */
    BELOW
  }
}
