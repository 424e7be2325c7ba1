package org.nodesnr.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of an analysis. */
public final class CorrelationTable {
  private final List<CorrelationRow> rows;
  private final Exclusions exclusions;
  private final Map<Key, CorrelationRow> index = new HashMap<>();

  private record Key(String quantity, String target, RowScope scope) {}

  /**
   * @param rows the rows
   * @param exclusions what the rules left out
   */
  public CorrelationTable(List<CorrelationRow> rows, Exclusions exclusions) {
    this.rows = List.copyOf(rows);
    this.exclusions = exclusions;
    rows.forEach(row -> index.put(new Key(row.quantity(), row.target(), row.scope()), row));
  }

  /**
   * @return the rows by target, quantity, selection, and then pooled, adjusted, mean within
   *     regimes, and each regime in the order of the sample
   */
  public List<CorrelationRow> rows() {
    return rows;
  }

  /**
   * @return what the rules left out
   */
  public Exclusions exclusions() {
    return exclusions;
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
    return Optional.ofNullable(index.get(new Key(quantity, target, scope)));
  }
}
