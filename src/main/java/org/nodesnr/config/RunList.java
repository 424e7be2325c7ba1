package org.nodesnr.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.RunSpecs;
import org.nodesnr.spec.Settings;

/** Collects the runs of an experiment, refuses two that are one, and puts them in order. */
final class RunList {
  private final int maxSteps;
  private final Map<String, RunSpec> byId = new HashMap<>();
  private final List<List<PlannedRun>> replicates = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> cut = new HashSet<>();

  /**
   * @param maxSteps greatest number of steps of a run, 0 for no limit
   */
  RunList(int maxSteps) {
    this.maxSteps = maxSteps;
  }

  /** The regime with no more steps than the limit. */
  Regime limited(Regime regime) {
    if (maxSteps == 0 || regime.steps() <= maxSteps) {
      return regime;
    }
    cut.add(regime.name());
    return regime.with(Settings.STEPS, maxSteps);
  }

  /**
   * Adds a regime at each of its seeds. Two regimes that differ by nothing but their names are
   * refused, unless the limit on steps made them so: then the later one is left out.
   */
  void add(RegimeGrid grid, RunSpec regime, List<Long> seeds) {
    for (int replicate = 0; replicate < seeds.size(); replicate++) {
      RunSpec spec = RunSpecs.canonical(regime.withSeed(seeds.get(replicate)));
      String id = RunSpecs.id(spec);
      RunSpec same = byId.putIfAbsent(id, spec);
      if (same != null) {
        String names = same.regime().name() + "' and '" + spec.regime().name();
        if (!cut.contains(same.regime().name()) && !cut.contains(spec.regime().name())) {
          throw grid.error(
              "repeats a regime: '" + names + "' train the same networks; drop one of them");
        }
        String note =
            "'"
                + spec.regime().name()
                + "' is left out: within limit.steps it is '"
                + same.regime().name()
                + "'";
        if (!notes.contains(note)) {
          notes.add(note);
        }
        continue;
      }
      while (replicates.size() <= replicate) {
        replicates.add(new ArrayList<>());
      }
      replicates.get(replicate).add(new PlannedRun(id, spec));
    }
  }

  List<String> notes() {
    return notes;
  }

  /** All regimes at their first seed, then at their second, and so on. */
  List<PlannedRun> replicateMajor() {
    return replicates.stream().flatMap(List::stream).toList();
  }
}
