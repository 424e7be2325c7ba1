package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.ScatterSpan;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.statistics.LinearFit;
import org.nodesnr.statistics.Spearman;

/** One quantity against test accuracy. */
final class ScatterPanel {
  static final BasicStroke FIT_STROKE =
      new BasicStroke((float) Ink.pt(1), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);

  /** Where the arrows stand, as a share of the axis beyond its ends. */
  private static final double EDGE = 0.008;

  private final Analysis analysis;
  private final String column;
  private final double[] x;
  private final double[] y;
  private final Map<String, RegimeStyle> styles;
  private final boolean fitted;
  private final boolean[] excluded;
  private final LinearFit fit;
  private final Span xSpan;
  private final Page.PlotSize size;

  ScatterPanel(
      Analysis analysis,
      String column,
      double[] accuracy,
      Map<String, RegimeStyle> styles,
      boolean fitted,
      Page.PlotSize size) {
    this.analysis = analysis;
    this.column = column;
    this.x = analysis.table().numbers(column);
    this.y = accuracy;
    this.styles = styles;
    this.fitted = fitted;
    this.size = size;
    this.excluded = analysis.excluded();
    this.fit = LinearFit.of(select(x, row -> !excluded[row]), select(y, row -> !excluded[row]));
    this.xSpan = ScatterSpan.of(x, this::drawn, row -> excluded[row]);
  }

  private boolean drawn(int row) {
    return Double.isFinite(x[row]) && Double.isFinite(y[row]);
  }

  private boolean beyond(int row) {
    return x[row] < xSpan.from() || x[row] > xSpan.to();
  }

  boolean hasPointsBeyondTheAxis() {
    return IntStream.range(0, x.length).anyMatch(row -> drawn(row) && beyond(row));
  }

  boolean hasLine() {
    return fitted && Double.isFinite(fit.slope());
  }

  private double[] select(double[] values, IntPredicate rows) {
    return IntStream.range(0, values.length).filter(rows).mapToDouble(r -> values[r]).toArray();
  }

  Panel panel() {
    Span ySpan = Span.of(select(y, row -> Double.isFinite(y[row])));
    XYChart chart = Charts.plot(xSpan, ySpan, size);
    if (hasLine()) {
      double[] ends = fitEnds(ySpan);
      double[] heights = Arrays.stream(ends).map(fit::at).toArray();
      Charts.addLine(chart, "fit", ends, heights, Ink.FIT, FIT_STROKE);
    }
    List<String> regimes = analysis.table().labels("regime");
    styles.forEach(
        (regime, style) -> {
          IntPredicate ofRegime = row -> drawn(row) && regimes.get(row).equals(regime);
          add(chart, regime, ofRegime.and(row -> !excluded[row]), style.marker());
          IntPredicate out = ofRegime.and(row -> excluded[row]);
          add(chart, regime + " excluded", out.and(row -> !beyond(row)), style.struckOut());
          add(
              chart,
              regime + " above",
              out.and(row -> x[row] > xSpan.to()),
              style.arrow(Glyph.ARROW_RIGHT));
          add(
              chart,
              regime + " below",
              out.and(row -> x[row] < xSpan.from()),
              style.arrow(Glyph.ARROW_LEFT));
        });
    String title = QuantityLabel.of(column, analysis.layers()).title();
    return new Panel(chart, "", figures(), title, "Test accuracy (%)");
  }

  /** Where the line enters and leaves the plot. */
  private double[] fitEnds(Span ySpan) {
    double[] kept = select(x, row -> drawn(row) && !excluded[row]);
    Span span = Span.of(kept);
    if (fit.slope() == 0) {
      return new double[] {span.from(), span.to()};
    }
    double low = (ySpan.from() - fit.intercept()) / fit.slope();
    double high = (ySpan.to() - fit.intercept()) / fit.slope();
    Span visible = new Span(Math.min(low, high), Math.max(low, high));
    return new double[] {visible.clamp(span.from()), visible.clamp(span.to())};
  }

  private void add(XYChart chart, String name, IntPredicate rows, PointMarker marker) {
    Span edges = new Span(xSpan.at(-EDGE), xSpan.at(1 + EDGE));
    double[] xs = Arrays.stream(select(x, rows)).map(edges::clamp).toArray();
    if (xs.length > 0) {
      Charts.addPoints(chart, name, xs, select(y, rows), marker);
    }
  }

  private String figures() {
    double rho = Spearman.correlate(x, y, analysis.options().permutations()).coefficient();
    int n = (int) IntStream.range(0, x.length).filter(this::drawn).count();
    String rSquared = fitted ? "*r*^{2} = " + Wording.coefficient(fit.rSquared(), 2) + "   " : "";
    return rSquared + "*ρ* = " + Wording.coefficient(rho, 2) + "   *n* = " + n;
  }
}
