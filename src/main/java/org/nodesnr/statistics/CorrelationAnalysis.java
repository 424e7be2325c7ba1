package org.nodesnr.statistics;

import java.util.List;
import java.util.stream.Stream;

/**
 * Correlates every quantity with every target, over all runs and after exclusions, pooled, adjusted
 * for regime, and within regimes.
 *
 * <p>The paper's Table 1 gives r² without outliers and Spearman's ρ with them; here both selections
 * have every statistic. Without a rule, or where no run meets one, the two are the same numbers.
 *
 * <p>p-values take runs for independent, as the paper does. Where replicates share initial weights
 * and batches they are too small; the intervals, from whole replicates, are not misled by that.
 *
 * <p>Random numbers are drawn from seeds of the bootstrap's and the permutations' seeds, mixed with
 * the names of quantity, target and scope. So a row does not depend on which others are asked for.
 * The two selections share a seed. Monte Carlo p-values depend on the order of the runs in the
 * sample.
 *
 * @param quantities names of the columns to judge
 * @param targets names of the columns to judge them by; a quantity is not correlated with itself
 * @param rules which runs to leave out of the second selection
 * @param bootstrap for the intervals, over the sample's clusters
 * @param permutations for the p-values of small samples
 */
public record CorrelationAnalysis(
    List<String> quantities,
    List<String> targets,
    List<ExclusionRule> rules,
    Bootstrap bootstrap,
    PermutationOptions permutations) {

  /**
   * Regimes with fewer runs than this do not enter the mean within regimes: two points fit a line.
   */
  public static final int SMALLEST_REGIME = 3;

  /** Copies the lists. */
  public CorrelationAnalysis {
    quantities = List.copyOf(quantities);
    targets = List.copyOf(targets);
    rules = List.copyOf(rules);
  }

  /**
   * Computes the table. Cells are computed in parallel; the result does not depend on it.
   *
   * @param sample the runs
   * @return the table
   * @throws org.nodesnr.UserError if no run records a quantity, a target or a rule's quantity
   */
  public CorrelationTable of(Sample sample) {
    return of(sample, () -> {});
  }

  /**
   * The same.
   *
   * @param sample the runs
   * @param eachDone runs after each pair of quantity and target, in several threads
   * @return the table
   * @throws org.nodesnr.UserError if no run records a quantity, a target or a rule's quantity
   */
  public CorrelationTable of(Sample sample, Runnable eachDone) {
    Exclusions exclusions = Exclusions.apply(sample, rules);
    List<CorrelationRow> rows =
        cells(sample).parallelStream()
            .flatMap(
                cell -> {
                  List<CorrelationRow> ofCell = cell.rows(sample, exclusions.kept()).toList();
                  eachDone.run();
                  return ofCell.stream();
                })
            .toList();
    return new CorrelationTable(rows, exclusions);
  }

  /**
   * The pooled and the adjusted rows alone, and without exclusions: each equal to that of the whole
   * table but for the sign changes, which compare these two.
   *
   * @param sample the runs
   * @return the table
   * @throws org.nodesnr.UserError if no run records a quantity or a target
   */
  public CorrelationTable together(Sample sample) {
    List<CorrelationRow> rows =
        cells(sample).parallelStream().flatMap(cell -> cell.together(sample)).toList();
    return new CorrelationTable(rows, Exclusions.apply(sample, List.of()));
  }

  private List<CorrelationCell> cells(Sample sample) {
    Stream.concat(quantities.stream(), targets.stream()).forEach(sample::column);
    return targets.stream()
        .flatMap(
            target ->
                quantities.stream()
                    .filter(quantity -> !quantity.equals(target))
                    .map(
                        quantity -> new CorrelationCell(quantity, target, bootstrap, permutations)))
        .toList();
  }
}
