package org.nodesnr.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.nodesnr.UserError;
import org.nodesnr.statistics.Correlation;
import org.nodesnr.statistics.Kendall;
import org.nodesnr.statistics.LinearFit;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Scope;
import org.nodesnr.statistics.Spearman;

/**
 * A row of the comparison, computed from {@code runs.csv}. p-values are those that SciPy gives: by
 * t for ρ; for τ exact up to 33 runs without ties, by the normal approximation beyond.
 *
 * @param label of the quantity
 * @param paperRSquared the paper's r²; NaN where it has none
 * @param paperSpearman the paper's ρ; NaN where it has none
 * @param rSquared of the least-squares line without the excluded runs
 * @param spearman ρ of all runs
 * @param kendall τ_b of all runs
 */
record Recomputed(
    String label,
    double paperRSquared,
    double paperSpearman,
    double rSquared,
    Correlation spearman,
    Correlation kendall) {

  private static final double TOLERANCE = 1e-9;
  private static final String ACCURACY = "testAccuracy";

  /** No permutations, as SciPy's defaults. */
  static final PermutationOptions SCIPY = new PermutationOptions(0, 0, 1, 0);

  /**
   * @param files of an experiment
   * @return a row per quantity
   * @throws UserError when tables or figures are not those of {@code runs.csv}
   */
  static List<Recomputed> of(ExperimentFiles files) {
    Set<String> excluded = Set.copyOf(files.excluded().texts("id"));
    CsvFile runs = files.runs();
    List<String> ids = runs.texts("id");
    if (!ids.containsAll(excluded)) {
      throw stale(files.excluded(), files);
    }
    int[] kept =
        IntStream.range(0, ids.size()).filter(row -> !excluded.contains(ids.get(row))).toArray();
    checkCorrelations(files, kept);
    files.figures().forEach(figure -> checkFigure(figure, files, excluded));
    double[] accuracy = runs.numbers(ACCURACY);
    CsvFile table = files.comparison();
    List<Recomputed> rows = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      double[] x = runs.numbers(files.quantities().get(i));
      Recomputed row =
          new Recomputed(
              table.texts("label").get(i),
              table.numbers("rSquaredPaper")[i],
              table.numbers("spearmanPaper")[i],
              LinearFit.of(select(x, kept), select(accuracy, kept)).rSquared(),
              Spearman.correlate(x, accuracy, SCIPY),
              Kendall.correlate(x, accuracy, SCIPY));
      if (differ(row.rSquared, table.numbers("rSquared")[i])
          || differ(row.spearman.coefficient(), table.numbers("spearman")[i])) {
        throw stale(table, files);
      }
      rows.add(row);
    }
    return List.copyOf(rows);
  }

  private static void checkCorrelations(ExperimentFiles files, int[] kept) {
    int[] all = IntStream.range(0, files.runs().rows().size()).toArray();
    CsvFile pooled = files.correlations().where("scope", Scope.Kind.POOLED.label());
    for (Scope.Selection selection : Scope.Selection.values()) {
      CsvFile rows = pooled.where("selection", selection.label());
      int[] selected = selection == Scope.Selection.ALL_RUNS ? all : kept;
      for (int i = 0; i < rows.rows().size(); i++) {
        double[] x = select(files.runs().numbers(rows.texts("quantity").get(i)), selected);
        double[] y = select(files.runs().numbers(rows.texts("target").get(i)), selected);
        if (differ(LinearFit.of(x, y).rSquared(), rows.numbers("rSquared")[i])
            || differ(Spearman.correlate(x, y, SCIPY).coefficient(), rows.numbers("spearman")[i])
            || differ(Kendall.correlate(x, y, SCIPY).coefficient(), rows.numbers("kendall")[i])) {
          throw stale(rows, files);
        }
      }
    }
  }

  private static void checkFigure(Figure figure, ExperimentFiles files, Set<String> excluded) {
    CsvFile runs = files.runs();
    List<String> columns = new ArrayList<>(List.of("id", "regime", ACCURACY));
    columns.addAll(figure.quantities());
    List<String> flags =
        runs.texts("id").stream().map(id -> Boolean.toString(excluded.contains(id))).toList();
    figure
        .points()
        .filter(
            points ->
                !points.texts("excluded").equals(flags)
                    || !columns.stream()
                        .allMatch(c -> runs.has(c) && points.texts(c).equals(runs.texts(c))))
        .ifPresent(
            points -> {
              throw stale(points, files);
            });
  }

  private static boolean differ(double a, double b) {
    return Double.isNaN(a) != Double.isNaN(b) || Math.abs(a - b) > TOLERANCE;
  }

  private static UserError stale(CsvFile csv, ExperimentFiles files) {
    return new UserError(
        csv.file()
            + " was not made from "
            + files.runs().file()
            + ": make both again with 'make figures'");
  }

  private static double[] select(double[] values, int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** The line that the notebook prints. */
  String line() {
    return PythonFormat.left(label, 12)
        + PythonFormat.right(PythonFormat.fixed(paperRSquared, 3), 9)
        + PythonFormat.right(PythonFormat.fixed(rSquared, 3), 8)
        + PythonFormat.right(PythonFormat.fixed(paperSpearman, 3), 11)
        + PythonFormat.right(PythonFormat.fixed(spearman.coefficient(), 3), 8)
        + PythonFormat.right(PythonFormat.scientific(spearman.pValue()), 11)
        + PythonFormat.right(PythonFormat.fixed(kendall.coefficient(), 3), 8)
        + PythonFormat.right(PythonFormat.scientific(kendall.pValue()), 11);
  }
}
