package org.nodesnr.notebook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nodesnr.UserError;
import org.nodesnr.files.CsvFile;
import org.nodesnr.results.ExperimentDirectory;

/**
 * Whether tables and figures were made from the runs beside them: tables by their manifest, the
 * values behind figures by comparing them with runs and tables as text. Nothing is computed; the
 * notebook itself computes every statistic again.
 */
final class Freshness {
  private static final String MAKE_AGAIN = ": make both again with 'make figures'";

  private final ExperimentFiles files;

  private Freshness(ExperimentFiles files) {
    this.files = files;
  }

  /**
   * @param directory an experiment
   * @param files its files
   * @throws UserError when a table or a figure was made from other runs, or edited
   * @throws IOException when a file can't be read
   */
  static void check(ExperimentDirectory directory, ExperimentFiles files) throws IOException {
    for (String change : files.manifest().changes(directory)) {
      throw new UserError(change + ": make the tables again with 'make figures'");
    }
    Freshness freshness = new Freshness(files);
    for (Figure figure : files.figures()) {
      figure.points().ifPresent(points -> freshness.checkPoints(figure, points));
      figure.lengths().ifPresent(freshness::checkLengths);
    }
  }

  private void checkPoints(Figure figure, CsvFile points) {
    CsvFile runs = files.runs();
    List<String> columns = new ArrayList<>(List.of("id", "regime", "testAccuracy"));
    columns.addAll(figure.quantities());
    for (String column : columns) {
      if (!runs.has(column) || !points.texts(column).equals(runs.texts(column))) {
        throw notFrom(points, runs);
      }
    }
    Set<String> excluded = Set.copyOf(files.excluded().texts("id"));
    List<String> flags =
        runs.texts("id").stream().map(id -> Boolean.toString(excluded.contains(id))).toList();
    if (!points.texts("excluded").equals(flags)) {
      throw notFrom(points, files.excluded());
    }
  }

  /** The figure shows some rows of the table of the same name. */
  private void checkLengths(CsvFile lengths) {
    Optional<CsvFile> table = files.lengths();
    if (table.isEmpty()
        || !lengths.header().equals(table.get().header())
        || !new HashSet<>(table.get().rows()).containsAll(lengths.rows())) {
      throw notFrom(lengths, table.orElse(files.checkpoints()));
    }
  }

  private static UserError notFrom(CsvFile figure, CsvFile source) {
    return new UserError(figure.file() + " was not made from " + source.file() + MAKE_AGAIN);
  }
}
