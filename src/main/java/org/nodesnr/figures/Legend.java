package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Map;
import org.nodesnr.analysis.Wording;

/**
 * The entries that all panels of a page share, in as many columns as fit, filled column by column.
 *
 * @param entries in order
 */
record Legend(List<Entry> entries) {
  private static final double ROW = 11;
  private static final double KEY = 16;
  private static final double GAP = 10;

  /** Draws the sample of an entry. */
  @FunctionalInterface
  interface Key {
    /** Draws about a centre, within ±7 points across and ±4 points up and down. */
    void draw(Graphics2D g, double x, double y);
  }

  /** A sample and what it stands for. */
  record Entry(Key key, String markup) {
    /** What a marker means. */
    static Entry of(PointMarker marker, String markup) {
      return new Entry((g, x, y) -> marker.paint(g, x, y, 0), markup);
    }

    /** What the marker of each name means. */
    static List<Entry> of(Map<String, RegimeStyle> styles) {
      return styles.entrySet().stream()
          .map(
              named -> of(named.getValue().marker(), RichText.plain(Wording.label(named.getKey()))))
          .toList();
    }

    /** What a line means. */
    static Entry of(Color colour, BasicStroke stroke, String markup) {
      return new Entry((g, x, y) -> line(g, x, y, colour, stroke), markup);
    }

    /** What a marker on a line means. */
    static Entry of(PointMarker marker, Color colour, BasicStroke stroke, String markup) {
      return new Entry(
          (g, x, y) -> {
            line(g, x, y, colour, stroke);
            marker.paint(g, x, y, 0);
          },
          markup);
    }

    private RichText text() {
      return new RichText(markup, Ink.LABEL_SIZE);
    }
  }

  /** The part of a sample that is a line. */
  static void line(Graphics2D g, double x, double y, Color colour, BasicStroke stroke) {
    g.setColor(colour);
    g.setStroke(stroke);
    g.draw(new Line2D.Double(x - Ink.pt(6), y, x + Ink.pt(6), y));
  }

  Legend {
    entries = List.copyOf(entries);
  }

  private double columnWidth(int rows, int column) {
    return entries.stream()
        .skip((long) rows * column)
        .limit(rows)
        .mapToDouble(entry -> entry.text().width() + Ink.pt(KEY + GAP))
        .max()
        .orElse(0);
  }

  private double totalWidth(int rows) {
    double total = -Ink.pt(GAP);
    for (int column = 0; column * rows < entries.size(); column++) {
      total += columnWidth(rows, column);
    }
    return total;
  }

  /** The fewest rows whose columns fit. */
  private int rows(double width) {
    int rows = 1;
    while (rows < entries.size() && totalWidth(rows) > width) {
      rows++;
    }
    return rows;
  }

  /**
   * @param width what there is
   * @return what it takes
   */
  double height(double width) {
    return entries.isEmpty() ? 0 : rows(width) * Ink.pt(ROW);
  }

  /** Whether it fits as one column. */
  boolean fits(double width, double height) {
    return totalWidth(entries.size()) <= width && entries.size() * Ink.pt(ROW) <= height;
  }

  /** Draws it as one column. */
  void drawColumn(Graphics2D g, double x, double y) {
    drawRows(g, x, y, entries.size());
  }

  void draw(Graphics2D g, double x, double y, double width) {
    drawRows(g, x, y, rows(width));
  }

  private void drawRows(Graphics2D g, double x, double y, int rows) {
    double left = x;
    for (int i = 0; i < entries.size(); i++) {
      if (i > 0 && i % rows == 0) {
        left += columnWidth(rows, i / rows - 1);
      }
      double middle = y + (i % rows + 0.5) * Ink.pt(ROW);
      Entry entry = entries.get(i);
      entry.key().draw(g, left + Ink.pt(KEY - 4) / 2, middle);
      entry.text().draw(g, left + Ink.pt(KEY), middle + 0.36 * Ink.pt(Ink.LABEL_SIZE), Ink.TEXT);
    }
  }
}
