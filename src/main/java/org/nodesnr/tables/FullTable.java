package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.NamedRows;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.CorrelationTable;
import org.nodesnr.statistics.Estimate;
import org.nodesnr.statistics.Interval;
import org.nodesnr.statistics.RowScope;

/** Every quantity with every target, in every scope: what the paper's tables are a corner of. */
final class FullTable implements ShownTable {
  static final String NAME = "correlations";

  /** The name of the CSV file of those over all runs, regimes together. */
  static final String POOLED = "correlations-pooled";

  private static final Set<String> LINE = Set.of("slope", "intercept");

  private static final RowScope EVERY_RUN =
      RowScope.of(RowScope.Selection.ALL_RUNS, RowScope.Kind.POOLED);

  private final Analysis analysis;
  private final CorrelationTable correlations;

  FullTable(Findings findings) {
    this.analysis = findings.analysis();
    this.correlations = findings.correlations();
  }

  @Override
  public Map<String, String> data() {
    List<CorrelationRow> pooled =
        correlations.rows().stream().filter(row -> row.scope().equals(EVERY_RUN)).toList();
    return Map.of(NAME, rows(correlations).csv(), POOLED, rows(pooled).csv());
  }

  static NamedRows rows(CorrelationTable correlations) {
    return rows(correlations.rows());
  }

  /**
   * The rows with no coefficient, interval or p of fewer than {@value Wording#FEWEST_RUNS} runs: of
   * two, r² and ρ are always 1.
   */
  static NamedRows shown(CorrelationTable correlations) {
    return new NamedRows(
        correlations.rows().stream()
            .map(row -> row.n() < Wording.FEWEST_RUNS ? withoutCoefficients(row) : fields(row))
            .toList());
  }

  private static Map<String, Object> withoutCoefficients(CorrelationRow row) {
    Map<String, Object> fields = fields(row);
    fields.replaceAll(
        (name, value) ->
            value instanceof Double && !LINE.contains(name) ? (Object) Double.NaN : value);
    return fields;
  }

  private static NamedRows rows(List<CorrelationRow> rows) {
    return new NamedRows(rows.stream().map(FullTable::fields).toList());
  }

  private static Map<String, Object> fields(CorrelationRow row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("quantity", row.quantity());
    fields.put("target", row.target());
    fields.put("selection", row.scope().selection().label());
    fields.put("scope", row.scope().kind().label());
    fields.put("regime", row.scope().regime());
    fields.put("n", row.n());
    fields.put("excluded", row.excluded());
    fields.put("dropped", row.dropped());
    fields.put("regimes", row.regimes());
    fields.put("slope", row.fit().slope());
    fields.put("intercept", row.fit().intercept());
    fields.put("rSquared", row.fit().rSquared());
    putEnds("rSquared", row.rSquaredInterval(), fields);
    putEstimate("pearson", row.pearson(), fields);
    putEstimate("spearman", row.spearman(), fields);
    putEstimate("kendall", row.kendall(), fields);
    fields.put("signChange", row.signChange().any());
    fields.put("note", row.spearman().correlation().note());
    return fields;
  }

  private static void putEstimate(String name, Estimate estimate, Map<String, Object> fields) {
    fields.put(name, estimate.correlation().coefficient());
    putEnds(name, estimate.interval(), fields);
    fields.put(name + "P", estimate.correlation().pValue());
    fields.put(name + "Method", estimate.correlation().method().label());
  }

  private static void putEnds(String name, Interval interval, Map<String, Object> fields) {
    fields.put(name + "Lower", interval.lower());
    fields.put(name + "Upper", interval.upper());
  }

  @Override
  public List<PrintedTable> printed() {
    List<PrintedTable> tables = new ArrayList<>();
    for (String target : analysis.options().targets()) {
      for (RowScope.Selection selection : RowScope.Selection.values()) {
        boolean repeats =
            selection == RowScope.Selection.AFTER_EXCLUSIONS
                && analysis.exclusions().excluded().isEmpty();
        if (!repeats) {
          tables.add(printed(target, selection));
        }
      }
    }
    PrintedTable last = tables.remove(tables.size() - 1);
    tables.add(last.noted(notes()));
    return tables;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Data: "
            + analysis.basis().data()
            + "; "
            + analysis.basis().extent()
            + ". Intervals and p-values of"
            + " every scope are in correlations.csv; "
            + Wording.intervals(analysis.options().bootstrap())
            + ".");
    notes.addAll(analysis.basis().exclusionNotes());
    notes.add(
        "A regime counts from three runs on, in a resample from three different ones. “Sign”"
            + " marks quantities whose correlation changes its sign once regimes are told apart.");
    return notes;
  }

  private PrintedTable printed(String target, RowScope.Selection selection) {
    List<PrintedTable.Row> rows = new ArrayList<>();
    for (String quantity : analysis.quantities()) {
      correlations
          .find(quantity, target, RowScope.of(selection, RowScope.Kind.POOLED))
          .ifPresent(row -> rows.add(row(row, selection)));
    }
    String name = QuantityLabel.of(target, analysis.layers()).plain();
    return new PrintedTable(
        "correlations-" + target + (selection == RowScope.Selection.ALL_RUNS ? "" : "-excluded"),
        "",
        "Correlation with " + Markup.plain(name) + ", " + selection.label(),
        List.of(
            "quantity",
            "variant",
            "*n*",
            "*r*²",
            "*ρ* pooled",
            Wording.level(analysis.options().bootstrap().level()) + " interval",
            "*p*",
            "*ρ* adjusted for regime",
            "mean *ρ* within regimes",
            "*τ* pooled",
            "sign"),
        rows,
        List.of());
  }

  private PrintedTable.Row row(CorrelationRow row, RowScope.Selection selection) {
    String quantity = row.quantity();
    return PrintedTable.Row.of(
        QuantityLabel.of(quantity, analysis.layers()).markup(),
        Markup.plain(quantity.contains(".") ? quantity.substring(0, quantity.indexOf('.')) : ""),
        Wording.count(row.n()),
        Wording.coefficient(row.fit().rSquared(), 3),
        rho(row),
        interval(row.spearman().interval()),
        Wording.pValue(row.spearman().correlation().pValue()),
        rho(correlations, quantity, row.target(), selection, RowScope.Kind.ADJUSTED),
        rho(correlations, quantity, row.target(), selection, RowScope.Kind.WITHIN_MEAN),
        Wording.coefficient(row.kendall().correlation().coefficient(), 3),
        row.signChange().spearman() ? "changes" : "");
  }

  private static String rho(
      CorrelationTable correlations,
      String quantity,
      String target,
      RowScope.Selection selection,
      RowScope.Kind kind) {
    return correlations
        .find(quantity, target, RowScope.of(selection, kind))
        .map(FullTable::rho)
        .orElse("–");
  }

  private static String rho(CorrelationRow row) {
    return Wording.coefficient(row.shownSpearman(), 3);
  }

  static String interval(Interval interval) {
    return Double.isNaN(interval.lower())
        ? "–"
        : Wording.coefficient(interval.lower(), 2)
            + " to "
            + Wording.coefficient(interval.upper(), 2);
  }
}
