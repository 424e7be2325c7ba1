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
  private static final int WIDTH = 600;
  private static final int LEFT = 385;
  private static final int RIGHT = 590;
  private static final int TOP = 16;
  private static final int ROW = 17;

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
    int bottom = TOP + ROW * rows.size();
    String gap = ranking.targetWords();
    StringBuilder text = new StringBuilder("<figure class=\"panel\"><figcaption><b>With the ");
    text.append(Html.escaped(gap)).append("</b></figcaption>\n<svg class=\"plot outcome ranking\"");
    text.append(" viewBox=\"0 0 ").append(WIDTH).append(' ').append(bottom + 20);
    text.append("\" role=\"img\" aria-label=\"").append(Html.escaped(spoken(gap)));
    text.append("\">\n<g class=\"axes\">");
    for (int half = -2; half <= 2; half++) {
      text.append("<path").append(half == 0 ? " class=\"base\"" : "").append(" d=\"M");
      text.append(place(half / 2.0)).append(' ').append(TOP - 8).append('V').append(bottom - 4);
      text.append("\"/><text class=\"x\" x=\"").append(place(half / 2.0)).append("\" y=\"");
      text.append(bottom + 10).append("\">");
      text.append(Wording.coefficient(half / 2.0, half % 2 == 0 ? 0 : 1)).append("</text>");
    }
    text.append("</g>\n");
    for (RankedMeasure row : ranking.toBeat()) {
      text.append("<path class=\"beat\" d=\"M").append(place(row.tau())).append(' ');
      text.append(TOP - 8).append('V').append(bottom - 4).append("\"/>");
    }
    for (int i = 0; i < rows.size(); i++) {
      append(text, rows.get(i), TOP + ROW * i + 4);
    }
    return text.append("</svg></figure>\n").toString();
  }

  private void append(StringBuilder text, RankedMeasure row, int y) {
    String kind = row.control() ? "control" : ranking.ofNodes(row) ? "ours" : "measure";
    text.append("<g class=\"").append(kind).append("\"><text class=\"row\" x=\"0\" y=\"");
    text.append(y).append("\">").append(label(row)).append("</text>");
    if (Double.isFinite(row.interval().lower())) {
      text.append("<path class=\"range\" d=\"M").append(place(row.interval().lower()));
      text.append(' ').append(y).append('H').append(place(row.interval().upper())).append("\"/>");
    }
    text.append("<circle cx=\"").append(place(row.tau())).append("\" cy=\"").append(y);
    text.append("\" r=\"4\"/></g>\n");
  }

  private String label(RankedMeasure row) {
    return row.control()
        ? Html.escaped(ranking.controlWords(row))
        : Plot.title(QuantityLabel.of(row.name(), analysis.layers()));
  }

  private static String place(double tau) {
    return new Axis(new Span(-1, 1), LEFT, RIGHT, List.of()).place(tau);
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
