package org.nodesnr.report;

import java.util.List;
import java.util.function.Function;
import org.nodesnr.analysis.PaperValues;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Html;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.Interval;
import org.nodesnr.tables.ComparisonTable;
import org.nodesnr.tables.ComparisonTable.Column;

/** The paper's coefficients and ours on one line per quantity, ours with their intervals. */
final class OutcomePlot {
  private static final int WIDTH = 320;
  private static final int LEFT = 58;
  private static final int RIGHT = 310;
  private static final int TOP = 16;
  private static final int ROW = 22;

  private final ComparisonTable table;

  OutcomePlot(ComparisonTable table) {
    this.table = table;
  }

  String figures() {
    return figure(
            "Spearman’s <i>ρ</i> with test accuracy",
            "Spearman’s ρ with test accuracy",
            -1,
            c -> told(c.rank(), c.rank().spearman().correlation().coefficient()),
            c -> c.rank().spearman().interval(),
            PaperValues.Value::spearman)
        + figure(
            "<i>r</i>² of the best-fit line",
            "r² of the best-fit line",
            0,
            c -> told(c.fit(), c.fit().fit().rSquared()),
            c -> c.fit().rSquaredInterval(),
            PaperValues.Value::rSquared);
  }

  /** Of too few runs nothing is drawn. */
  private static double told(CorrelationRow row, double value) {
    return row.n() < Wording.FEWEST_RUNS ? Double.NaN : value;
  }

  private String figure(
      String caption,
      String name,
      double least,
      Function<Column, Double> value,
      Function<Column, Interval> interval,
      Function<PaperValues.Value, Double> paper) {
    List<Column> columns = table.columns();
    int bottom = TOP + ROW * columns.size();
    StringBuilder text = new StringBuilder("<figure class=\"panel\"><figcaption><b>");
    text.append(caption).append("</b></figcaption>\n<svg class=\"plot outcome\" viewBox=\"0 0 ");
    text.append(WIDTH).append(' ').append(bottom + 20).append("\" role=\"img\" aria-label=\"");
    text.append(Html.escaped(spoken(name, value, paper))).append("\">\n<g class=\"axes\">");
    for (double tick = least; tick <= 1; tick += 0.5) {
      text.append("<path").append(tick == 0 ? " class=\"base\"" : "");
      text.append(" d=\"M").append(place(tick, least)).append(' ').append(TOP - 8);
      text.append('V').append(bottom - 4).append("\"/>");
      text.append("<text class=\"x\" x=\"").append(place(tick, least)).append("\" y=\"");
      text.append(bottom + 10).append("\">");
      text.append(Wording.coefficient(tick, tick == Math.rint(tick) ? 0 : 1)).append("</text>");
    }
    text.append("</g>\n");
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      int y = TOP + ROW * i + 4;
      QuantityLabel label = column.label();
      text.append("<text class=\"row\" x=\"0\" y=\"").append(y).append("\">");
      text.append(Plot.title(label)).append("</text>");
      Interval range = interval.apply(column);
      if (Double.isFinite(range.lower())) {
        text.append("<path class=\"range\" d=\"M").append(place(range.lower(), least));
        text.append(' ').append(y).append('H').append(place(range.upper(), least)).append("\"/>");
      }
      column.paper().map(paper).ifPresent(v -> text.append(circle("paper", place(v, least), y)));
      if (Double.isFinite(value.apply(column))) {
        text.append(circle("ours", place(value.apply(column), least), y));
      }
    }
    return text.append("</svg></figure>\n").toString();
  }

  private static String circle(String kind, String x, int y) {
    return "<circle class=\"" + kind + "\" cx=\"" + x + "\" cy=\"" + y + "\" r=\"4.5\"/>";
  }

  private static String place(double value, double least) {
    return new Axis(new Span(least, 1), LEFT, RIGHT, List.of()).place(value);
  }

  private String spoken(
      String name, Function<Column, Double> value, Function<PaperValues.Value, Double> paper) {
    StringBuilder text = new StringBuilder(name);
    String separator = ": ";
    for (Column column : table.columns()) {
      text.append(separator).append(column.label().plain()).append(' ');
      text.append(Wording.coefficient(value.apply(column), 2)).append(" here");
      column
          .paper()
          .map(paper)
          .ifPresent(
              v -> text.append(", ").append(Wording.coefficient(v, 2)).append(" in the paper"));
      separator = "; ";
    }
    return text.toString();
  }
}
