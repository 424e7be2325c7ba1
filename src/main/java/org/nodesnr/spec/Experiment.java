package org.nodesnr.spec;

import java.util.List;

/**
 * A config, expanded.
 *
 * @param name directory under results/
 * @param title heading of tables and figures; the name where the config gives none
 * @param runs every run, no two alike: all regimes at their first seed in the order of the config,
 *     then at their second, and so on, so that a sweep cut short is balanced
 * @param statistics how the runs are put into relation
 * @param source the config file as it was named
 * @param overrides what was changed on the command line, as {@code key=value}
 * @param notes what the reader of the plan should know, such as regimes left out by a limit
 */
public record Experiment(
    String name,
    String title,
    List<PlannedRun> runs,
    StatisticsSpec statistics,
    String source,
    List<String> overrides,
    List<String> notes) {
  /** Copies the lists. */
  public Experiment {
    runs = List.copyOf(runs);
    overrides = List.copyOf(overrides);
    notes = List.copyOf(notes);
  }

  /**
   * @return what to know of measures of networks in use, as {@link NetworkSpec#inUse}
   */
  public List<String> inUse() {
    return runs.stream().flatMap(run -> run.spec().network().inUse().stream()).distinct().toList();
  }
}
