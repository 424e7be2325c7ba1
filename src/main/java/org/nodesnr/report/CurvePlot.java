package org.nodesnr.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.TrainingCurve;
import org.nodesnr.files.Html;
import org.nodesnr.results.RunTable;

/** One quantity over training: for each regime the mean over its finished runs and their range. */
final class CurvePlot {
  /** Accuracy before this share of the training may lie below the axis. */
  private static final double EARLY = 0.25;

  private final QuantityLabel label;
  private final String column;
  private final List<TrainingCurve> curves;
  private final int lastStep;

  /**
   * @param checkpoints all values of the finished runs
   * @param regimes by number
   * @param column the quantity
   */
  CurvePlot(RunTable checkpoints, List<String> regimes, String column) {
    this.column = column;
    this.label = QuantityLabel.of(column, checkpoints.layers());
    this.curves =
        regimes.stream()
            .map(regime -> TrainingCurve.of(checkpoints, regime, column, scale(column)))
            .toList();
    this.lastStep = (int) DoubleStream.of(checkpoints.numbers("step")).max().orElse(0);
  }

  /** What values are multiplied by to be shown: accuracy is in percent. */
  static double scale(String column) {
    return column.equals(AnalysisOptions.TEST_ACCURACY) ? 100 : 1;
  }

  private boolean percent() {
    return column.equals(AnalysisOptions.TEST_ACCURACY);
  }

  /** By number of the regime. */
  List<TrainingCurve> curves() {
    return curves;
  }

  /**
   * @param number of the panel, by which the script finds its curves
   */
  String figure(int number) {
    double[] heights =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .filter(point -> !percent() || point.step() >= EARLY * lastStep)
            .flatMapToDouble(point -> DoubleStream.of(point.lowest(), point.highest()))
            .toArray();
    CurveLabels labels = new CurveLabels(curves);
    Plot plot = Plot.of(Span.of(0, lastStep), Axis.padded(Span.of(heights)), labels.room());
    StringBuilder content = new StringBuilder("<g clip-path=\"url(#inside)\">");
    for (int regime = 0; regime < curves.size(); regime++) {
      content.append(band(plot, regime));
    }
    for (int regime = 0; regime < curves.size(); regime++) {
      content.append(line(plot, regime));
    }
    content.append("</g>").append(labels.of(plot));
    return plot.figure(
        "curves",
        plot.scale() + " data-panel=\"" + number + "\"",
        "<b>"
            + (percent() ? "Test accuracy" : Html.escaped(label.words()) + ", " + label.html())
            + "</b>",
        label.words() + " over training, mean of each regime",
        "Training steps",
        percent() ? "%" : "",
        content.toString());
  }

  private String band(Plot plot, int regime) {
    List<TrainingCurve.Point> points = curves.get(regime).points();
    if (points.size() < 2 || points.stream().noneMatch(point -> point.runs() > 1)) {
      return "";
    }
    StringBuilder back = new StringBuilder();
    for (int i = points.size() - 1; i >= 0; i--) {
      back.append('L').append(place(plot, points.get(i), points.get(i).lowest()));
    }
    String there =
        points.stream()
            .map(point -> place(plot, point, point.highest()))
            .collect(Collectors.joining("L"));
    return path("band", regime, there + back + "Z");
  }

  private String line(Plot plot, int regime) {
    List<TrainingCurve.Point> points = curves.get(regime).points();
    if (points.isEmpty()) {
      return "";
    }
    String start = points.size() == 1 ? "h0" : "";
    return path(
        "line",
        regime,
        points.stream()
                .map(point -> place(plot, point, point.mean()))
                .collect(Collectors.joining("L"))
            + start);
  }

  private static String place(Plot plot, TrainingCurve.Point point, double value) {
    return plot.x().place(point.step()) + " " + plot.y().place(value);
  }

  private static String path(String kind, int regime, String data) {
    return "<path class=\""
        + kind
        + " r"
        + regime
        + "\" data-regime=\""
        + regime
        + "\" d=\"M"
        + data
        + "\"/>";
  }
}
