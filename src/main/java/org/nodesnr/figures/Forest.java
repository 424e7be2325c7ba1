package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Span;
import org.nodesnr.statistics.Interval;

/**
 * Parts of forest plots: a row for each coefficient with its interval, lines to hold it against.
 */
final class Forest {
  private static final double LINE = 1.1;

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
    Charts.addLine(chart, name, ends, new double[] {y, y}, colour, solid());
  }

  /** The coefficient of a row. */
  static void addPoint(XYChart chart, String name, double x, double y, RegimeStyle style) {
    Charts.addPoints(chart, name, new double[] {x}, new double[] {y}, style.marker());
  }

  private static BasicStroke solid() {
    return new BasicStroke((float) Ink.pt(LINE), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  }

  /** Dashes and gaps in points. */
  static BasicStroke dashed(float... points) {
    float[] dashes = new float[points.length];
    for (int i = 0; i < points.length; i++) {
      dashes[i] = (float) Ink.pt(points[i]);
    }
    return new BasicStroke(
        (float) Ink.pt(0.9), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  /** What a marker means, on its interval where there are such. */
  static Legend.Entry entry(RegimeStyle style, boolean interval, String markup) {
    return new Legend.Entry(
        (g, x, y) -> {
          if (interval) {
            g.setColor(style.colour());
            line(g, x, y, solid());
          }
          style.marker().paint(g, x, y, 0);
        },
        markup);
  }

  /** What a marker on a line means. */
  static Legend.Entry entry(RegimeStyle style, BasicStroke stroke, String markup) {
    return new Legend.Entry(
        (g, x, y) -> {
          g.setColor(style.lineColour());
          line(g, x, y, stroke);
          style.marker().paint(g, x, y, 0);
        },
        markup);
  }

  /** What a line from top to bottom means. */
  static Legend.Entry entry(Color colour, BasicStroke stroke, String markup) {
    return new Legend.Entry(
        (g, x, y) -> {
          g.setColor(colour);
          line(g, x, y, stroke);
        },
        markup);
  }

  private static void line(Graphics2D g, double x, double y, BasicStroke stroke) {
    g.setStroke(stroke);
    g.draw(new Line2D.Double(x - Ink.pt(6), y, x + Ink.pt(6), y));
  }
}
