package org.nodesnr.figures;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.nodesnr.analysis.Span;

/**
 * What the rows of a plot are called, left of it, in as many lines as they need. The vertical axis
 * of such a plot counts units from the lowest row's lower end, so that rows are as high as their
 * labels.
 */
final class RowLabels {
  /** Of plots whose vertical axis has numbers. */
  static final RowLabels NONE = new RowLabels(List.of());

  private static final double WIDEST = 92;
  private static final double WIDEST_OF_MANY = 170;
  private static final double BETWEEN_ROWS = 5;
  private static final double BETWEEN_MANY = 3;
  private static final double BESIDE = 4;

  /** From so many rows on labels are wider, and so is the page. */
  private static final int MANY = 20;

  private final List<List<RichText>> rows = new ArrayList<>();

  /**
   * @param labels markup of {@link RichText}, from the top on
   */
  RowLabels(List<String> labels) {
    double widest = Ink.pt(labels.size() < MANY ? WIDEST : WIDEST_OF_MANY);
    labels.forEach(label -> rows.add(RichText.wrapped(label, Ink.LABEL_SIZE, widest)));
  }

  /** Whether they need a wide page. */
  boolean many() {
    return rows.size() >= MANY;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Width in units, with the distance from the plot. */
  double width() {
    return Ink.pt(BESIDE)
        + rows.stream().flatMap(List::stream).mapToDouble(RichText::width).max().orElse(0);
  }

  private double height(int row) {
    return Ink.pt((many() ? BETWEEN_MANY : BETWEEN_ROWS) + RichText.LINE * rows.get(row).size());
  }

  /** What the plot's vertical axis spans. */
  Span span() {
    double height = 0;
    for (int row = 0; row < rows.size(); row++) {
      height += height(row);
    }
    return new Span(0, height);
  }

  /** The middle of a row on the vertical axis. */
  double middle(int row) {
    double below = height(row) / 2;
    for (int lower = row + 1; lower < rows.size(); lower++) {
      below += height(lower);
    }
    return below;
  }

  /**
   * @param g draws
   * @param right left end of the plot
   * @param screen from the vertical axis to the page
   */
  void draw(Graphics2D g, double right, DoubleUnaryOperator screen) {
    for (int row = 0; row < rows.size(); row++) {
      double middle = screen.applyAsDouble(middle(row));
      RichText.drawLabel(g, rows.get(row), right - Ink.pt(BESIDE), true, middle, Ink.TEXT);
    }
  }
}
