package org.nodesnr.report;

import java.util.List;
import java.util.stream.IntStream;
import org.nodesnr.analysis.LabelPlacement;
import org.nodesnr.analysis.TrainingCurve;
import org.nodesnr.files.Html;

/**
 * What curves are called, right of a plot at their ends, in their colours, as elements of its
 * drawing; none where there are too many.
 *
 * @param curves by number of the regime
 */
record CurveLabels(List<TrainingCurve> curves) {
  /** Height of a label and mean width of its letters, in units of the drawing. */
  private static final double HEIGHT = 12;

  private static final double LETTER = 6.2;
  private static final double BESIDE = 8;

  /** Longer names are cut. */
  private static final int LONGEST = 22;

  /** A label that is moved by less, or whose curve ends so near, needs no line to it. */
  private static final double NEAR = 3;

  private static final double CLOSE = 12;

  CurveLabels {
    curves = List.copyOf(curves);
  }

  private int[] drawn() {
    int[] drawn =
        IntStream.range(0, curves.size())
            .filter(regime -> !curves.get(regime).points().isEmpty())
            .toArray();
    return drawn.length <= LabelPlacement.MOST ? drawn : new int[0];
  }

  private String name(int regime) {
    String name = curves.get(regime).regime();
    return name.codePointCount(0, name.length()) <= LONGEST
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /** The width that they need right of the plot, in units of its drawing. */
  double room() {
    int letters = IntStream.of(drawn()).map(regime -> name(regime).length()).max().orElse(0);
    return letters == 0 ? 0 : BESIDE + LETTER * letters;
  }

  /** The labels, and thin lines to those that had to be moved. */
  String of(Plot plot) {
    int[] drawn = drawn();
    double[] wanted =
        IntStream.of(drawn)
            .mapToDouble(regime -> Plot.height().clamp(plot.y().at(last(regime).mean())))
            .toArray();
    double[] heights = IntStream.of(drawn).mapToDouble(regime -> HEIGHT).toArray();
    double[] placed = LabelPlacement.of(wanted, heights, Plot.height()).orElse(wanted);
    double left = plot.right() + BESIDE;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < drawn.length; i++) {
      String regime = "r" + drawn[i] + "\" data-regime=\"" + drawn[i] + "\" ";
      double end = plot.x().at(last(drawn[i]).step()) + 2;
      if (Math.abs(placed[i] - wanted[i]) > NEAR || plot.right() - end > CLOSE) {
        text.append("<path class=\"leader ").append(regime).append("d=\"M");
        text.append(Axis.tenths(end)).append(' ').append(Axis.tenths(wanted[i])).append('L');
        text.append(Axis.tenths(left - 2))
            .append(' ')
            .append(Axis.tenths(placed[i]))
            .append("\"/>");
      }
      text.append("<text class=\"end ").append(regime).append("x=\"").append(Axis.tenths(left));
      text.append("\" y=\"").append(Axis.tenths(placed[i])).append("\">");
      text.append(Html.escaped(name(drawn[i]))).append("</text>");
    }
    return text.toString();
  }

  private TrainingCurve.Point last(int regime) {
    List<TrainingCurve.Point> points = curves.get(regime).points();
    return points.get(points.size() - 1);
  }
}
