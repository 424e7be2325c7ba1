package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.Provenance;
import org.nodesnr.results.RunRecord;

/**
 * What the runs took, from their provenance: {@code compute.csv}, {@code .md} and {@code .tex}.
 * Core-hours are processor time, evaluation included, where the record has it, else wall time times
 * the worker's threads; runs that diverged or failed count too.
 */
final class ComputeTable implements ShownTable {
  private static final double SECONDS = 3600;
  private static final int COMMIT_LENGTH = 10;

  /** Sums over the runs of a regime. */
  private record Effort(int runs, int finished, long steps, double coreSeconds) {
    static Effort of(List<RunRecord> runs) {
      return new Effort(
          runs.size(),
          (int) runs.stream().filter(r -> r.status() == RunRecord.Status.FINISHED).count(),
          runs.stream().mapToLong(Effort::steps).sum(),
          runs.stream().map(RunRecord::provenance).mapToDouble(Provenance::coreSeconds).sum());
    }

    private static long steps(RunRecord run) {
      return run.checkpoints().stream().mapToLong(Checkpoint::step).max().orElse(0);
    }

    double coreHours() {
      return coreSeconds / SECONDS;
    }

    double millisecondsPerStep() {
      return steps == 0 ? Double.NaN : 1000 * coreSeconds / steps;
    }
  }

  private final Analysis analysis;
  private final List<RunRecord> runs;
  private final Map<String, Effort> efforts = new LinkedHashMap<>();

  ComputeTable(Analysis analysis) {
    this.analysis = analysis;
    this.runs = Stream.concat(analysis.runs().stream(), analysis.unfinished().stream()).toList();
    Map<String, List<RunRecord>> byRegime = new TreeMap<>();
    runs.forEach(
        run -> byRegime.computeIfAbsent(run.regime(), regime -> new ArrayList<>()).add(run));
    Stream.concat(analysis.families().keySet().stream(), byRegime.keySet().stream())
        .distinct()
        .forEach(regime -> efforts.put(regime, Effort.of(byRegime.get(regime))));
    efforts.put("", Effort.of(runs));
  }

  @Override
  public Map<String, String> data() {
    return Map.of("compute", csv());
  }

  @Override
  public List<PrintedTable> printed() {
    return List.of(table());
  }

  private PrintedTable table() {
    List<PrintedTable.Row> rows = new ArrayList<>();
    efforts.forEach(
        (regime, effort) ->
            rows.add(
                new PrintedTable.Row(
                    regime.isEmpty(),
                    List.of(
                        regime.isEmpty() ? "all" : Markup.plain(regime),
                        Wording.count(effort.runs()),
                        Wording.count(effort.finished()),
                        Wording.count(effort.steps()),
                        Wording.coefficient(effort.coreHours(), 2),
                        Wording.coefficient(effort.millisecondsPerStep(), 1)))));
    return new PrintedTable(
        "compute",
        "",
        "What the runs took",
        List.of("regime", "runs", "finished", "steps", "core-hours", "core-ms per step"),
        rows,
        List.of(
            "Data: " + analysis.basis().data() + ".",
            "Core-hours: " + measure() + ", evaluation included.",
            "Processors: " + distinct(Provenance::processor) + ".",
            "Native library: " + distinct(Provenance::nativeLibrary) + ".",
            "Java: " + distinct(Provenance::jdk) + ".",
            "Commits: " + distinct(ComputeTable::commit) + "."));
  }

  private String measure() {
    long known =
        runs.stream().filter(r -> !Double.isNaN(r.provenance().processorSeconds())).count();
    String wall = "wall time of the run times its threads";
    if (known == 0) {
      return wall;
    }
    String others =
        ", and " + wall + " of " + Wording.count(runs.size() - known) + " whose records have none";
    return "processor time of the run" + (known == runs.size() ? "" : others);
  }

  private static String commit(Provenance provenance) {
    String commit = provenance.gitCommit();
    return commit.substring(0, Math.min(COMMIT_LENGTH, commit.length()))
        + (provenance.gitDirty() ? " with changes" : "");
  }

  private String distinct(Function<Provenance, String> field) {
    return runs.stream()
        .map(RunRecord::provenance)
        .map(field)
        .distinct()
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private String csv() {
    List<List<String>> rows = new ArrayList<>();
    efforts.forEach(
        (regime, effort) ->
            rows.add(
                List.of(
                    regime.isEmpty() ? "all" : regime,
                    Integer.toString(effort.runs()),
                    Integer.toString(effort.finished()),
                    Long.toString(effort.steps()),
                    Numbers.exact(effort.coreHours()),
                    Numbers.exact(effort.millisecondsPerStep()))));
    return Csv.text(
        List.of("regime", "runs", "finished", "steps", "coreHours", "millisecondsPerStep"), rows);
  }
}
