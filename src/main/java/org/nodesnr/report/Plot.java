package org.nodesnr.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Span;
import org.nodesnr.files.Html;
import org.nodesnr.files.Numbers;

/**
 * A panel: caption above, axes, and what is drawn between them, as an element {@code figure}.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 */
record Plot(Axis x, Axis y) {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 236;
  private static final int LEFT = 38;
  private static final int RIGHT = 312;
  private static final int TOP = 20;
  private static final int BOTTOM = 196;
  private static final int X_TICKS = 5;
  private static final int Y_TICKS = 6;

  static Plot of(Span x, Span y) {
    return of(x, y, 0);
  }

  /** The same with room on the right, in units of the drawing. */
  static Plot of(Span x, Span y, double room) {
    double right = RIGHT - room;
    int xTicks = Math.max(2, (int) (X_TICKS * (right - LEFT) / (RIGHT - LEFT)));
    return new Plot(Axis.of(x, LEFT, right, xTicks), Axis.of(y, BOTTOM, TOP, Y_TICKS));
  }

  /** Where the room on the right begins, in units of the drawing. */
  double right() {
    return x.end();
  }

  /** From the upper end of the plot to the lower one. */
  static Span height() {
    return new Span(TOP, BOTTOM);
  }

  /** The same with ticks at whole numbers alone along the horizontal axis. */
  Plot wholeNumbers() {
    List<BigDecimal> whole =
        x.ticks().stream()
            .filter(tick -> tick.stripTrailingZeros().scale() <= 0)
            .map(tick -> tick.setScale(0, RoundingMode.UNNECESSARY))
            .toList();
    return new Plot(new Axis(x.span(), x.start(), x.end(), whole), y);
  }

  /**
   * @param kind what the script knows the panel by
   * @param attributes more attributes of the drawing, each led by a blank
   * @param caption HTML
   * @param spoken what the drawing shows, plain text
   * @param xTitle below the horizontal axis, as elements of text
   * @param yTitle above the vertical axis, as elements of text
   * @param content drawn between the axes
   */
  String figure(
      String kind,
      String attributes,
      String caption,
      String spoken,
      String xTitle,
      String yTitle,
      String content) {
    String right = Axis.tenths(right());
    StringBuilder text = new StringBuilder("<figure class=\"panel\"><figcaption>");
    text.append(caption).append("</figcaption>\n<svg class=\"plot ").append(kind);
    text.append("\" viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT);
    text.append("\" role=\"img\" aria-label=\"").append(Html.escaped(spoken)).append('"');
    text.append(attributes).append(">\n<g class=\"axes\">");
    for (BigDecimal tick : y.ticks()) {
      String at = y.place(tick.doubleValue());
      text.append("<path d=\"M").append(LEFT).append(' ').append(at).append('H').append(right);
      text.append("\"/><text class=\"y\" x=\"").append(LEFT - 6).append("\" y=\"").append(at);
      text.append("\">").append(y.label(tick)).append("</text>");
    }
    for (BigDecimal tick : x.ticks()) {
      String at = x.place(tick.doubleValue());
      text.append("<path d=\"M").append(at).append(' ').append(BOTTOM).append("v4\"/>");
      text.append("<text class=\"x\" x=\"").append(at).append("\" y=\"").append(BOTTOM + 16);
      text.append("\">").append(x.label(tick)).append("</text>");
    }
    text.append("<path class=\"base\" d=\"M").append(LEFT).append(' ').append(BOTTOM);
    text.append('H').append(right).append("\"/>");
    text.append("<text class=\"title\" x=\"").append(right).append("\" y=\"").append(HEIGHT - 6);
    text.append("\">")
        .append(xTitle)
        .append("</text><text class=\"title first\" x=\"0\" y=\"10\">");
    text.append(yTitle).append("</text></g>\n").append(content).append("\n</svg></figure>\n");
    return text.toString();
  }

  /** A quantity's symbol, or its words, as elements of text of a drawing. */
  static String title(QuantityLabel label) {
    if (label.symbol().isEmpty()) {
      return Html.escaped(label.words());
    }
    return "<tspan class=\"i\">"
        + label.symbol()
        + "</tspan>"
        + shifted(label.index(), 3)
        + shifted(label.exponent(), -4);
  }

  private static String shifted(String text, int down) {
    return text.isEmpty() ? "" : "<tspan class=\"small\" dy=\"" + down + "\">" + text + "</tspan>";
  }

  /** Cuts off what lies outside of the axes. */
  static String clip() {
    return "<clipPath id=\"inside\"><rect x=\""
        + LEFT
        + "\" y=\""
        + (TOP - 4)
        + "\" width=\""
        + (RIGHT - LEFT + 4)
        + "\" height=\""
        + (BOTTOM - TOP + 4)
        + "\"/></clipPath>";
  }

  /** Where values lie, for the script: from and to, and the places of both, for each axis. */
  String scale() {
    return " data-x=\"" + scale(x) + "\" data-y=\"" + scale(y) + "\"";
  }

  private static String scale(Axis axis) {
    return String.join(
        " ",
        Numbers.exact(axis.span().from()),
        Numbers.exact(axis.span().to()),
        Numbers.exact(axis.start()),
        Numbers.exact(axis.end()));
  }
}
