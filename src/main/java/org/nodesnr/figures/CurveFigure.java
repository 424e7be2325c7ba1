package org.nodesnr.figures;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.TrainingCurve;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.results.RunTable;

/**
 * Test accuracy and other quantities over training: a line per regime with its name at its end, or,
 * where these don't fit, in the legend; a band for its range.
 */
final class CurveFigure {
  /** Accuracy before this share of the training may lie below the axis. */
  private static final double EARLY = 0.25;

  /** Curves of no more points than this have them marked. */
  private static final int FEW_POINTS = 16;

  /** Opacity, of 255, that all bands of a page share. */
  private static final int BANDS_ALPHA = 180;

  private final Analysis analysis;
  private final String title;
  private final List<String> columns;
  private final Map<String, RegimeStyle> styles;
  private final RunTable checkpoints;
  private final StepAxis axis;
  private final double room;
  private final int firstShown;
  private final boolean replicated;

  /**
   * @param analysis the runs
   * @param checkpoints all their checkpoints
   * @param columns what the panels after the first, test accuracy, show
   * @param title what the figure shows
   */
  CurveFigure(Analysis analysis, RunTable checkpoints, List<String> columns, String title) {
    this.analysis = analysis;
    this.title = title;
    this.columns =
        Stream.concat(Stream.of(AnalysisOptions.TEST_ACCURACY), columns.stream()).toList();
    this.styles = RegimeStyle.of(analysis.families());
    this.checkpoints = checkpoints;
    this.room = EndLabels.room(styles.keySet().stream().map(CurveFigure::markup).toList());
    int lastStep = (int) DoubleStream.of(checkpoints.numbers("step")).max().orElse(0);
    this.axis = StepAxis.upTo(lastStep);
    this.firstShown = (int) (EARLY * lastStep);
    this.replicated = analysis.table().size() > styles.size();
  }

  Page page() {
    return new Page(title, columns.stream().map(this::panel).toList(), legend(), notes());
  }

  private static boolean percent(String column) {
    return column.equals(AnalysisOptions.TEST_ACCURACY);
  }

  private List<TrainingCurve> curves(String column) {
    double scale = percent(column) ? 100 : 1;
    return styles.keySet().stream()
        .map(regime -> TrainingCurve.of(checkpoints, regime, column, scale))
        .filter(curve -> !curve.points().isEmpty())
        .toList();
  }

  private Panel panel(String column) {
    List<TrainingCurve> curves = curves(column);
    double[] heights =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .filter(point -> !percent(column) || point.step() >= firstShown)
            .flatMapToDouble(point -> DoubleStream.of(point.lowest(), point.highest()))
            .toArray();
    XYChart chart = axis.plot(Span.of(heights), Page.plotSize(columns.size(), room));
    curves.forEach(curve -> addBand(chart, curve));
    curves.forEach(curve -> addLine(chart, curve));
    String yTitle =
        percent(column) ? "Test accuracy (%)" : QuantityLabel.of(column, analysis.layers()).title();
    return new Panel(chart, RowLabels.NONE, ends(curves), "", "", axis.title(), yTitle);
  }

  private EndLabels ends(List<TrainingCurve> curves) {
    return room == 0 ? EndLabels.NONE : new EndLabels(curves.stream().map(this::end).toList());
  }

  private EndLabels.End end(TrainingCurve curve) {
    TrainingCurve.Point last = curve.points().get(curve.points().size() - 1);
    Color line = styles.get(curve.regime()).line();
    return new EndLabels.End(markup(curve.regime()), axis.at(last.step()), last.mean(), line);
  }

  private static String markup(String regime) {
    return RichText.plain(Wording.label(regime));
  }

  private double[] steps(TrainingCurve curve) {
    return curve.values(point -> axis.at(point.step()));
  }

  private void addBand(XYChart chart, TrainingCurve curve) {
    int n = curve.points().size();
    if (n < 2 || curve.points().stream().noneMatch(point -> point.runs() > 1)) {
      return;
    }
    double[] steps = steps(curve);
    double[] lower = curve.values(TrainingCurve.Point::lowest);
    double[] upper = curve.values(TrainingCurve.Point::highest);
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    for (int i = 0; i < n; i++) {
      x[i] = steps[i];
      y[i] = upper[i];
      x[2 * n - 1 - i] = steps[i];
      y[2 * n - 1 - i] = lower[i];
    }
    Charts.addArea(chart, "range " + curve.regime(), x, y, band(styles.get(curve.regime())));
  }

  private Color band(RegimeStyle style) {
    Color line = style.line();
    int alpha = Math.max(16, Math.min(45, BANDS_ALPHA / styles.size()));
    return new Color(line.getRed(), line.getGreen(), line.getBlue(), alpha);
  }

  private void addLine(XYChart chart, TrainingCurve curve) {
    RegimeStyle style = styles.get(curve.regime());
    double[] steps = steps(curve);
    double[] means = curve.values(TrainingCurve.Point::mean);
    if (steps.length > 1) {
      Charts.addLine(
          chart, "mean " + curve.regime(), steps, means, style.line(), style.stroke(Charts.LINE));
    }
    if (steps.length <= FEW_POINTS) {
      Charts.addPoints(chart, "points " + curve.regime(), steps, means, style.dot());
    }
  }

  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    if (room > 0) {
      return new Legend(entries);
    }
    RegimeStyle.named(analysis.families(), styles)
        .forEach(
            (regime, style) ->
                entries.add(
                    new Legend.Entry(
                        (g, x, y) -> {
                          g.setColor(replicated ? band(style) : Color.WHITE);
                          g.fill(
                              new Rectangle2D.Double(
                                  x - Ink.pt(6), y - Ink.pt(2.5), Ink.pt(12), Ink.pt(5)));
                          Legend.line(g, x, y, style.line(), style.stroke(Charts.LINE));
                        },
                        markup(regime))));
    return new Legend(entries);
  }

  private List<String> notes() {
    boolean early =
        curves(AnalysisOptions.TEST_ACCURACY).stream()
            .flatMap(curve -> curve.points().stream())
            .anyMatch(point -> point.step() < firstShown);
    String text =
        "Data: "
            + analysis.basis().text()
            + (replicated ? " Lines: means over the runs of a regime; bands: their range." : "")
            + (early
                ? " Accuracies before step "
                    + Wording.count(firstShown)
                    + " may lie below the axis."
                : "");
    return List.of(RichText.plain(text));
  }

  /** The data behind the page as CSV, one row per quantity, regime and step. */
  String data() {
    List<List<String>> rows = new ArrayList<>();
    Map<String, String> families = analysis.families();
    for (String column : columns) {
      for (String regime : styles.keySet()) {
        for (TrainingCurve.Point point :
            TrainingCurve.of(checkpoints, regime, column, 1).points()) {
          rows.add(
              List.of(
                  column,
                  regime,
                  families.get(regime),
                  Integer.toString(point.step()),
                  Integer.toString(point.runs()),
                  Numbers.exact(point.mean()),
                  Numbers.exact(point.lowest()),
                  Numbers.exact(point.highest())));
        }
      }
    }
    return Csv.text(
        List.of("quantity", "regime", "family", "step", "runs", "mean", "lowest", "highest"), rows);
  }
}
