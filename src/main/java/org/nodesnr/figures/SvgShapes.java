package org.nodesnr.figures;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import org.nodesnr.files.Numbers;

/** Shapes as elements of SVG, with coordinates in hundredths of a pixel. */
final class SvgShapes {
  /** Below it every hundredth has at most nine digits. */
  private static final int MOST_HUNDREDTHS = 1_000_000_000;

  /** Numbers in a segment of each type, by {@link PathIterator}'s constants, and its letter. */
  private static final int[] NUMBERS = {2, 2, 4, 6, 0};

  private static final String LETTERS = "MLQCZ";

  private final StringBuilder text = new StringBuilder();

  /**
   * @return the elements, a line each
   */
  StringBuilder text() {
    return text;
  }

  /**
   * @param shape any
   * @param style of its attribute; none where empty
   */
  void add(Shape shape, String style) {
    if (shape instanceof Line2D line) {
      text.append("<line");
      attribute("x1", line.getX1());
      attribute("y1", line.getY1());
      attribute("x2", line.getX2());
      attribute("y2", line.getY2());
    } else if (shape instanceof Rectangle2D rectangle) {
      text.append("<rect");
      attribute("x", rectangle.getX());
      attribute("y", rectangle.getY());
      attribute("width", rectangle.getWidth());
      attribute("height", rectangle.getHeight());
    } else {
      text.append("<path d=\"");
      path(shape.getPathIterator(null));
      text.append('"');
    }
    if (!style.isEmpty()) {
      text.append(" style=\"").append(style).append('"');
    }
    text.append("/>\n");
  }

  private void attribute(String name, double value) {
    text.append(' ').append(name).append("=\"");
    appendRounded(text, value);
    text.append('"');
  }

  private void path(PathIterator segments) {
    double[] numbers = new double[6];
    String space = "";
    for (; !segments.isDone(); segments.next()) {
      int type = segments.currentSegment(numbers);
      text.append(space).append(LETTERS.charAt(type));
      for (int i = 0; i < NUMBERS[type]; i++) {
        text.append(i == 0 ? "" : i % 2 == 0 ? " " : ",");
        appendRounded(text, numbers[i]);
      }
      space = " ";
    }
  }

  /**
   * Adds an attribute to the element that is being written.
   *
   * @param transform where the identity is not said
   */
  void transform(AffineTransform transform) {
    if (transform.isIdentity()) {
      return;
    }
    double[] matrix = new double[6];
    transform.getMatrix(matrix);
    text.append(" transform=\"matrix(");
    for (int i = 0; i < matrix.length; i++) {
      text.append(i == 0 ? "" : " ").append(Numbers.rounded(matrix[i], 9));
    }
    text.append(")\"");
  }

  /** To hundredths, half to even, without trailing zeros. */
  static void appendRounded(StringBuilder text, double value) {
    double hundredths = Math.rint(100 * value);
    if (!(Math.abs(hundredths) < MOST_HUNDREDTHS)) {
      text.append(Numbers.rounded(hundredths / 100, 9));
      return;
    }
    int size = (int) Math.abs(hundredths);
    text.append(hundredths < 0 ? "-" : "").append(size / 100);
    if (size % 100 > 0) {
      text.append('.').append(size / 10 % 10);
      if (size % 10 > 0) {
        text.append(size % 10);
      }
    }
  }
}
