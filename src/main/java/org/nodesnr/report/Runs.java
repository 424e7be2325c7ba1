package org.nodesnr.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.results.RunRecord;
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.Exclusions;

/**
 * Every run that the page names, those that diverged or failed too. A run is known by its row, a
 * regime by its number.
 */
final class Runs {
  private final Analysis analysis;
  private final RunTable table;
  private final List<String> ids;
  private final List<String> regimes;
  private final Map<String, String> families;
  private final Map<String, RunRecord> records = new LinkedHashMap<>();
  private final Map<String, Exclusions.Excluded> excluded = new LinkedHashMap<>();

  Runs(Analysis analysis) {
    this.analysis = analysis;
    List<RunRecord> all =
        Stream.concat(analysis.runs().stream(), analysis.unfinished().stream()).toList();
    this.table = RunTable.ofFinal(all, analysis.options().regimes());
    this.ids = table.labels("id");
    this.regimes = table.labels("regime");
    this.families = new LinkedHashMap<>(analysis.families());
    List<String> names = table.labels("family");
    for (int row = 0; row < ids.size(); row++) {
      families.putIfAbsent(regimes.get(row), names.get(row));
    }
    all.forEach(run -> records.put(run.id(), run));
    analysis.exclusions().excluded().forEach(run -> excluded.put(run.runId(), run));
  }

  Analysis analysis() {
    return analysis;
  }

  /** Final values, one row per run. */
  RunTable table() {
    return table;
  }

  int size() {
    return ids.size();
  }

  RunRecord record(int row) {
    return records.get(ids.get(row));
  }

  boolean finished(int row) {
    return record(row).status() == RunRecord.Status.FINISHED;
  }

  /** Why a rule leaves the run out, if one does. */
  Optional<Exclusions.Excluded> excluded(int row) {
    return Optional.ofNullable(excluded.get(ids.get(row)));
  }

  /** The family of each regime; the regimes are numbered in this order. */
  Map<String, String> families() {
    return families;
  }

  List<String> regimes() {
    return new ArrayList<>(families.keySet());
  }

  /** The number of the regime of a run. */
  int regime(int row) {
    return regimes().indexOf(regimes.get(row));
  }
}
