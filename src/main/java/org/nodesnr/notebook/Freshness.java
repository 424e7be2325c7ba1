package org.nodesnr.notebook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.nodesnr.UserError;
import org.nodesnr.results.CsvFile;
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.Kendall;
import org.nodesnr.statistics.LinearFit;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Scope;
import org.nodesnr.statistics.Spearman;

/**
 * Whether tables and figures were made from the runs beside them. The pooled r², ρ and τ of every
 * table are computed again; the points of scatter plots are compared as text.
 */
final class Freshness {
  private static final double TOLERANCE = 1e-9;
  private static final String ACCURACY = "testAccuracy";
  private static final String QUANTITY = "quantity";
  private static final String STEP = "step";
  private static final String PART = "part";
  private static final String R_SQUARED = "rSquared";
  private static final String SPEARMAN = "spearman";
  private static final PermutationOptions NO_PERMUTATIONS = new PermutationOptions(0, 0, 1, 0);

  private final ExperimentFiles files;
  private final Set<String> excluded;

  private Freshness(ExperimentFiles files) {
    this.files = files;
    this.excluded = Set.copyOf(files.excluded().texts("id"));
  }

  /**
   * @param files of an experiment
   * @throws UserError when a table or a figure was made from other runs
   */
  static void check(ExperimentFiles files) {
    Freshness freshness = new Freshness(files);
    freshness.checkExcluded();
    freshness.checkComparison();
    freshness.checkCorrelations();
    files.influence().ifPresent(freshness::checkInfluence);
    Set<String> finished = Set.copyOf(files.runs().texts("id"));
    files.parts().ifPresent(freshness::checkParts);
    for (Figure figure : files.figures()) {
      figure.points().ifPresent(points -> freshness.checkPoints(figure, points));
      figure.lengths().ifPresent(lengths -> freshness.checkLengths(finished, lengths));
    }
  }

  private CsvFile kept() {
    return files.runs().without("id", excluded);
  }

  private void checkExcluded() {
    require(new HashSet<>(files.runs().texts("id")).containsAll(excluded), files.excluded());
  }

  private void checkComparison() {
    CsvFile table = files.comparison();
    for (int row = 0; row < table.rows().size(); row++) {
      String quantity = table.texts(QUANTITY).get(row);
      require(near(rSquared(kept(), quantity, ACCURACY), table.numbers(R_SQUARED)[row]), table);
      require(near(rho(files.runs(), quantity, ACCURACY), table.numbers(SPEARMAN)[row]), table);
    }
  }

  private void checkCorrelations() {
    CsvFile pooled = files.correlations().where("scope", Scope.Kind.POOLED.label());
    for (Scope.Selection selection : Scope.Selection.values()) {
      CsvFile table = pooled.where("selection", selection.label());
      CsvFile runs = selection == Scope.Selection.ALL_RUNS ? files.runs() : kept();
      for (int row = 0; row < table.rows().size(); row++) {
        String quantity = table.texts(QUANTITY).get(row);
        String target = table.texts("target").get(row);
        double tau =
            Kendall.correlate(runs.numbers(quantity), runs.numbers(target), NO_PERMUTATIONS)
                .coefficient();
        require(near(rSquared(runs, quantity, target), table.numbers(R_SQUARED)[row]), table);
        require(near(rho(runs, quantity, target), table.numbers(SPEARMAN)[row]), table);
        require(near(tau, table.numbers("kendall")[row]), table);
      }
    }
  }

  private void checkInfluence(CsvFile table) {
    for (int row = 0; row < table.rows().size(); row++) {
      String quantity = table.texts(QUANTITY).get(row);
      require(near(rho(files.runs(), quantity, ACCURACY), table.numbers(SPEARMAN)[row]), table);
    }
  }

  private void checkParts(ExperimentFiles.Parts parts) {
    CsvFile pooled = parts.correlations().where("scope", Scope.Kind.POOLED.label());
    for (int row = 0; row < pooled.rows().size(); row++) {
      Set<String> ids = ids(parts, pooled.texts(PART).get(row));
      CsvFile runs = only(files.runs(), ids);
      require(runs.rows().size() == ids.size(), parts.runs());
      double rho = rho(runs, pooled.texts(QUANTITY).get(row), ACCURACY);
      require(near(rho, pooled.numbers(SPEARMAN)[row]), parts.correlations());
    }
    parts.lengths().ifPresent(lengths -> checkPartLengths(parts, lengths));
  }

  private void checkPartLengths(ExperimentFiles.Parts parts, CsvFile lengths) {
    for (String part : new LinkedHashSet<>(lengths.texts(PART))) {
      checkLengths(ids(parts, part), lengths.where(PART, part));
    }
  }

  private static Set<String> ids(ExperimentFiles.Parts parts, String part) {
    return Set.copyOf(parts.runs().where(PART, part).texts("id"));
  }

  private static CsvFile only(CsvFile rows, Set<String> ids) {
    Set<String> others = new HashSet<>(rows.texts("id"));
    others.removeAll(ids);
    return rows.without("id", others);
  }

  private void checkPoints(Figure figure, CsvFile points) {
    CsvFile runs = files.runs();
    List<String> columns = new ArrayList<>(List.of("id", "regime", ACCURACY));
    columns.addAll(figure.quantities());
    for (String column : columns) {
      require(runs.has(column) && points.texts(column).equals(runs.texts(column)), points);
    }
    List<String> flags =
        runs.texts("id").stream().map(id -> Boolean.toString(excluded.contains(id))).toList();
    require(points.texts("excluded").equals(flags), points);
  }

  private void checkLengths(Set<String> ids, CsvFile lengths) {
    CsvFile networks = only(files.checkpoints(), ids).distinct(RunTable.NETWORK);
    CsvFile pooled = lengths.where("scope", Scope.Kind.POOLED.label());
    IntStream.range(0, pooled.rows().size())
        .forEach(
            row -> {
              CsvFile then = networks.where(STEP, pooled.texts(STEP).get(row));
              double rho = rho(then, pooled.texts(QUANTITY).get(row), ACCURACY);
              require(near(rho, pooled.numbers(SPEARMAN)[row]), lengths);
            });
  }

  private static double rSquared(CsvFile runs, String quantity, String target) {
    return LinearFit.of(runs.numbers(quantity), runs.numbers(target)).rSquared();
  }

  private static double rho(CsvFile runs, String quantity, String target) {
    return Spearman.correlate(runs.numbers(quantity), runs.numbers(target), NO_PERMUTATIONS)
        .coefficient();
  }

  private static boolean near(double a, double b) {
    return Double.isNaN(a) == Double.isNaN(b) && !(Math.abs(a - b) > TOLERANCE);
  }

  private void require(boolean fresh, CsvFile csv) {
    if (!fresh) {
      throw new UserError(
          csv.file()
              + " was not made from "
              + files.runs().file()
              + ": make both again with 'make figures'");
    }
  }
}
