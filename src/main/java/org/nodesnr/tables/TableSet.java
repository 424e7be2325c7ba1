package org.nodesnr.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.results.AtomicFiles;
import org.nodesnr.results.Csv;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.Numbers;
import org.nodesnr.statistics.CorrelationTable;
import org.nodesnr.statistics.Exclusions;

/**
 * The tables of an experiment: the paper's table 1 (dense layers alone) or 2 (convolutions) as
 * {@code table-1.csv}, {@code .md} and {@code .tex}; all correlations as {@code correlations.csv}
 * and {@code .md}; and {@code excluded.csv}, the runs that exclusion rules leave out.
 */
public final class TableSet {
  private TableSet() {}

  /**
   * Writes every table, over older ones.
   *
   * @param directory the experiment
   * @param analysis its finished runs
   * @return the paper's table, to be shown
   * @throws IOException when a file can't be written
   */
  public static ComparisonTable write(ExperimentDirectory directory, Analysis analysis)
      throws IOException {
    Path folder = directory.tables();
    CorrelationTable correlations = analysis.correlate(FullTable.quantities(analysis));
    ComparisonTable comparison = ComparisonTable.of(analysis, correlations);
    String name = "table-" + comparison.number();
    AtomicFiles.write(folder.resolve(name + ".csv"), comparison.csv());
    AtomicFiles.write(folder.resolve(name + ".md"), comparison.markdown());
    AtomicFiles.write(folder.resolve(name + ".tex"), comparison.latex());
    AtomicFiles.write(folder.resolve("correlations.csv"), FullTable.csv(correlations));
    AtomicFiles.write(
        folder.resolve("correlations.md"), FullTable.markdown(analysis, correlations));
    AtomicFiles.write(folder.resolve("excluded.csv"), excluded(analysis.exclusions()));
    return comparison;
  }

  private static String excluded(Exclusions exclusions) {
    List<List<String>> rows = new ArrayList<>();
    exclusions
        .excluded()
        .forEach(
            run ->
                rows.add(
                    List.of(
                        run.runId(),
                        run.regime(),
                        run.rule().describe(),
                        Numbers.exact(run.value()))));
    return Csv.text(List.of("id", "regime", "rule", "value"), rows);
  }
}
