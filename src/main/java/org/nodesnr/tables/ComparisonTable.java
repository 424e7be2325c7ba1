package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.PaperValues;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.NamedRows;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.CorrelationTable;
import org.nodesnr.statistics.Interval;
import org.nodesnr.statistics.PValueMethod;
import org.nodesnr.statistics.RowScope;

/**
 * The paper's table 1 or 2: r² of the best-fit line without the excluded runs, and Spearman's ρ
 * over all, between G and test accuracy; its values beside ours.
 *
 * @param number 1 where all layers are dense, else 2
 * @param caption what it shows
 * @param columns one per quantity
 * @param notes sentences below it
 */
public record ComparisonTable(int number, String caption, List<Column> columns, List<String> notes)
    implements ShownTable {
  /** The paper's table of networks whose layers are all dense. */
  static final int DENSE = 1;

  /** That of networks which begin with convolutions. */
  static final int CONVOLUTIONAL = 2;

  /** Below so many clusters a percentile bootstrap is known to be too narrow. */
  private static final int FEW_REPLICATES = 10;

  /**
   * A quantity.
   *
   * @param name its column in the table of runs
   * @param label how it is printed
   * @param paper the paper's values; empty where the paper has no such network
   * @param fit the row without the excluded runs
   * @param rank the row of all runs
   */
  public record Column(
      String name,
      QuantityLabel label,
      Optional<PaperValues.Value> paper,
      CorrelationRow fit,
      CorrelationRow rank) {}

  /** Copies the lists. */
  public ComparisonTable {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /**
   * @param analysis the runs
   * @param correlations of at least the G of each layer and G^(1..n−1) with test accuracy
   * @return the table
   */
  public static ComparisonTable of(Analysis analysis, CorrelationTable correlations) {
    List<String> names = analysis.paperColumns();
    Optional<PaperValues> paper = PaperValues.of(analysis.kinds());
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int index = i;
      columns.add(
          new Column(
              names.get(i),
              QuantityLabel.of(names.get(i), analysis.layers()),
              paper.map(p -> p.values().get(index)),
              row(correlations, names.get(i), RowScope.Selection.AFTER_EXCLUSIONS),
              row(correlations, names.get(i), RowScope.Selection.ALL_RUNS)));
    }
    String caption =
        "SNR gain and test accuracy: "
            + (analysis.convolutional() ? "convolutional " : "dense ")
            + (analysis.layers() > 0
                ? "network of " + analysis.layers() + " layers, "
                : "networks of several depths, ")
            + analysis.basis().data();
    return new ComparisonTable(
        analysis.convolutional() ? CONVOLUTIONAL : DENSE,
        caption,
        columns,
        notes(analysis, paper, columns));
  }

  private static CorrelationRow row(
      CorrelationTable correlations, String quantity, RowScope.Selection selection) {
    return correlations
        .find(quantity, AnalysisOptions.TEST_ACCURACY, RowScope.of(selection, RowScope.Kind.POOLED))
        .orElseThrow(
            () -> new IllegalArgumentException("not correlated with test accuracy: " + quantity));
  }

  private static List<String> notes(
      Analysis analysis, Optional<PaperValues> paper, List<Column> columns) {
    List<String> notes = new ArrayList<>();
    notes.add("Data: " + analysis.basis().text());
    notes.addAll(analysis.basis().exclusionNotes());
    notes.add("r² is of the least-squares line without the excluded runs, ρ Spearman's over all.");
    Interval interval = columns.get(0).rank().spearman().interval();
    notes.add(
        interval.note().isEmpty()
            ? Wording.level(interval.level())
                + " intervals: percentiles of "
                + Wording.count(interval.resamples())
                + " bootstrap resamples of "
                + Wording.plural(interval.clusters(), "replicate")
                + (interval.clusters() < FEW_REPLICATES ? ", too narrow with so few." : ".")
            : "No intervals: " + interval.note() + ".");
    Set<String> methods = new LinkedHashSet<>();
    columns.stream()
        .map(column -> column.rank().spearman().correlation().method())
        .filter(method -> method != PValueMethod.NOT_DEFINED)
        .forEach(method -> methods.add(method.label()));
    int fewest = columns.stream().mapToInt(c -> c.fit().n()).min().orElse(0);
    if (fewest < Wording.FEWEST_RUNS) {
      notes.add("No r², ρ and p of fewer than " + Wording.FEWEST_RUNS + " runs.");
    }
    if (!methods.isEmpty()) {
      notes.add("p of ρ by " + String.join(" or ", methods) + ", taking runs for independent.");
    }
    notes.add(
        paper
            .map(
                p ->
                    "Paper: arXiv 2002.04687, table "
                        + p.table()
                        + " ("
                        + p.network()
                        + "), which prints p below .001 as 0.000.")
            .orElse("The paper has no network of this form."));
    if (!analysis.basis().official()) {
      notes.add("Not verified as the paper's data: compare its values with that reservation.");
    }
    return List.copyOf(notes);
  }

  @Override
  public Map<String, String> data() {
    return Map.of("table-" + number, rows().csv());
  }

  @Override
  public List<PrintedTable> printed() {
    String level = Wording.level(columns.get(0).fit().rSquaredInterval().level());
    String interval = "  " + level + " interval";
    List<String> header = new ArrayList<>(List.of(""));
    columns.forEach(column -> header.add(column.label().markup()));
    return List.of(
        new PrintedTable(
            "snr-gain-" + number,
            "Table " + number,
            Markup.plain(caption),
            header,
            List.of(
                row(true, "*r*², paper", c -> paper(c, PaperValues.Value::rSquared)),
                row(false, "*r*², ours", c -> three(c.fit().fit().rSquared(), c.fit().n())),
                row(false, interval, c -> FullTable.interval(c.fit().rSquaredInterval())),
                row(false, "  runs", c -> Wording.count(c.fit().n())),
                row(true, "*ρ*, paper", c -> paper(c, PaperValues.Value::spearman)),
                row(false, "*ρ*, ours", c -> three(rho(c), c.rank().n())),
                row(false, interval, c -> FullTable.interval(c.rank().spearman().interval())),
                row(false, "*p*, paper", ComparisonTable::paperP),
                row(
                    false,
                    "*p*, ours",
                    c -> Wording.pValue(c.rank().spearman().correlation().pValue(), c.rank().n())),
                row(false, "  runs", c -> Wording.count(c.rank().n()))),
            notes));
  }

  private PrintedTable.Row row(boolean opensGroup, String name, Function<Column, String> cell) {
    List<String> cells = new ArrayList<>(List.of(name));
    columns.forEach(column -> cells.add(cell.apply(column)));
    return new PrintedTable.Row(opensGroup, cells);
  }

  private static double rho(Column column) {
    return column.rank().spearman().correlation().coefficient();
  }

  private static String three(double value, int n) {
    return Wording.coefficient(value, 3, n);
  }

  private static String three(double value) {
    return Wording.coefficient(value, 3);
  }

  private static String paper(Column column, Function<PaperValues.Value, Double> value) {
    return three(column.paper().map(value).orElse(Double.NaN));
  }

  private static String paperP(Column column) {
    return Wording.pValue(column.paper().map(PaperValues.Value::pValue).orElse(Double.NaN));
  }

  /**
   * @return one row per quantity, every digit kept
   */
  public NamedRows rows() {
    return new NamedRows(columns.stream().map(ComparisonTable::fields).toList());
  }

  /**
   * @return the same with no coefficient, interval or p of fewer than {@value Wording#FEWEST_RUNS}
   *     runs beside the paper's
   */
  public NamedRows shownRows() {
    return new NamedRows(
        columns.stream()
            .map(
                c -> {
                  Map<String, Object> fields = fields(c);
                  blank(fields, c.fit().n(), "rSquared", "rSquaredLower", "rSquaredUpper");
                  blank(fields, c.rank().n(), "spearman", "spearmanLower", "spearmanUpper");
                  blank(fields, c.rank().n(), "pValue");
                  return fields;
                })
            .toList());
  }

  private static void blank(Map<String, Object> fields, int n, String... names) {
    for (String name : names) {
      if (n < Wording.FEWEST_RUNS) {
        fields.put(name, Double.NaN);
      }
    }
  }

  private static Map<String, Object> fields(Column c) {
    Optional<PaperValues.Value> paper = c.paper();
    Interval fit = c.fit().rSquaredInterval();
    Interval rank = c.rank().spearman().interval();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("quantity", c.name());
    fields.put("label", c.label().plain());
    fields.put("rSquaredPaper", paper.map(PaperValues.Value::rSquared).orElse(Double.NaN));
    fields.put("rSquared", c.fit().fit().rSquared());
    fields.put("rSquaredLower", fit.lower());
    fields.put("rSquaredUpper", fit.upper());
    fields.put("rSquaredRuns", c.fit().n());
    fields.put("spearmanPaper", paper.map(PaperValues.Value::spearman).orElse(Double.NaN));
    fields.put("spearman", rho(c));
    fields.put("spearmanLower", rank.lower());
    fields.put("spearmanUpper", rank.upper());
    fields.put("pValuePaper", paper.map(PaperValues.Value::pValue).orElse(Double.NaN));
    fields.put("pValue", c.rank().spearman().correlation().pValue());
    fields.put("pValueMethod", c.rank().spearman().correlation().method().label());
    fields.put("spearmanRuns", c.rank().n());
    return fields;
  }
}
