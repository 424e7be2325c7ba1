package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Disparities;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Json;
import org.nodesnr.files.NamedRows;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.Difference;
import org.nodesnr.statistics.Differences;
import org.nodesnr.statistics.Sample;

/**
 * Two experiments side by side: ρ of S and G with test accuracy over all runs, r² without the
 * excluded ones, and the mean test accuracy of each regime that both have, with intervals of the
 * differences.
 *
 * @param first name of the first experiment
 * @param second name of the second
 * @param rows the numbers
 * @param disparities what the two differ in
 * @param notes sentences below the tables
 */
public record ExperimentComparison(
    String first, String second, List<Row> rows, List<String> disparities, List<String> notes)
    implements ShownTable {

  /** What a row is about. */
  public enum Statistic {
    /** Spearman's ρ with test accuracy, over all runs. */
    SPEARMAN("Spearman’s *ρ* with test accuracy, all runs", 1, 3),
    /** r² of the line of best fit of test accuracy, without the excluded runs. */
    R_SQUARED("*r*² with test accuracy, without the excluded runs", 1, 3),
    /** Mean test accuracy over the runs of a regime. */
    TEST_ACCURACY("Mean test accuracy (%) of the regimes that both have", 100, 2);

    private final String caption;
    private final double scale;
    private final int decimals;

    Statistic(String caption, double scale, int decimals) {
      this.caption = caption;
      this.scale = scale;
      this.decimals = decimals;
    }
  }

  /**
   * A number of both.
   *
   * @param measure what it is
   * @param subject the column of S or G, or the regime
   * @param label how it is printed, with the markup of tables
   * @param difference the numbers
   */
  public record Row(Statistic measure, String subject, String label, Difference difference) {}

  /** Copies the lists. */
  public ExperimentComparison {
    rows = List.copyOf(rows);
    disparities = List.copyOf(disparities);
    notes = List.copyOf(notes);
  }

  /**
   * @param first name of the first experiment
   * @param a its runs; its bootstrap makes the intervals
   * @param second name of the second experiment
   * @param b its runs, under the same variant
   * @return the comparison
   */
  public static ExperimentComparison of(String first, Analysis a, String second, Analysis b) {
    Differences differences = new Differences(a.options().bootstrap());
    Set<String> quantities = new LinkedHashSet<>((a.layers() < b.layers() ? b : a).shown());
    quantities.addAll(a.shown());
    quantities.addAll(b.shown());
    Sample keptA = a.exclusions().kept();
    Sample keptB = b.exclusions().kept();
    String target = AnalysisOptions.TEST_ACCURACY;
    List<Row> rows = new ArrayList<>();
    for (String q : quantities) {
      Difference rho = differences.spearman(a.sample(), b.sample(), q, target);
      rows.add(new Row(Statistic.SPEARMAN, q, label(q, a, b), rho));
    }
    for (String q : quantities) {
      Difference square = differences.rSquared(keptA, keptB, q, target);
      rows.add(new Row(Statistic.R_SQUARED, q, label(q, a, b), square));
    }
    Set<String> regimes = new LinkedHashSet<>(a.families().keySet());
    regimes.retainAll(b.families().keySet());
    for (String regime : regimes) {
      Difference mean = differences.mean(a.sample(), b.sample(), target, regime);
      rows.add(new Row(Statistic.TEST_ACCURACY, regime, Markup.plain(regime), mean));
    }
    return new ExperimentComparison(
        first, second, rows, Disparities.of(a, b), notes(first, a, second, b));
  }

  private static String label(String quantity, Analysis a, Analysis b) {
    boolean hidden = a.hiddenGain().filter(quantity::equals).isPresent();
    return hidden && a.layers() != b.layers()
        ? "*G*^{(1..n−1)}"
        : QuantityLabel.of(quantity, Math.max(a.layers(), b.layers())).markup();
  }

  private static List<String> notes(String first, Analysis a, String second, Analysis b) {
    List<String> notes = new ArrayList<>();
    notes.add(side("A", first, a));
    notes.add(side("B", second, b));
    notes.add(
        "B − A: in brackets "
            + Wording.intervals(a.options().bootstrap())
            + " in either experiment. Replicates are drawn within each experiment, the two being"
            + " taken for independent.");
    Set<String> ids = new TreeSet<>();
    a.runs().stream().map(RunRecord::id).forEach(ids::add);
    long shared = b.runs().stream().filter(run -> ids.contains(run.id())).count();
    if (shared > 0) {
      notes.add(
          Wording.plural(shared, "run")
              + (shared == 1 ? " is" : " are")
              + " of the same config and seed in both, so the two are not independent.");
    }
    return notes;
  }

  private static String side(String letter, String name, Analysis analysis) {
    return String.join(
        " ",
        Stream.concat(
                Stream.of(letter + ": " + name + ", " + analysis.basis().text()),
                analysis.basis().exclusionNotes().stream())
            .toList());
  }

  @Override
  public Map<String, String> data() {
    return Map.of("compare", named().csv());
  }

  @Override
  public List<PrintedTable> printed() {
    List<PrintedTable> tables = new ArrayList<>();
    for (Statistic measure : Statistic.values()) {
      List<PrintedTable.Row> ofMeasure =
          rows.stream().filter(row -> row.measure() == measure).map(this::printed).toList();
      boolean last = measure == Statistic.TEST_ACCURACY;
      if (!ofMeasure.isEmpty() || last) {
        tables.add(
            new PrintedTable(
                "compare-" + measure.ordinal(),
                "",
                measure.caption,
                List.of("", "A", "runs", "B", "runs", "B − A"),
                ofMeasure,
                last ? notes : List.of()));
      }
    }
    return tables;
  }

  /**
   * @return a sentence that names what the two experiments differ in; none where nothing
   */
  public List<String> care() {
    return disparities.isEmpty()
        ? List.of()
        : List.of(
            "To be taken with care, A and B differ in: " + String.join("; ", disparities) + ".");
  }

  /** How a number of so many runs is printed. */
  @FunctionalInterface
  private interface ToText {
    String of(double value, int runs);
  }

  private PrintedTable.Row printed(Row row) {
    Difference d = row.difference();
    boolean mean = row.measure() == Statistic.TEST_ACCURACY;
    int fewest = mean ? Wording.FEWEST_RUNS : Math.min(d.firstRuns(), d.secondRuns());
    ToText text =
        (value, n) ->
            Wording.coefficient(
                row.measure().scale * value,
                row.measure().decimals,
                mean ? Wording.FEWEST_RUNS : n);
    String interval =
        Double.isNaN(d.interval().lower()) || fewest < Wording.FEWEST_RUNS
            ? ""
            : " ("
                + text.of(d.interval().lower(), fewest)
                + " to "
                + text.of(d.interval().upper(), fewest)
                + ")";
    return PrintedTable.Row.of(
        row.label(),
        text.of(d.first(), d.firstRuns()),
        Wording.count(d.firstRuns()),
        text.of(d.second(), d.secondRuns()),
        Wording.count(d.secondRuns()),
        text.of(d.value(), fewest) + interval);
  }

  /** With what is to be taken with care above the tables. */
  @Override
  public String text(int width) {
    return care().stream()
            .map(sentence -> new AlignedText(sentence, width).toString())
            .collect(Collectors.joining())
        + ShownTable.super.text(width);
  }

  @Override
  public String markdown() {
    return care().stream().map(sentence -> sentence + "\n\n").collect(Collectors.joining())
        + ShownTable.super.markdown();
  }

  /**
   * @return one row per number, every digit kept, missing values empty
   */
  public String csv() {
    return named().csv();
  }

  private NamedRows named() {
    return new NamedRows(
        rows.stream()
            .map(
                row -> {
                  Difference d = row.difference();
                  Map<String, Object> fields = new LinkedHashMap<>();
                  fields.put("measure", name(row.measure()));
                  fields.put("subject", row.subject());
                  fields.put("a", d.first());
                  fields.put("aRuns", d.firstRuns());
                  fields.put("b", d.second());
                  fields.put("bRuns", d.secondRuns());
                  fields.put("difference", d.value());
                  fields.put("lower", d.interval().lower());
                  fields.put("upper", d.interval().upper());
                  return fields;
                })
            .toList());
  }

  private static String name(Statistic measure) {
    return switch (measure) {
      case SPEARMAN -> "spearman";
      case R_SQUARED -> "rSquared";
      case TEST_ACCURACY -> "testAccuracy";
    };
  }

  /**
   * @return the same as JSON, with names, disparities and notes; missing values null
   */
  public String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("a", first);
    root.put("b", second);
    root.put("differIn", disparities);
    root.put("notes", notes);
    root.put("rows", named().rows());
    return Json.text(Json.forPrograms(root));
  }
}
