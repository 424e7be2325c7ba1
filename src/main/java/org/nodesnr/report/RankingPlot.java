package org.nodesnr.report;

import java.io.IOException;
import java.util.List;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.RankedMeasure;
import org.nodesnr.analysis.Ranking;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Html;

/**
 * Kendall's τ_b of every measure with a generalisation gap, and of the controls, with intervals.
 */
final class RankingPlot {
  private static final int TOP = 16;

  /** Labels beside what they name, and on narrow screens, where they would shrink, above it. */
  private static final List<Layout> LAYOUTS =
      List.of(new Layout("wide", 600, 385, 590, 17, 0), new Layout("narrow", 370, 12, 358, 33, 15));

  /**
   * How a plot is laid out; the style sheet shows one of them.
   *
   * @param name its class
   * @param width of the plot
   * @param left where the axis begins
   * @param right where it ends
   * @param row height of a row
   * @param below how far a mark is below its label
   */
  private record Layout(String name, int width, int left, int right, int row, int below) {
    String place(double tau) {
      return new Axis(new Span(-1, 1), left, right, List.of()).place(tau);
    }
  }

  private final Analysis analysis;
  private final Ranking ranking;
  private final List<RankedMeasure> rows;

  private RankingPlot(Analysis analysis, Ranking ranking) {
    this.analysis = analysis;
    this.ranking = ranking;
    this.rows = ranking.drawn();
  }

  /** The section of the page; empty where measures are not ranked. */
  static String section(Findings findings) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Ranking ranking : findings.rankings()) {
      text.append(new RankingPlot(findings.analysis(), ranking).figure());
    }
    return text.isEmpty() ? "" : PageTemplate.resource("ranking.html").replace("{{plots}}", text);
  }

  private String figure() {
    String gap = ranking.targetWords();
    StringBuilder text = new StringBuilder("<figure class=\"panel\"><figcaption><b>With the ");
    text.append(Html.escaped(gap)).append("</b></figcaption>\n");
    LAYOUTS.forEach(layout -> append(text, layout, gap));
    return text.append("</figure>\n").toString();
  }

  private void append(StringBuilder text, Layout layout, String gap) {
    int bottom = TOP + layout.row() * rows.size();
    text.append("<svg class=\"plot outcome ranking ").append(layout.name());
    text.append("\" viewBox=\"0 0 ").append(layout.width()).append(' ').append(bottom + 20);
    text.append("\" role=\"img\" aria-label=\"").append(Html.escaped(spoken(gap)));
    text.append("\">\n<g class=\"axes\">");
    for (int half = -2; half <= 2; half++) {
      text.append("<path").append(half == 0 ? " class=\"base\"" : "").append(" d=\"M");
      text.append(layout.place(half / 2.0))
          .append(' ')
          .append(TOP - 8)
          .append('V')
          .append(bottom - 4);
      text.append("\"/><text class=\"x\" x=\"").append(layout.place(half / 2.0)).append("\" y=\"");
      text.append(bottom + 10).append("\">");
      text.append(Wording.coefficient(half / 2.0, half % 2 == 0 ? 0 : 1)).append("</text>");
    }
    text.append("</g>\n");
    for (RankedMeasure row : ranking.toBeat()) {
      text.append("<path class=\"beat\" d=\"M").append(layout.place(row.tau())).append(' ');
      text.append(TOP - 8).append('V').append(bottom - 4).append("\"/>");
    }
    for (int i = 0; i < rows.size(); i++) {
      append(text, layout, rows.get(i), TOP + layout.row() * i + 4);
    }
    text.append("</svg>\n");
  }

  private void append(StringBuilder text, Layout layout, RankedMeasure row, int y) {
    int mark = y + layout.below();
    String kind = row.control() ? "control" : ranking.ofNodes(row) ? "ours" : "measure";
    text.append("<g class=\"").append(kind).append("\"><text class=\"row\" x=\"0\" y=\"");
    text.append(y).append("\">").append(label(row)).append("</text>");
    if (Double.isFinite(row.interval().lower())) {
      text.append("<path class=\"range\" d=\"M").append(layout.place(row.interval().lower()));
      text.append(' ')
          .append(mark)
          .append('H')
          .append(layout.place(row.interval().upper()))
          .append("\"/>");
    }
    text.append("<circle cx=\"").append(layout.place(row.tau())).append("\" cy=\"").append(mark);
    text.append("\" r=\"4\"/></g>\n");
  }

  private String label(RankedMeasure row) {
    return row.control()
        ? Html.escaped(ranking.controlWords(row))
        : Plot.title(QuantityLabel.of(row.name(), analysis.layers()));
  }

  private String spoken(String gap) {
    StringBuilder text = new StringBuilder("Kendall’s τ with the " + gap);
    String separator = ": ";
    for (RankedMeasure row : rows) {
      String name =
          row.control()
              ? ranking.controlWords(row)
              : QuantityLabel.of(row.name(), analysis.layers()).plain();
      text.append(separator).append(name).append(' ').append(Wording.coefficient(row.tau(), 2));
      separator = "; ";
    }
    return text.toString();
  }
}
