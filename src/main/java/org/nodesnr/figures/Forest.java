package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Span;
import org.nodesnr.statistics.Interval;

/**
 * Parts of forest plots: a row for each coefficient with its interval, lines to hold it against.
 */
final class Forest {
  private static final BasicStroke INTERVAL = Ink.stroke(1.1);

  private Forest() {}

  /**
   * @param across what coefficients span
   * @param labels of the rows
   * @return a plot with a line at 0
   */
  static XYChart plot(Span across, RowLabels labels) {
    XYChart chart = Charts.plot(across, labels.span(), Page.plotSize(labels));
    chart.getStyler().setYAxisTicksVisible(false);
    chart.getStyler().setPlotGridHorizontalLinesVisible(false);
    addVertical(chart, "zero", 0, labels, Ink.FRAME, new BasicStroke((float) Ink.pt(0.6)));
    return chart;
  }

  /** A line from top to bottom. */
  static void addVertical(
      XYChart chart, String name, double x, RowLabels labels, Color colour, BasicStroke stroke) {
    double[] xs = {x, x};
    double[] ys = {labels.span().at(-1), labels.span().at(2)};
    Charts.addLine(chart, name, xs, ys, colour, stroke);
  }

  /** The interval of a row. */
  static void addInterval(XYChart chart, String name, Interval interval, double y, Color colour) {
    double[] ends = {interval.lower(), interval.upper()};
    Charts.addLine(chart, name, ends, new double[] {y, y}, colour, INTERVAL);
  }

  /** The coefficient of a row. */
  static void addPoint(XYChart chart, String name, double x, double y, RegimeStyle style) {
    Charts.addPoints(chart, name, new double[] {x}, new double[] {y}, style.marker());
  }

  /** What a marker means, on its interval where there are such. */
  static Legend.Entry entry(RegimeStyle style, boolean interval, String markup) {
    return interval
        ? Legend.Entry.of(style.marker(), style.colour(), INTERVAL, markup)
        : Legend.Entry.of(style.marker(), markup);
  }
}
