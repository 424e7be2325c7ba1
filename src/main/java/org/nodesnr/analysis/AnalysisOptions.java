package org.nodesnr.analysis;

import java.util.List;
import java.util.stream.Stream;
import org.nodesnr.statistics.Bootstrap;
import org.nodesnr.statistics.ExclusionRule;
import org.nodesnr.statistics.PermutationOptions;

/**
 * What to correlate and how. Columns are those of {@link org.nodesnr.results.RunTable}.
 *
 * @param variant the variant of S and G in the paper's tables and figures
 * @param targets columns that quantities are judged by; the paper's is {@code testAccuracy}
 * @param exclusions which runs the best-fit lines and their r² leave out
 * @param parts some of the runs, among which correlations are shown too
 * @param interventions what was done to some runs and not to others of the same seeds
 * @param regimes labels in the order of tables and legends; others follow alphabetically
 * @param bootstrap for the intervals
 * @param permutations for the p-values of small samples
 */
public record AnalysisOptions(
    String variant,
    List<String> targets,
    List<ExclusionRule> exclusions,
    List<Part> parts,
    List<Intervention> interventions,
    List<String> regimes,
    Bootstrap bootstrap,
    PermutationOptions permutations) {
  /**
   * Runs that belong together.
   *
   * @param label what they are called
   * @param without rules that leave out the others
   */
  public record Part(String label, List<ExclusionRule> without) {
    /** Copies the list. */
    public Part {
      without = List.copyOf(without);
    }
  }

  /** The paper's target. */
  public static final String TEST_ACCURACY = "testAccuracy";

  /** Copies the lists; the paper's target leads where it was not asked for. */
  public AnalysisOptions {
    targets =
        targets.contains(TEST_ACCURACY)
            ? List.copyOf(targets)
            : Stream.concat(Stream.of(TEST_ACCURACY), targets.stream()).toList();
    exclusions = List.copyOf(exclusions);
    parts = List.copyOf(parts);
    interventions = List.copyOf(interventions);
    regimes = List.copyOf(regimes);
  }

  /** Without interventions. */
  public AnalysisOptions(
      String variant,
      List<String> targets,
      List<ExclusionRule> exclusions,
      List<Part> parts,
      List<String> regimes,
      Bootstrap bootstrap,
      PermutationOptions permutations) {
    this(variant, targets, exclusions, parts, List.of(), regimes, bootstrap, permutations);
  }
}
