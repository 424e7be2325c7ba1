package org.nodesnr.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Scatter;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.CorrelationRow;

/**
 * One quantity against test accuracy: a marker per finished run, the best-fit line without the
 * excluded runs, Spearman's ρ over all. An excluded run far beyond the others stands at the edge.
 */
final class ScatterPlot {
  private final Runs runs;
  private final Palette palette;
  private final Scatter scatter;
  private final QuantityLabel label;
  private final double[] x;
  private final double[] y;
  private final CorrelationRow fit;
  private final CorrelationRow rank;
  private final boolean fitted;

  /**
   * @param runs what is drawn
   * @param palette how
   * @param scatter the quantity
   * @param fitted whether the best-fit line is drawn
   */
  ScatterPlot(Runs runs, Palette palette, Scatter scatter, boolean fitted) {
    this.runs = runs;
    this.palette = palette;
    this.scatter = scatter;
    this.label = QuantityLabel.of(scatter.column(), runs.table().layers());
    this.x = runs.table().numbers(scatter.column());
    this.y =
        Arrays.stream(runs.table().numbers(AnalysisOptions.TEST_ACCURACY))
            .map(v -> 100 * v)
            .toArray();
    this.fit = scatter.fit();
    this.rank = scatter.rank();
    this.fitted = fitted && scatter.hasLine();
  }

  private boolean drawn(int row) {
    return runs.finished(row) && Double.isFinite(x[row]) && Double.isFinite(y[row]);
  }

  String figure() {
    List<Integer> rows =
        IntStream.range(0, x.length)
            .filter(this::drawn)
            .boxed()
            .sorted(Comparator.comparing(runs::regime, palette.darkestFirst()))
            .toList();
    Span xSpan = scatter.span();
    Span ySpan = Span.of(rows.stream().mapToDouble(row -> y[row]).toArray());
    Plot plot = Plot.of(Axis.padded(xSpan), Axis.padded(ySpan));
    StringBuilder content = new StringBuilder();
    if (fitted) {
      content.append(line(plot, xSpan));
    }
    for (int row : rows) {
      content.append(
          palette.marker(
              runs.regime(row),
              runs.excluded(row).isPresent(),
              plot.x().place(xSpan.clamp(x[row])),
              plot.y().place(y[row]),
              " data-run=\"" + row + "\"" + (xSpan.clamp(x[row]) == x[row] ? "" : " data-far")));
    }
    return plot.figure(
        "scatter", "", caption(), spoken(), Plot.title(label), "Test accuracy (%)", "" + content);
  }

  /** From the first of the runs that it was fitted to until the last. */
  private String line(Plot plot, Span xSpan) {
    String from = plot.x().place(xSpan.from()) + " " + plot.y().place(scatter.line(xSpan.from()));
    String to = plot.x().place(xSpan.to()) + " " + plot.y().place(scatter.line(xSpan.to()));
    return "<path class=\"fit\" clip-path=\"url(#inside)\" d=\"M" + from + "L" + to + "\"/>";
  }

  private String caption() {
    return "<b>"
        + label.html()
        + "</b> <span class=\"stat\">"
        + String.join(" &nbsp; ", statistics(true))
        + "</span>";
  }

  private List<String> statistics(boolean html) {
    double rho = rank.spearman().correlation().coefficient();
    String rhoName = html ? "<i>ρ</i>" : "Spearman’s ρ";
    String line =
        (html ? "<i>r</i>² " : "r² of the best-fit line ")
            + Wording.coefficient(fit.fit().rSquared(), 2, fit.n())
            + (fit.n() == rank.n() ? "" : " (" + runs(html, fit.n()) + ")");
    String p = Wording.pValue(rank.spearman().correlation().pValue(), rank.n());
    String ranks =
        rhoName
            + " "
            + Wording.coefficient(rho, 2, rank.n())
            + " ("
            + (html ? "<i>p</i> " + p.replace("<", "&lt;") : "p " + p)
            + ")";
    String n = runs(html, rank.n());
    return fitted ? List.of(line, ranks, n) : List.of(ranks, n);
  }

  private static String runs(boolean html, int n) {
    return (html ? "<i>n</i> " : "runs ") + Wording.count(n);
  }

  private String spoken() {
    return label.words()
        + " against test accuracy: "
        + String.join(", ", statistics(false))
        + (fitted
            ? ", slope "
                + Numbers.rounded(100 * fit.fit().slope(), 3)
                + " points of accuracy per unit"
            : "");
  }
}
