package org.nodesnr.analysis;

import java.util.Arrays;
import org.nodesnr.measure.Measure;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.CorrelationTable;
import org.nodesnr.statistics.LinearFit;
import org.nodesnr.statistics.RowScope;

/**
 * One quantity against test accuracy, as figures and page draw it: the same span, line and
 * coefficients in both, those of the table of correlations.
 *
 * @param column the quantity
 * @param x its value in each finished run, in the order of the table; NaN where undefined
 * @param y test accuracy of each, in per cent
 * @param excluded whether a rule leaves the run out
 * @param span what the horizontal axis spans
 * @param fit the pooled row without the excluded runs
 * @param rank the pooled row of all runs
 */
public record Scatter(
    String column,
    double[] x,
    double[] y,
    boolean[] excluded,
    Span span,
    CorrelationRow fit,
    CorrelationRow rank) {

  /**
   * @param analysis the runs
   * @param correlations of at least this quantity with test accuracy
   * @param column the quantity
   * @return what is drawn of it
   * @throws java.util.NoSuchElementException when the table does not have it
   */
  public static Scatter of(Analysis analysis, CorrelationTable correlations, String column) {
    double[] x = analysis.table().numbers(column);
    double[] y =
        Arrays.stream(analysis.table().numbers(AnalysisOptions.TEST_ACCURACY))
            .map(share -> 100 * share)
            .toArray();
    boolean[] excluded = analysis.excluded();
    Span span = ScatterSpan.of(x, row -> drawn(x, y, row), row -> excluded[row]);
    return new Scatter(
        column,
        x,
        y,
        excluded,
        span,
        row(correlations, column, RowScope.Selection.AFTER_EXCLUSIONS),
        row(correlations, column, RowScope.Selection.ALL_RUNS));
  }

  /**
   * @param measure the id of a measure
   * @return whether its best-fit line is drawn: the paper's figures of S have none
   */
  public static boolean fitted(String measure) {
    return !measure.equals(Measure.OPTIMALITY.id());
  }

  private static CorrelationRow row(
      CorrelationTable correlations, String column, RowScope.Selection selection) {
    return correlations
        .find(column, AnalysisOptions.TEST_ACCURACY, RowScope.of(selection, RowScope.Kind.POOLED))
        .orElseThrow();
  }

  private static boolean drawn(double[] x, double[] y, int row) {
    return Double.isFinite(x[row]) && Double.isFinite(y[row]);
  }

  /**
   * @param row of the table
   * @return whether the run has both values
   */
  public boolean drawn(int row) {
    return drawn(x, y, row);
  }

  /**
   * @return whether the least-squares line is defined
   */
  public boolean hasLine() {
    return Double.isFinite(fit.fit().slope());
  }

  /**
   * @param value of the quantity
   * @return the accuracy that the line has there, in per cent
   */
  public double line(double value) {
    return 100 * fit.fit().at(value);
  }

  /**
   * @param accuracy in per cent
   * @return the value of the quantity where the line has it; infinite where the line is level
   */
  public double inverse(double accuracy) {
    LinearFit line = fit.fit();
    return (accuracy / 100 - line.intercept()) / line.slope();
  }
}
