package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.PaperValues;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.Estimate;
import org.nodesnr.statistics.Interval;
import org.nodesnr.statistics.RowScope;

/**
 * What the paper's table would be under each variant of S and G, with and without the exclusion
 * rule: {@code sensitivity.csv}, {@code .md} and {@code .tex}.
 */
final class SensitivityTable implements ShownTable {
  private final Analysis analysis;
  private final Findings findings;
  private final Optional<PaperValues> paper;

  SensitivityTable(Findings findings) {
    this.findings = findings;
    this.analysis = findings.analysis();
    this.paper = PaperValues.of(analysis.kinds());
  }

  @Override
  public Map<String, String> data() {
    return Map.of("sensitivity", csv());
  }

  private CorrelationRow row(String quantity, RowScope.Selection selection) {
    return findings
        .correlations()
        .find(quantity, AnalysisOptions.TEST_ACCURACY, RowScope.of(selection, RowScope.Kind.POOLED))
        .orElseThrow();
  }

  @Override
  public List<PrintedTable> printed() {
    return List.of(table());
  }

  private PrintedTable table() {
    List<String> header = new ArrayList<>(List.of(""));
    analysis
        .paperColumns()
        .forEach(quantity -> header.add(QuantityLabel.of(quantity, analysis.layers()).markup()));
    List<PrintedTable.Row> rows = new ArrayList<>();
    addRows(
        "*r*²",
        PaperValues.Value::rSquared,
        row -> cell(row.fit().rSquared(), row.rSquaredInterval()),
        rows);
    addRows(
        "*ρ*",
        PaperValues.Value::spearman,
        row -> cell(row.spearman().correlation().coefficient(), row.spearman().interval()),
        rows);
    List<String> notes = new ArrayList<>();
    notes.add(
        "Data: "
            + analysis.basis().data()
            + "; "
            + analysis.basis().extent()
            + ". In brackets: "
            + Wording.intervals(analysis.options().bootstrap())
            + ".");
    notes.addAll(analysis.basis().exclusionNotes());
    notes.add(
        "The paper gives r² without its outliers and ρ with them. Variants are those of the config"
            + " beside ‘paper’ and ‘notebook’.");
    return new PrintedTable(
        "sensitivity",
        "",
        "SNR gain and test accuracy under each variant, with and without the exclusion rule",
        header,
        rows,
        notes);
  }

  private void addRows(
      String coefficient,
      Function<PaperValues.Value, Double> printed,
      Function<CorrelationRow, String> cell,
      List<PrintedTable.Row> rows) {
    List<String> ofPaper = new ArrayList<>(List.of(coefficient + ", paper’s table"));
    for (int i = 0; i < analysis.paperColumns().size(); i++) {
      int column = i;
      ofPaper.add(
          Wording.coefficient(
              paper.map(p -> printed.apply(p.values().get(column))).orElse(Double.NaN), 3));
    }
    rows.add(new PrintedTable.Row(true, ofPaper));
    for (String variant : analysis.table().variants()) {
      for (RowScope.Selection selection : RowScope.Selection.values()) {
        if (selection == RowScope.Selection.ALL_RUNS
            || !analysis.exclusions().excluded().isEmpty()) {
          List<String> cells = new ArrayList<>();
          cells.add("  ‘" + Markup.plain(variant) + "’, " + selection.label());
          analysis
              .paperColumns(variant)
              .forEach(quantity -> cells.add(cell.apply(row(quantity, selection))));
          rows.add(new PrintedTable.Row(false, cells));
        }
      }
    }
  }

  /** A coefficient with its interval in brackets. */
  static String cell(double value, Interval interval) {
    String text = Wording.coefficient(value, 3);
    return Double.isNaN(interval.lower()) ? text : text + " (" + FullTable.interval(interval) + ")";
  }

  private String csv() {
    List<List<String>> rows = new ArrayList<>();
    for (String variant : analysis.table().variants()) {
      for (String quantity : analysis.paperColumns(variant)) {
        for (RowScope.Selection selection : RowScope.Selection.values()) {
          CorrelationRow row = row(quantity, selection);
          Estimate rho = row.spearman();
          rows.add(
              List.of(
                  variant,
                  QuantityLabel.of(quantity, analysis.layers()).plain(),
                  selection.label(),
                  Integer.toString(row.n()),
                  Numbers.exact(row.fit().rSquared()),
                  Numbers.exact(row.rSquaredInterval().lower()),
                  Numbers.exact(row.rSquaredInterval().upper()),
                  Numbers.exact(rho.correlation().coefficient()),
                  Numbers.exact(rho.interval().lower()),
                  Numbers.exact(rho.interval().upper()),
                  Numbers.exact(rho.correlation().pValue())));
        }
      }
    }
    return Csv.text(
        List.of(
            "variant",
            "quantity",
            "selection",
            "n",
            "rSquared",
            "rSquaredLower",
            "rSquaredUpper",
            "spearman",
            "spearmanLower",
            "spearmanUpper",
            "pValue"),
        rows);
  }
}
