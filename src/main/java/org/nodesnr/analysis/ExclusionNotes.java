package org.nodesnr.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nodesnr.results.Stopping;

/** Sentences about the runs that enter no correlation, or might better not. */
final class ExclusionNotes {
  private ExclusionNotes() {}

  static List<String> of(Analysis analysis) {
    List<String> notes = new ArrayList<>();
    String rules =
        analysis.options().exclusions().stream()
            .map(rule -> Wording.rule(rule, analysis.layers()))
            .collect(Collectors.joining(" or "));
    if (!rules.isEmpty()) {
      notes.add(
          "Excluded where "
              + rules
              + ": "
              + runs(analysis.exclusions().excluded(), "no run")
              + ".");
    }
    if (!analysis.exclusions().undecided().isEmpty()) {
      notes.add(
          "The rule can't be decided, and excludes nothing, for "
              + runs(analysis.exclusions().undecided(), "")
              + ".");
    }
    List<?> missed =
        analysis.runs().stream()
            .filter(run -> !run.stopping().equals(Stopping.NONE) && !run.stopping().reached())
            .toList();
    if (!missed.isEmpty()) {
      notes.add(
          runs(missed, "")
              + " did not reach the training loss to stop at; the exclusion { quantity ="
              + " reachedTrainLoss, below = 1 } leaves such runs out.");
    }
    if (!analysis.unfinished().isEmpty()) {
      notes.add("Left out: " + runs(analysis.unfinished(), "") + " that diverged or failed.");
    }
    return notes;
  }

  private static String runs(List<?> some, String none) {
    return some.isEmpty() ? none : Wording.plural(some.size(), "run");
  }
}
