package org.nodesnr.figures;

import java.awt.Graphics2D;
import java.util.List;

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
    private RichText text() {
      return new RichText(markup, Ink.LABEL_SIZE);
    }
  }

  Legend {
    entries = List.copyOf(entries);
  }

  private double columnWidth() {
    double widest = entries.stream().mapToDouble(entry -> entry.text().width()).max().orElse(0);
    return widest + Ink.pt(KEY + GAP);
  }

  private int rows(double width) {
    int columns = (int) Math.max(1, Math.floor((width + Ink.pt(GAP)) / columnWidth()));
    return (entries.size() + columns - 1) / columns;
  }

  /**
   * @param width what there is
   * @return what it takes
   */
  double height(double width) {
    return entries.isEmpty() ? 0 : rows(width) * Ink.pt(ROW);
  }

  boolean fits(double width, double height) {
    return columnWidth() - Ink.pt(GAP) <= width && height(width) <= height;
  }

  void draw(Graphics2D g, double x, double y, double width) {
    int rows = Math.max(1, rows(width));
    for (int i = 0; i < entries.size(); i++) {
      double left = x + i / rows * columnWidth();
      double middle = y + (i % rows + 0.5) * Ink.pt(ROW);
      entries.get(i).key().draw(g, left + Ink.pt(KEY - 4) / 2, middle);
      entries
          .get(i)
          .text()
          .draw(g, left + Ink.pt(KEY), middle + 0.36 * Ink.pt(Ink.LABEL_SIZE), Ink.TEXT);
    }
  }
}
