package org.nodesnr.figures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Span;

/**
 * Panels in rows, a legend in the free cell or below, and notes: a figure. One panel is as wide as
 * a journal's column, more stand in two columns that stay readable when they are shrunk to one, and
 * many in three across a journal's page. Where curves have labels at their ends, two panels stand
 * one above the other, and more in two columns across a journal's page.
 *
 * @param title what the figure shows, for readers of the file; not drawn
 * @param panels in the order of reading
 * @param legend shared by the panels
 * @param notes sentences below
 */
record Page(String title, List<Panel> panels, Legend legend, List<String> notes) {
  private static final double MARGIN = 5;
  private static final double SINGLE_WIDTH = 252;
  private static final double DOUBLE_WIDTH = 382;
  private static final double TRIPLE_WIDTH = 540;

  /** From so many panels on there are three columns. */
  private static final int MANY = 9;

  private static final double PLOT_HEIGHT = 148;

  /**
   * How far tick labels may stand out of a panel on either side: XChart leaves out those that do.
   */
  private static final double OVERHANG = 5;

  /** About what the tick labels take of a plot's width and height. */
  private static final double X_LABELS = 23;

  private static final double Y_LABELS = 14;

  private static final double SINGLE_PLOT_HEIGHT = 178;
  private static final double HEADING = 14;
  private static final double AXIS_TITLE = 13;
  private static final double GUTTER = 8;
  private static final double NOTE_ROW = 9.5;

  Page {
    panels = List.copyOf(panels);
    notes = List.copyOf(notes);
  }

  /**
   * Width and height of a plot within its frame, in points, for the choice of ticks.
   *
   * @param width about
   * @param height about
   */
  record PlotSize(double width, double height) {}

  /** The size of the plots on a page of so many panels. */
  static PlotSize plotSize(int panels) {
    return plotSize(panels, 0);
  }

  /**
   * The size of the plots on a page of so many panels.
   *
   * @param panels how many
   * @param room for labels at the ends of curves, in units; 0 where there are none
   */
  static PlotSize plotSize(int panels, double room) {
    int columns = columns(panels, room);
    double inner = pageWidth(panels, room) - 2 * MARGIN - GUTTER * (columns - 1) - AXIS_TITLE;
    return new PlotSize(
        inner / columns - X_LABELS - room / Ink.pt(1), plotHeight(panels) - Y_LABELS);
  }

  /** The size of the plot on a page of one panel with such rows. */
  static PlotSize plotSize(RowLabels rows) {
    double width = pageWidth(rows) - 2 * MARGIN - rows.width() / Ink.pt(1);
    return new PlotSize(width, rows.span().length() / Ink.pt(1));
  }

  private static int columns(int panels, double room) {
    if (room > 0) {
      return panels <= 2 ? 1 : 2;
    }
    return panels == 1 ? 1 : panels < MANY ? 2 : 3;
  }

  /** In points. */
  private static double pageWidth(int panels, double room) {
    double[] widths = {SINGLE_WIDTH, DOUBLE_WIDTH, TRIPLE_WIDTH};
    return widths[columns(panels, room) - (room > 0 ? 0 : 1)];
  }

  private static double plotHeight(int panels) {
    return panels == 1 ? SINGLE_PLOT_HEIGHT : PLOT_HEIGHT;
  }

  private static double pageWidth(RowLabels rows) {
    return rows.many() ? DOUBLE_WIDTH : SINGLE_WIDTH;
  }

  private int columns() {
    return columns(panels.size(), room());
  }

  private int rows() {
    return (panels.size() + columns() - 1) / columns();
  }

  /** Width of the page in units. */
  int width() {
    return Ink.px(
        !rowLabels().isEmpty() ? pageWidth(rowLabels()) : pageWidth(panels.size(), room()));
  }

  /** For labels at the ends of curves, alike in all panels. */
  private double room() {
    return panels.stream().map(Panel::ends).mapToDouble(EndLabels::room).max().orElse(0);
  }

  private double innerWidth() {
    return width() - 2 * Ink.pt(MARGIN);
  }

  /** Only a panel that has the page to itself has any. */
  private RowLabels rowLabels() {
    return panels.size() == 1 ? panels.get(0).rows() : RowLabels.NONE;
  }

  private double plotHeight() {
    if (!rowLabels().isEmpty()) {
      return Math.ceil(rowLabels().span().length() / Charts.CONTENT + Ink.pt(Y_LABELS));
    }
    return Ink.pt(plotHeight(panels.size()));
  }

  private double rowHeight() {
    return Ink.pt(HEADING + AXIS_TITLE + GUTTER) + plotHeight();
  }

  private boolean sharesYTitle() {
    return panels.stream().map(Panel::yTitle).distinct().count() == 1;
  }

  /** Whether every column keeps room for a title, or the first alone. */
  private double yTitleWidth(int column) {
    if (!rowLabels().isEmpty()) {
      return rowLabels().width();
    }
    return column == 0 || !sharesYTitle() ? Ink.pt(AXIS_TITLE) : 0;
  }

  /** Width of a plot, without the room for labels at the ends of its curves. */
  private double plotWidth() {
    double titles = 0;
    for (int column = 0; column < columns(); column++) {
      titles += yTitleWidth(column);
    }
    return (innerWidth() - titles - Ink.pt(GUTTER) * (columns() - 1)) / columns() - room();
  }

  private double legendWidth() {
    return innerWidth() - Ink.pt(GUTTER);
  }

  private boolean legendInCell() {
    return columns() == 2
        && panels.size() % 2 == 1
        && legend.fits(plotWidth() - Ink.pt(2 * GUTTER), plotHeight());
  }

  private List<RichText> noteLines() {
    return notes.stream()
        .flatMap(note -> RichText.wrapped(note, Ink.LABEL_SIZE, innerWidth()).stream())
        .toList();
  }

  /** Height of the page in units. */
  int height() {
    double below = legendInCell() ? 0 : legend.height(legendWidth()) + Ink.pt(4);
    double noteHeight = noteLines().size() * Ink.pt(NOTE_ROW);
    return (int) Math.ceil(2 * Ink.pt(MARGIN) + rows() * rowHeight() + below + noteHeight);
  }

  /** Draws the page with its upper left corner at the origin. */
  void draw(Graphics2D g) {
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width(), height());
    for (int i = 0; i < panels.size(); i++) {
      drawPanel(g, i);
    }
    double y = Ink.pt(MARGIN) + rows() * rowHeight();
    if (legendInCell()) {
      double x = left(1) + Ink.pt(2 * GUTTER);
      double top = y - rowHeight() + Ink.pt(HEADING + 4);
      legend.drawColumn(g, x, top);
    } else {
      legend.draw(g, Ink.pt(MARGIN + GUTTER), y, legendWidth());
      y += legend.height(legendWidth()) + Ink.pt(4);
    }
    for (RichText line : noteLines()) {
      y += Ink.pt(NOTE_ROW);
      line.draw(g, Ink.pt(MARGIN), y - Ink.pt(2), Ink.FAINT_TEXT);
    }
  }

  /** Left end of a column's plots. */
  private double left(int column) {
    double x = Ink.pt(MARGIN) + yTitleWidth(0);
    for (int k = 1; k <= column; k++) {
      x += plotWidth() + room() + Ink.pt(GUTTER) + yTitleWidth(k);
    }
    return x;
  }

  private void drawPanel(Graphics2D g, int number) {
    Panel panel = panels.get(number);
    int column = number % columns();
    double x = Math.round(left(column));
    double y = Math.round(Ink.pt(MARGIN) + number / columns() * rowHeight());
    double baseline = y + Ink.pt(HEADING - 4);
    String letter = panels.size() == 1 ? "" : "!(" + letters(number) + ")! ";
    double width = Math.floor(plotWidth());
    new RichText(letter + panel.heading(), Ink.TITLE_SIZE)
        .draw(g, x + Ink.pt(3), baseline, Ink.TEXT);
    new RichText(panel.figures(), Ink.LABEL_SIZE)
        .drawRight(g, x + width - Ink.pt(2), baseline, Ink.TEXT);
    double top = Math.round(y + Ink.pt(HEADING));
    paint(panel.chart(), g, x, top, (int) width, (int) plotHeight());
    DoubleUnaryOperator xs = v -> x - Ink.px(OVERHANG) + panel.chart().getScreenXFromChart(v);
    DoubleUnaryOperator ys = v -> top - Ink.px(OVERHANG) + panel.chart().getScreenYFromChart(v);
    rowLabels().draw(g, x, ys);
    Span frame = new Span(top, top + plotHeight() - Ink.pt(Y_LABELS));
    panel.ends().draw(g, xs, ys, frame, x + width);
    double below = top + plotHeight() + Ink.pt(AXIS_TITLE - 4);
    new RichText(panel.xTitle(), Ink.TITLE_SIZE)
        .drawCentred(g, x + width / 2 + Ink.pt(8), below, Ink.TEXT);
    if (column == 0 || !sharesYTitle()) {
      new RichText(panel.yTitle(), Ink.TITLE_SIZE)
          .drawUpwards(g, x - Ink.pt(AXIS_TITLE - 9), top + plotHeight() / 2 - Ink.pt(5), Ink.TEXT);
    }
  }

  /** a, b, …, z, aa, ab, … */
  private static String letters(int number) {
    String last = Character.toString('a' + number % 26);
    return number < 26 ? last : letters(number / 26 - 1) + last;
  }

  private static void paint(
      XYChart chart, Graphics2D g, double x, double y, int width, int height) {
    int overhang = Ink.px(OVERHANG);
    chart.getStyler().setChartPadding(Charts.PADDING + overhang);
    g.translate(x - overhang, y - overhang);
    chart.paint(g, width + 2 * overhang, height + 2 * overhang);
    g.translate(overhang - x, overhang - y);
    g.addRenderingHints(Ink.HINTS);
  }
}
