package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.CorrelationCells;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.RegimePart;
import org.nodesnr.analysis.TrainingLengths;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.Estimate;
import org.nodesnr.statistics.Interval;
import org.nodesnr.statistics.RowScope;

/**
 * Correlations with test accuracy without one means of regularisation, and with one alone: {@code
 * regime-parts.csv}, {@code .md} and {@code .tex}; which runs a part has: {@code
 * regime-parts-runs.csv}.
 */
final class RegimePartTable implements ShownTable {
  static final String NAME = "regime-parts";

  /** The file of each part's runs, without the ending. */
  static final String RUNS = NAME + "-runs";

  private final Analysis analysis;
  private final List<RegimePart> parts;
  private final List<String> quantities;

  RegimePartTable(Findings findings) {
    this.analysis = findings.analysis();
    this.parts = findings.regimeParts();
    this.quantities = analysis.shown();
  }

  @Override
  public Map<String, String> data() {
    return Map.of(NAME, csv(), RUNS, runs());
  }

  @Override
  public List<PrintedTable> printed() {
    List<String> header = new ArrayList<>(List.of("regimes", "number", "runs"));
    quantities.forEach(q -> header.add(QuantityLabel.of(q, analysis.layers()).markup()));
    List<PrintedTable.Row> rows = new ArrayList<>();
    for (RegimePart part : parts) {
      List<String> cells = new ArrayList<>();
      cells.add(part.label());
      cells.add(Integer.toString(part.regimes()));
      cells.add(Integer.toString(part.row(quantities.get(0), RowScope.Kind.POOLED).n()));
      for (String quantity : quantities) {
        Estimate rho = part.row(quantity, RowScope.Kind.POOLED).spearman();
        cells.add(SensitivityTable.cell(rho.correlation().coefficient(), rho.interval()));
      }
      rows.add(new PrintedTable.Row(false, cells));
      if (quantities.stream().anyMatch(q -> part.influence(q).interval().note().isEmpty())) {
        rows.add(new PrintedTable.Row(false, overRegimes(part)));
      }
    }
    return new PrintedTable(
            NAME,
            "",
            "Spearman’s *ρ* with test accuracy among some of the regimes",
            header,
            rows,
            List.of(
                "Data: "
                    + analysis.basis().text()
                    + " No run is excluded. In brackets: "
                    + Wording.intervals(analysis.options().bootstrap())
                    + ". Over regimes: "
                    + Wording.intervals(analysis.options().bootstrap(), "regimes")
                    + ", how much *ρ* moves with the choice among them. A regime may use several of L2, dropout and augmentation; ‘plain SGD and L2’ are"
                    + " those that use neither of the others."))
        .inParts(3);
  }

  private List<String> overRegimes(RegimePart part) {
    List<String> cells = new ArrayList<>(List.of("  over regimes", "", ""));
    quantities.forEach(q -> cells.add(FullTable.interval(part.influence(q).interval())));
    return cells;
  }

  private String runs() {
    List<List<String>> rows = new ArrayList<>();
    for (RegimePart part : parts) {
      for (RunRecord run : part.runs()) {
        rows.add(List.of(part.label(), run.id(), run.regime(), Long.toString(run.seed())));
      }
    }
    return Csv.text(List.of("part", "id", "regime", "seed"), rows);
  }

  private String csv() {
    List<List<String>> rows = new ArrayList<>();
    for (RegimePart part : parts) {
      for (String quantity : quantities) {
        for (RowScope.Kind kind : TrainingLengths.KINDS) {
          Interval interval = part.influence(quantity).interval();
          boolean pooled = kind == RowScope.Kind.POOLED;
          List<String> cells =
              new ArrayList<>(
                  CorrelationCells.line(
                      kind,
                      part.row(quantity, kind),
                      part.label(),
                      Integer.toString(part.regimes()),
                      quantity));
          cells.add(pooled ? Numbers.exact(interval.lower()) : "");
          cells.add(pooled ? Numbers.exact(interval.upper()) : "");
          rows.add(cells);
        }
      }
    }
    List<String> header = new ArrayList<>(CorrelationCells.header("part", "regimes", "quantity"));
    header.addAll(List.of("regimesLower", "regimesUpper"));
    return Csv.text(header, rows);
  }
}
