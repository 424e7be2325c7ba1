package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * What exclusion rules did to a sample.
 *
 * @param kept the runs that no rule leaves out
 * @param excluded the others, each with the first rule that it meets, in the order of the sample
 * @param undecided ids of kept runs in which the quantity of some rule is NaN
 */
public record Exclusions(Sample kept, List<Excluded> excluded, List<String> undecided) {

  /**
   * A run that was left out.
   *
   * @param runId the run
   * @param regime its regime
   * @param rule the rule that it meets
   * @param value its value of the rule's quantity
   */
  public record Excluded(String runId, String regime, ExclusionRule rule, double value) {
    /**
     * Why, in words.
     *
     * @return such as {@code activationRate.2 above 0.9: 0.93}
     */
    public String reason() {
      return rule.describe() + ": " + value;
    }
  }

  /** Copies the lists. */
  public Exclusions {
    excluded = List.copyOf(excluded);
    undecided = List.copyOf(undecided);
  }

  /**
   * Applies rules; a run is left out if it meets any of them.
   *
   * @param sample the runs
   * @param rules the rules, possibly none
   * @return what is kept and what is not
   * @throws org.nodesnr.UserError if no run records the quantity of a rule
   */
  public static Exclusions apply(Sample sample, List<ExclusionRule> rules) {
    List<double[]> columns = rules.stream().map(rule -> sample.column(rule.quantity())).toList();
    List<Excluded> excluded = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (int row = 0; row < sample.size(); row++) {
      int first = -1;
      boolean unknown = false;
      for (int r = rules.size() - 1; r >= 0; r--) {
        double value = columns.get(r)[row];
        first = rules.get(r).excludes(value) ? r : first;
        unknown |= Double.isNaN(value);
      }
      String runId = sample.runIds().get(row);
      if (first >= 0) {
        String regime = sample.regimes().labels().get(sample.regimes().groupOf(row));
        excluded.add(new Excluded(runId, regime, rules.get(first), columns.get(first)[row]));
        continue;
      }
      kept.add(row);
      if (unknown) {
        undecided.add(runId);
      }
    }
    int[] rows = kept.stream().mapToInt(Integer::intValue).toArray();
    return new Exclusions(sample.select(rows), excluded, undecided);
  }
}
