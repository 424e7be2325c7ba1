package org.nodesnr.figures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.nodesnr.analysis.Colours;
import org.nodesnr.analysis.LabelPlacement;
import org.nodesnr.analysis.Span;

/**
 * What curves are called, right of a plot at their ends, in their colours.
 *
 * @param ends of the curves
 */
record EndLabels(List<End> ends) {
  /** Of plots whose curves a legend names, or none does. */
  static final EndLabels NONE = new EndLabels(List.of());

  private static final double WIDEST = 104;
  private static final double BESIDE = 8;

  /** A label that is moved by less, or whose curve ends so near, needs no line to it. */
  private static final double NEAR = 2.5;

  private static final double CLOSE = 12;

  EndLabels {
    ends = List.copyOf(ends);
  }

  /**
   * The end of a curve.
   *
   * @param markup what the curve is called
   * @param x where it ends on the horizontal axis
   * @param y where it ends on the vertical axis
   * @param line its colour
   */
  record End(String markup, double x, double y, Color line) {
    private List<RichText> lines() {
      return EndLabels.lines(markup);
    }

    private Color colour() {
      return new Color(Colours.legible(rgb(line), rgb(Ink.TEXT), rgb(Color.WHITE)));
    }

    private static int rgb(Color colour) {
      return colour.getRGB() & 0xFFFFFF;
    }
  }

  private static List<RichText> lines(String markup) {
    return RichText.wrapped(markup, Ink.LABEL_SIZE, Ink.pt(WIDEST));
  }

  /**
   * @param markups what the curves of a plot are called
   * @return the width that they take beside it, in units; 0 where they are too many or too long
   */
  static double room(Collection<String> markups) {
    List<RichText> lines = markups.stream().flatMap(markup -> lines(markup).stream()).toList();
    double widest = lines.stream().mapToDouble(RichText::width).max().orElse(0);
    boolean fit =
        markups.size() <= LabelPlacement.MOST
            && lines.size() * RichText.LINE <= Page.plotSize(2).height()
            && widest <= Ink.pt(WIDEST);
    return fit && widest > 0 ? widest + Ink.pt(BESIDE) : 0;
  }

  /** The width that they take beside the plot, in units. */
  double room() {
    return room(ends.stream().map(End::markup).toList());
  }

  /**
   * @param g draws
   * @param xs from the horizontal axis to the page
   * @param ys from the vertical axis to the page
   * @param frame from the upper to the lower end of the plot
   * @param right end of the plot
   */
  void draw(
      Graphics2D g, DoubleUnaryOperator xs, DoubleUnaryOperator ys, Span frame, double right) {
    double[] wanted =
        ends.stream().mapToDouble(end -> frame.clamp(ys.applyAsDouble(end.y()))).toArray();
    double[] heights =
        ends.stream().mapToDouble(end -> end.lines().size() * Ink.pt(RichText.LINE)).toArray();
    double[] placed = LabelPlacement.of(wanted, heights, frame).orElse(wanted);
    double left = right + Ink.pt(BESIDE);
    for (int i = 0; i < placed.length; i++) {
      End end = ends.get(i);
      double from = xs.applyAsDouble(end.x()) + Ink.pt(2);
      if (Math.abs(placed[i] - wanted[i]) > Ink.pt(NEAR) || right - from > Ink.pt(CLOSE)) {
        g.setColor(end.colour());
        g.setStroke(Ink.stroke(0.4));
        g.draw(new Line2D.Double(from, wanted[i], left - Ink.pt(1.5), placed[i]));
      }
      RichText.drawLabel(g, end.lines(), left, false, placed[i], end.colour());
    }
  }
}
