package org.nodesnr.analysis;

import java.util.List;
import java.util.stream.Stream;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.Estimate;
import org.nodesnr.statistics.RowScope;

/** A correlation in CSV files, every digit kept, behind what it is a correlation of. */
public final class CorrelationCells {
  private static final List<String> NAMES =
      List.of(
          "scope",
          "n",
          "rSquared",
          "pearson",
          "spearman",
          "spearmanLower",
          "spearmanUpper",
          "pValue",
          "pValueMethod");

  private CorrelationCells() {}

  /**
   * @param of names of the columns before
   * @return names of all columns
   */
  public static List<String> header(String... of) {
    return Stream.concat(Stream.of(of), NAMES.stream()).toList();
  }

  /**
   * @param kind how regimes enter the correlation
   * @param row the correlation
   * @param of the cells before
   * @return all cells of the line
   */
  public static List<String> line(RowScope.Kind kind, CorrelationRow row, String... of) {
    Estimate rho = row.spearman();
    return Stream.concat(
            Stream.of(of),
            Stream.of(
                kind.label(),
                Integer.toString(row.n()),
                Numbers.exact(row.fit().rSquared()),
                Numbers.exact(row.pearson().correlation().coefficient()),
                Numbers.exact(rho.correlation().coefficient()),
                Numbers.exact(rho.interval().lower()),
                Numbers.exact(rho.interval().upper()),
                Numbers.exact(rho.correlation().pValue()),
                rho.correlation().method().label()))
        .toList();
  }
}
