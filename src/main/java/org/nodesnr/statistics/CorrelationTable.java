package org.nodesnr.statistics;

import java.util.List;
import java.util.Optional;

/**
 * The rows of an analysis: by target, quantity, selection, and then pooled, adjusted, mean within
 * regimes, and each regime in the order of the sample.
 *
 * @param rows the rows
 * @param exclusions what the rules left out
 */
public record CorrelationTable(List<CorrelationRow> rows, Exclusions exclusions) {

  /** Copies the list. */
  public CorrelationTable {
    rows = List.copyOf(rows);
  }

  /**
   * One row.
   *
   * @param quantity the quantity
   * @param target the target
   * @param scope the scope
   * @return the row, if the analysis has it
   */
  public Optional<CorrelationRow> find(String quantity, String target, RowScope scope) {
    return rows.stream()
        .filter(row -> row.quantity().equals(quantity))
        .filter(row -> row.target().equals(target))
        .filter(row -> row.scope().equals(scope))
        .findFirst();
  }
}
