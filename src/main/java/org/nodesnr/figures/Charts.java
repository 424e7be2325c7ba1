package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;

/** Bare plots in the style of this package: no title, no legend, a thin frame, a light grid. */
final class Charts {
  /** The share of the plot that the axes' spans take; the rest is margin. */
  static final double CONTENT = 0.93;

  /** Width of curves, in points. */
  static final double LINE = 1.1;

  /** Distance of ticks asked for, in points. */
  private static final double X_SPACING = 36;

  private static final double Y_SPACING = 24;

  /** Around the plot and its tick labels, in units. */
  static final int PADDING = Ink.px(2);

  /** The factor by which a logarithmic axis goes beyond what it spans. */
  private static final double BEYOND = 1.1;

  private static final Color TRANSPARENT = new Color(255, 255, 255, 0);

  private static final BasicStroke SERIES_WITHOUT_LINE = new BasicStroke(0f);

  private Charts() {}

  /**
   * @param x what the horizontal axis spans
   * @param y what the vertical axis spans
   * @param size how large it will be drawn
   * @return a plot without visible series
   */
  static XYChart plot(Span x, Span y, Page.PlotSize size) {
    TickLabels xLabels = new TickLabels(x, size.width() * CONTENT, X_SPACING);
    TickLabels yLabels = new TickLabels(y, size.height() * CONTENT, Y_SPACING);
    XYChart chart = new XYChart(1, 1, ChartTheme.XChart);
    XYStyler style = chart.getStyler();
    style.setLocale(Locale.ROOT);
    style.setBaseFont(Ink.font(Ink.LABEL_SIZE));
    style.setChartBackgroundColor(TRANSPARENT);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setChartPadding(PADDING);
    style.setChartTitleVisible(false);
    style.setLegendVisible(false);
    style.setPlotBorderVisible(true);
    style.setPlotBorderColor(Ink.FRAME);
    style.setPlotContentSize(CONTENT);
    style.setMarkerSize(Ink.px(4));
    style.setAxisTitlesVisible(false);
    style.setAxisTickLabelsFont(Ink.font(Ink.LABEL_SIZE));
    style.setAxisTickLabelsColor(Ink.TEXT);
    style.setAxisTickMarksColor(Ink.FRAME);
    style.setAxisTickMarksStroke(new BasicStroke((float) Ink.pt(0.5)));
    style.setAxisTickMarkLength(Ink.px(2.5));
    style.setAxisTickPadding(Ink.px(2));
    style.setAxisTicksLineVisible(false);
    style.setPlotTicksMarksVisible(false);
    style.setPlotMargin(0);
    style.setPlotGridLinesColor(Ink.GRID);
    style.setPlotGridLinesStroke(new BasicStroke((float) Ink.pt(0.5)));
    style.setXAxisTickMarkSpacingHint(Ink.px(X_SPACING));
    style.setYAxisTickMarkSpacingHint(Ink.px(Y_SPACING));
    style.setXAxisTickLabelsFormattingFunction(xLabels);
    style.setYAxisTickLabelsFormattingFunction(yLabels);
    style.setXAxisMin(x.from());
    style.setXAxisMax(x.to());
    style.setYAxisMin(y.from());
    style.setYAxisMax(y.to());
    style.setAntiAlias(true);
    addAnchors(chart, x, y);
    return chart;
  }

  /**
   * The same with a logarithmic horizontal axis, labelled at powers of ten. XChart leaves out the
   * label at the very end of the axis, which therefore goes a little further.
   *
   * @param x what it spans, above 0
   * @param y what the vertical axis spans
   * @param size how large it will be drawn
   * @return a plot without visible series
   */
  static XYChart logarithmicPlot(Span x, Span y, Page.PlotSize size) {
    XYChart chart = plot(new Span(x.from() / BEYOND, x.to() * BEYOND), y, size);
    chart.getStyler().setXAxisLogarithmic(true);
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(value -> Wording.count(Math.round(value)));
    return chart;
  }

  /**
   * The same with a horizontal axis of whole numbers. XChart takes the step of 1, 2 or 5 times a
   * power of ten that is closest to the spacing asked for: so a whole one is.
   *
   * @param last the last of the numbers, from 1; half a number more is room on either side
   * @param y what the vertical axis spans
   * @param size how large it will be drawn
   * @return a plot without visible series
   */
  static XYChart plotByNumber(int last, Span y, Page.PlotSize size) {
    XYChart chart = plot(new Span(0.5, last + 0.5), y, size);
    double step = Math.max(1, Math.rint(X_SPACING * last / (size.width() * CONTENT)));
    chart
        .getStyler()
        .setXAxisTickMarkSpacingHint(Ink.px(step * size.width() * CONTENT / last))
        .setXAxisTickLabelsFormattingFunction(value -> Wording.count(Math.round(value)));
    return chart;
  }

  /** Points. */
  static void addPoints(XYChart chart, String name, double[] x, double[] y, PointMarker marker) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(marker);
    series.setMarkerColor(Ink.TEXT);
  }

  /** A line through points. */
  static void addLine(
      XYChart chart, String name, double[] x, double[] y, Color colour, BasicStroke stroke) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(stroke);
  }

  /** A line through points that are marked. */
  static void addCurve(XYChart chart, String name, double[] x, double[] y, RegimeStyle style) {
    if (x.length > 1) {
      addLine(chart, "line " + name, x, y, style.line(), style.stroke(LINE));
    }
    if (x.length > 0) {
      addPoints(chart, "points " + name, x, y, style.marker());
    }
  }

  /** The area within a closed line. */
  static void addArea(XYChart chart, String name, double[] x, double[] y, Color fill) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
    series.setMarker(SeriesMarkers.NONE);
    series.setFillColor(fill);
    series.setLineColor(TRANSPARENT);
    series.setLineStyle(SERIES_WITHOUT_LINE);
  }

  /**
   * Invisible points at uneven distances. XChart throws without a series, and where all x are
   * evenly spaced it labels every one of them instead of round numbers.
   */
  private static void addAnchors(XYChart chart, Span x, Span y) {
    double[] xs = {x.at(0.11), x.at(0.37), x.at(0.83)};
    double[] ys = {y.at(0.13), y.at(0.41), y.at(0.79)};
    XYSeries series = chart.addSeries("anchors", xs, ys);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.NONE);
  }
}
