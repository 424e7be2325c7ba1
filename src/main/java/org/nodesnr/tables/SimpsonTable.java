package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.CorrelationAnalysis;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.RowScope;

/**
 * Spearman's ρ with test accuracy over all regimes together against that within them: {@code
 * simpson.csv} (a row per quantity) and {@code simpson-regimes.csv} (a row per quantity and
 * regime); {@code simpson.md} and {@code .tex} show both without exclusions.
 */
final class SimpsonTable implements ShownTable {
  private final Analysis analysis;
  private final Findings findings;
  private final List<String> quantities;
  private final List<String> regimes;

  SimpsonTable(Findings findings) {
    this.findings = findings;
    this.analysis = findings.analysis();
    this.quantities = analysis.shown();
    this.regimes = analysis.sample().regimes().labels();
  }

  @Override
  public Map<String, String> data() {
    return Map.of("simpson", csv(), "simpson-regimes", regimesCsv());
  }

  @Override
  public List<PrintedTable> printed() {
    List<PrintedTable> tables = new ArrayList<>(List.of(summary()));
    tables.addAll(withinRegimes().inParts(2));
    return tables;
  }

  private CorrelationRow row(String quantity, RowScope scope) {
    return findings
        .correlations()
        .find(quantity, AnalysisOptions.TEST_ACCURACY, scope)
        .orElseThrow();
  }

  private CorrelationRow within(String quantity, RowScope.Selection selection, String regime) {
    return row(quantity, new RowScope(selection, RowScope.Kind.WITHIN_REGIME, regime));
  }

  private static double rho(CorrelationRow row) {
    return row.spearman().correlation().coefficient();
  }

  /** Regimes that are large enough and whose ρ is as asked for; none is where it is NaN. */
  private long count(String quantity, RowScope.Selection selection, int sign) {
    return regimes.stream()
        .map(regime -> within(quantity, selection, regime))
        .filter(row -> row.n() >= CorrelationAnalysis.SMALLEST_REGIME)
        .filter(row -> row.spearman().correlation().sign() == sign)
        .count();
  }

  private PrintedTable summary() {
    RowScope.Selection all = RowScope.Selection.ALL_RUNS;
    List<PrintedTable.Row> rows = new ArrayList<>();
    for (String quantity : quantities) {
      CorrelationRow pooled = row(quantity, RowScope.of(all, RowScope.Kind.POOLED));
      rows.add(
          PrintedTable.Row.of(
              QuantityLabel.of(quantity, analysis.layers()).markup(),
              Wording.count(pooled.n()),
              cell(pooled),
              cell(row(quantity, RowScope.of(all, RowScope.Kind.ADJUSTED))),
              cell(row(quantity, RowScope.of(all, RowScope.Kind.WITHIN_MEAN))),
              Wording.count(count(quantity, all, 1)),
              Wording.count(count(quantity, all, -1)),
              pooled.signChange().spearman() ? "changes" : ""));
    }
    List<String> notes = new ArrayList<>();
    notes.add("Data: " + analysis.basis().text());
    notes.add(
        "No run is excluded. In brackets: "
            + Wording.intervals(analysis.options().bootstrap())
            + ".");
    notes.add(
        "Adjusted: ranks less their means in each regime. A regime counts from "
            + CorrelationAnalysis.SMALLEST_REGIME
            + " runs on, in a resample from as many different ones. ‘Changes’: the sign differs"
            + " between pooled and adjusted, or pooled and mean.");
    notes.addAll(analysis.basis().replicateNotes());
    return new PrintedTable(
        "simpson",
        "",
        "Spearman’s *ρ* with test accuracy, over all regimes together and within them",
        List.of(
            "",
            "runs",
            "pooled",
            "adjusted for regime",
            "mean within regimes",
            "regimes with *ρ* > 0",
            "with *ρ* < 0",
            "sign"),
        rows,
        notes);
  }

  private static String cell(CorrelationRow row) {
    return SensitivityTable.cell(row.shownSpearman(), row.spearman().interval());
  }

  private PrintedTable withinRegimes() {
    List<String> header = new ArrayList<>(List.of("regime", "runs"));
    quantities.forEach(q -> header.add(QuantityLabel.of(q, analysis.layers()).markup()));
    List<PrintedTable.Row> rows = new ArrayList<>();
    for (String regime : regimes) {
      int runs = analysis.sample().regimes().members()[regimes.indexOf(regime)].length;
      List<String> cells = new ArrayList<>(List.of(Markup.plain(regime), Wording.count(runs)));
      for (String quantity : quantities) {
        CorrelationRow row = within(quantity, RowScope.Selection.ALL_RUNS, regime);
        String n = row.n() == runs ? "" : " (" + Wording.count(row.n()) + ")";
        cells.add(
            row.n() < CorrelationAnalysis.SMALLEST_REGIME
                ? "–"
                : Wording.coefficient(rho(row), 2) + n);
      }
      rows.add(new PrintedTable.Row(false, cells));
    }
    return new PrintedTable(
        "simpson-regimes",
        "",
        "Spearman’s *ρ* with test accuracy within each regime",
        header,
        rows,
        List.of(
            "A number of runs in brackets: those whose value is defined, where that is not all."
                + " With so few runs a single ρ says little: in random order 4 runs have |ρ| ≥ 0.8"
                + " in 33% of all cases, 5 runs in 13%."));
  }

  private String csv() {
    List<List<String>> rows = new ArrayList<>();
    for (RowScope.Selection selection : RowScope.Selection.values()) {
      for (String quantity : quantities) {
        CorrelationRow pooled = row(quantity, RowScope.of(selection, RowScope.Kind.POOLED));
        List<String> cells = new ArrayList<>();
        cells.addAll(List.of(quantity, selection.label(), Integer.toString(pooled.n())));
        for (RowScope.Kind kind :
            List.of(RowScope.Kind.POOLED, RowScope.Kind.ADJUSTED, RowScope.Kind.WITHIN_MEAN)) {
          addRho(row(quantity, RowScope.of(selection, kind)), cells);
        }
        cells.add(Long.toString(count(quantity, selection, 1)));
        cells.add(Long.toString(count(quantity, selection, -1)));
        cells.add(Long.toString(count(quantity, selection, 0)));
        cells.add(Boolean.toString(pooled.signChange().spearman()));
        rows.add(cells);
      }
    }
    return Csv.text(
        List.of(
            "quantity",
            "selection",
            "n",
            "pooled",
            "pooledLower",
            "pooledUpper",
            "adjusted",
            "adjustedLower",
            "adjustedUpper",
            "withinMean",
            "withinMeanLower",
            "withinMeanUpper",
            "regimesPositive",
            "regimesNegative",
            "regimesZero",
            "signChange"),
        rows);
  }

  private static void addRho(CorrelationRow row, List<String> cells) {
    cells.add(Numbers.exact(rho(row)));
    cells.add(Numbers.exact(row.spearman().interval().lower()));
    cells.add(Numbers.exact(row.spearman().interval().upper()));
  }

  private String regimesCsv() {
    List<List<String>> rows = new ArrayList<>();
    for (RowScope.Selection selection : RowScope.Selection.values()) {
      for (String quantity : quantities) {
        for (String regime : regimes) {
          CorrelationRow row = within(quantity, selection, regime);
          List<String> cells = new ArrayList<>();
          cells.addAll(List.of(quantity, selection.label(), regime, Integer.toString(row.n())));
          addRho(row, cells);
          cells.add(Numbers.exact(row.spearman().correlation().pValue()));
          cells.add(row.spearman().correlation().method().label());
          rows.add(cells);
        }
      }
    }
    return Csv.text(
        List.of(
            "quantity",
            "selection",
            "regime",
            "n",
            "spearman",
            "spearmanLower",
            "spearmanUpper",
            "pValue",
            "pValueMethod"),
        rows);
  }
}
