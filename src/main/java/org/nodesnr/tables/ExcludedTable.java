package org.nodesnr.tables;

import java.util.List;
import java.util.Map;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.Exclusions;

/**
 * The runs that exclusion rules leave out: {@code excluded.csv} alone; how many there are stands
 * below the tables that leave them out.
 */
record ExcludedTable(Exclusions exclusions) implements ShownTable {
  @Override
  public Map<String, String> data() {
    List<List<String>> rows =
        exclusions.excluded().stream()
            .map(
                run ->
                    List.of(
                        run.runId(),
                        run.regime(),
                        run.rule().describe(),
                        Numbers.exact(run.value())))
            .toList();
    return Map.of("excluded", Csv.text(List.of("id", "regime", "rule", "value"), rows));
  }

  @Override
  public List<PrintedTable> printed() {
    return List.of();
  }
}
