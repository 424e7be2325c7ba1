package org.nodesnr.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.PaperValues;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.Interval;

/**
 * The paper's table three times over: the paper's values, those of the records that ship with the
 * project, and the user's: {@code comparison.csv}, {@code .md} and {@code .tex}.
 *
 * @param analysis the user's runs
 * @param yours their table
 * @param referenceAnalysis the runs that ship
 * @param reference their table
 */
public record ReferenceComparison(
    Analysis analysis, ComparisonTable yours, Analysis referenceAnalysis, ComparisonTable reference)
    implements ShownTable {
  private static final String NAME = "comparison";

  /** A source of a coefficient and of its interval. */
  private record Measure(
      String name,
      Function<PaperValues.Value, Double> paper,
      Function<ComparisonTable.Column, CorrelationRow> row,
      Function<CorrelationRow, Double> value,
      Function<CorrelationRow, Interval> interval) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure(
              "*r*²",
              PaperValues.Value::rSquared,
              ComparisonTable.Column::fit,
              row -> row.fit().rSquared(),
              CorrelationRow::rSquaredInterval),
          new Measure(
              "*ρ*",
              PaperValues.Value::spearman,
              ComparisonTable.Column::rank,
              row -> row.spearman().correlation().coefficient(),
              row -> row.spearman().interval()));

  /**
   * Compares, if the networks have the same form.
   *
   * @param analysis the user's runs
   * @param yours their table
   * @param reference the runs that ship, under the same variant
   * @return the comparison; empty where the layers are others
   * @throws org.nodesnr.UserError when the reference lacks a column that a rule needs
   */
  public static Optional<ReferenceComparison> of(
      Analysis analysis, ComparisonTable yours, Analysis reference) {
    if (!analysis.kinds().equals(reference.kinds())) {
      return Optional.empty();
    }
    List<String> columns = reference.paperColumns();
    ComparisonTable table = ComparisonTable.of(reference, reference.correlate(columns));
    return Optional.of(new ReferenceComparison(analysis, yours, reference, table));
  }

  /**
   * Writes the table, over an older one.
   *
   * @param directory the user's experiment
   * @throws IOException when a file can't be written
   */
  public void write(ExperimentDirectory directory) throws IOException {
    write(directory.tables(), NAME);
  }

  @Override
  public Map<String, String> data() {
    return Map.of(NAME, csv());
  }

  @Override
  public List<PrintedTable> printed() {
    List<String> header = new ArrayList<>(List.of(""));
    yours.columns().forEach(column -> header.add(column.label().markup()));
    List<PrintedTable.Row> rows = new ArrayList<>();
    for (Measure m : MEASURES) {
      rows.add(row(true, m.name() + ", paper", i -> paper(m, i)));
      addRows("reference", reference, m, rows);
      addRows("yours", yours, m, rows);
    }
    List<String> notes = new ArrayList<>();
    notes.add("Reference: " + referenceAnalysis.basis().text());
    notes.add("Yours: " + analysis.basis().text());
    notes.addAll(analysis.basis().exclusionNotes());
    notes.add(
        "r² is of the least-squares line without the excluded runs, ρ Spearman’s over all; "
            + Wording.intervals(analysis.options().bootstrap())
            + ".");
    sharedRuns().ifPresent(notes::add);
    return List.of(
        new PrintedTable(
            NAME,
            "",
            "SNR gain and test accuracy: the paper, the reference records, and these runs",
            header,
            rows,
            notes));
  }

  private void addRows(String name, ComparisonTable table, Measure m, List<PrintedTable.Row> rows) {
    rows.add(row(false, m.name() + ", " + name, i -> value(m, table, i)));
    rows.add(
        row(
            false,
            "  " + Wording.level(analysis.options().bootstrap().level()) + " interval",
            i -> FullTable.interval(m.interval().apply(cell(m, table, i)))));
    rows.add(row(false, "  runs", i -> Wording.count(cell(m, table, i).n())));
  }

  private PrintedTable.Row row(boolean opensGroup, String name, Function<Integer, String> cell) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (int i = 0; i < yours.columns().size(); i++) {
      cells.add(cell.apply(i));
    }
    return new PrintedTable.Row(opensGroup, cells);
  }

  private String paper(Measure m, int column) {
    double value = yours.columns().get(column).paper().map(m.paper()).orElse(Double.NaN);
    return Wording.coefficient(value, 3);
  }

  private static CorrelationRow cell(Measure m, ComparisonTable table, int column) {
    return m.row().apply(table.columns().get(column));
  }

  private static String value(Measure m, ComparisonTable table, int column) {
    CorrelationRow row = cell(m, table, column);
    return Wording.coefficient(m.value().apply(row), 3, row.n());
  }

  /** How far runs of the same config and seed agree. */
  private Optional<String> sharedRuns() {
    Map<String, RunRecord> known = new LinkedHashMap<>();
    referenceAnalysis.runs().forEach(run -> known.put(run.id(), run));
    List<RunRecord> shared =
        analysis.runs().stream().filter(run -> known.containsKey(run.id())).toList();
    double largest =
        shared.stream()
            .mapToDouble(run -> Math.abs(accuracy(run) - accuracy(known.get(run.id()))))
            .max()
            .orElse(Double.NaN);
    return shared.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Wording.plural(shared.size(), "run")
                + " of the same config and seed in both: test accuracy differs by at most "
                + Numbers.rounded(largest, 3)
                + ".");
  }

  private static double accuracy(RunRecord run) {
    return run.checkpoints().get(run.checkpoints().size() - 1).test().accuracy();
  }

  /**
   * The comparison in a few lines for a terminal.
   *
   * @return lines, the last one ended
   */
  public String summary() {
    StringBuilder text = new StringBuilder();
    String format = "%-10s %-4s %7s %25s %25s\n";
    text.append(
        String.format(
            Locale.ROOT,
            format,
            "",
            "",
            "paper",
            "reference (" + referenceAnalysis.table().size() + " runs)",
            "yours (" + analysis.table().size() + " runs)"));
    for (int i = 0; i < yours.columns().size(); i++) {
      for (Measure m : MEASURES) {
        text.append(
            String.format(
                Locale.ROOT,
                format,
                m.equals(MEASURES.get(0)) ? yours.columns().get(i).label().plain() : "",
                m.name().replace("*", ""),
                paper(m, i),
                coefficient(m, reference, i),
                coefficient(m, yours, i)));
      }
    }
    return text.toString();
  }

  private static String coefficient(Measure m, ComparisonTable table, int column) {
    return SensitivityTable.cell(
        m.value().apply(cell(m, table, column)), m.interval().apply(cell(m, table, column)));
  }

  private String csv() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < yours.columns().size(); i++) {
      List<String> cells = new ArrayList<>();
      cells.add(yours.columns().get(i).name());
      cells.add(yours.columns().get(i).label().plain());
      for (Measure m : MEASURES) {
        cells.add(Numbers.exact(yours.columns().get(i).paper().map(m.paper()).orElse(Double.NaN)));
        for (ComparisonTable table : List.of(reference, yours)) {
          CorrelationRow row = cell(m, table, i);
          cells.add(Numbers.exact(m.value().apply(row)));
          cells.add(Numbers.exact(m.interval().apply(row).lower()));
          cells.add(Numbers.exact(m.interval().apply(row).upper()));
          cells.add(Integer.toString(row.n()));
        }
      }
      rows.add(cells);
    }
    List<String> header = new ArrayList<>(List.of("quantity", "label"));
    for (String measure : List.of("rSquared", "spearman")) {
      header.add(measure + "Paper");
      for (String source : List.of("Reference", "")) {
        header.addAll(
            List.of(
                measure + source,
                measure + source + "Lower",
                measure + source + "Upper",
                measure + source + "Runs"));
      }
    }
    return Csv.text(header, rows);
  }
}
