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
import org.nodesnr.analysis.Scatter;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;

/** One quantity against test accuracy. */
final class ScatterPanel {
  static final BasicStroke FIT_STROKE = Ink.stroke(1);

  /**
   * The part at the left that is enlarged where it is crowded, and the share of points it takes.
   */
  private static final double CROWDED_PART = 0.25;

  private static final double CROWDED_SHARE = 0.6;

  /** Where the arrows stand, as a share of the axis beyond its ends. */
  private static final double EDGE = 0.008;

  private final Analysis analysis;
  private final Scatter scatter;
  private final double[] x;
  private final double[] y;
  private final Map<String, RegimeStyle> styles;
  private final boolean fitted;
  private final boolean[] excluded;
  private final Span xSpan;
  private final boolean enlarged;

  /**
   * @param analysis the runs
   * @param scatter what is drawn of them
   * @param styles of the regimes
   * @param fitted whether the best-fit line is drawn
   * @param enlarged whether only the crowded part at the left is shown, on the whole width
   */
  ScatterPanel(
      Analysis analysis,
      Scatter scatter,
      Map<String, RegimeStyle> styles,
      boolean fitted,
      boolean enlarged) {
    this.analysis = analysis;
    this.scatter = scatter;
    this.x = scatter.x();
    this.y = scatter.y();
    this.styles = styles;
    this.fitted = fitted;
    this.excluded = scatter.excluded();
    this.enlarged = enlarged;
    Span whole = scatter.span();
    this.xSpan = enlarged ? new Span(whole.from(), whole.at(CROWDED_PART)) : whole;
  }

  /** Whether most points stand within a small part at the left, one upon another. */
  boolean isCrowded() {
    long all = IntStream.range(0, x.length).filter(this::drawn).count();
    double edge = xSpan.at(CROWDED_PART);
    long left = IntStream.range(0, x.length).filter(row -> drawn(row) && x[row] <= edge).count();
    return all >= Wording.FEWEST_RUNS && left >= CROWDED_SHARE * all;
  }

  private boolean drawn(int row) {
    return scatter.drawn(row);
  }

  private boolean beyond(int row) {
    return x[row] < xSpan.from() || x[row] > xSpan.to();
  }

  boolean hasPointsBeyondTheAxis() {
    return !enlarged && IntStream.range(0, x.length).anyMatch(row -> drawn(row) && beyond(row));
  }

  boolean hasLine() {
    return fitted && scatter.hasLine();
  }

  private double[] select(double[] values, IntPredicate rows) {
    return IntStream.range(0, values.length).filter(rows).mapToDouble(r -> values[r]).toArray();
  }

  Panel panel(Page.PlotSize size) {
    Span ySpan = Span.of(select(y, row -> Double.isFinite(y[row]) && !(enlarged && beyond(row))));
    XYChart chart = Charts.plot(xSpan, ySpan, size);
    if (hasLine()) {
      double[] ends = fitEnds(ySpan);
      double[] heights = Arrays.stream(ends).map(scatter::line).toArray();
      Charts.addLine(chart, "fit", ends, heights, Ink.FIT, FIT_STROKE);
    }
    List<String> regimes = analysis.table().labels("regime");
    RegimeStyle.darkestFirst(styles)
        .forEach(
            (regime, style) -> {
              IntPredicate ofRegime =
                  row ->
                      drawn(row) && regimes.get(row).equals(regime) && !(enlarged && beyond(row));
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
    String title = QuantityLabel.of(scatter.column(), analysis.layers()).title();
    return enlarged
        ? new Panel(chart, "", "left quarter, enlarged", title, "Test accuracy (%)")
        : new Panel(chart, "", figures(), title, "Test accuracy (%)");
  }

  /** Where the line enters and leaves the plot. */
  private double[] fitEnds(Span ySpan) {
    double[] kept = select(x, row -> drawn(row) && !excluded[row]);
    Span all = Span.of(kept);
    Span span = new Span(xSpan.clamp(all.from()), xSpan.clamp(all.to()));
    double low = scatter.inverse(ySpan.from());
    double high = scatter.inverse(ySpan.to());
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      return new double[] {span.from(), span.to()};
    }
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
    double rho = scatter.rank().spearman().correlation().coefficient();
    int n = scatter.rank().n();
    int kept = scatter.fit().n();
    // Where runs are excluded, each coefficient has the number of its own runs beside it.
    String ofKept = kept == n ? "   " : " (*n* = " + kept + ")   ";
    String rSquared =
        fitted
            ? "*r*^{2} = " + Wording.coefficient(scatter.fit().fit().rSquared(), 2, kept) + ofKept
            : "";
    String ranks = "*ρ* = " + Wording.coefficient(rho, 2, n);
    return rSquared + ranks + (fitted && kept != n ? " (*n* = " + n + ")" : "   *n* = " + n);
  }
}
