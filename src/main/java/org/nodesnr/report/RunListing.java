package org.nodesnr.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Html;
import org.nodesnr.files.Numbers;

/** The table of runs: one row each, every number of which the script can sort by. */
final class RunListing {
  private static final int SHORT_ID = 8;

  /**
   * A column of numbers.
   *
   * @param name in the table of runs
   * @param heading HTML
   * @param scale what values are multiplied by
   * @param decimals digits after the point
   * @param tip the line of the hover text in which it stands; empty where in none
   */
  private record Column(String name, String heading, double scale, int decimals, String tip) {}

  private final Runs runs;
  private final Palette palette;
  private final List<Column> columns = new ArrayList<>();

  RunListing(Runs runs, Palette palette) {
    this.runs = runs;
    this.palette = palette;
    int layers = runs.table().layers();
    columns.add(new Column("step", "steps", 1, 0, ""));
    columns.add(new Column("testAccuracy", "test accuracy, %", 100, 2, "test accuracy (%)"));
    columns.add(new Column("trainAccuracy", "training accuracy, %", 100, 2, ""));
    columns.add(new Column("testLoss", "test loss", 1, 4, ""));
    columns.add(new Column("trainLoss", "training loss", 1, 4, ""));
    for (String name : runs.analysis().shown()) {
      QuantityLabel label = QuantityLabel.of(name, layers);
      String tip = label.symbol() + label.exponent();
      columns.add(new Column(name, label.html(), 1, 3, tip));
    }
    runs.analysis()
        .controls()
        .forEach(
            name -> {
              String heading = QuantityLabel.of(name, layers).html();
              columns.add(new Column(name, heading, 1, 3, ""));
            });
  }

  String table() {
    StringBuilder text = new StringBuilder("<table id=\"runs\">\n<caption>Every run at its last");
    text.append(" checkpoint</caption>\n<thead><tr>");
    text.append("<th scope=\"col\" class=\"text\" aria-sort=\"none\">regime</th>");
    text.append("<th scope=\"col\" class=\"text\" aria-sort=\"none\">state</th>");
    text.append("<th scope=\"col\" aria-sort=\"none\">seed</th>");
    for (Column column : columns) {
      text.append("<th scope=\"col\" aria-sort=\"none\"");
      if (!column.tip().isEmpty()) {
        text.append(" data-tip=\"").append(Html.escaped(column.tip())).append('"');
      }
      text.append('>').append(column.heading()).append("</th>");
    }
    text.append("<th scope=\"col\" class=\"text\" aria-sort=\"none\">record</th></tr></thead>\n");
    text.append("<tbody>\n");
    List<double[]> values =
        columns.stream().map(column -> runs.table().numbers(column.name())).toList();
    for (int row = 0; row < runs.size(); row++) {
      appendRow(row, values, text);
    }
    return text.append("</tbody>\n</table>\n").toString();
  }

  private void appendRow(int row, List<double[]> values, StringBuilder text) {
    int regime = runs.regime(row);
    boolean excluded = runs.excluded(row).isPresent();
    text.append("<tr data-run=\"").append(row).append("\" data-regime=\"").append(regime);
    text.append("\" data-kept=\"").append(runs.finished(row) && !excluded).append("\">");
    text.append("<th scope=\"row\" class=\"text\">").append(palette.sample(regime));
    text.append(Html.escaped(runs.record(row).regime())).append("</th>");
    text.append("<td class=\"text state\">").append(Html.escaped(state(row))).append("</td>");
    text.append(number(runs.record(row).seed(), Long.toString(runs.record(row).seed())));
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      double value = values.get(i)[row];
      double shown = column.scale() * value;
      text.append(
          number(
              value,
              column.decimals() == 0 && !Double.isNaN(shown)
                  ? Wording.count(Math.round(shown))
                  : Wording.coefficient(shown, column.decimals())));
    }
    String id = runs.record(row).id();
    text.append("<td class=\"text\"><a href=\"runs/").append(Html.escaped(id)).append(".json\">");
    text.append(Html.escaped(id.substring(0, Math.min(SHORT_ID, id.length()))));
    text.append("</a></td></tr>\n");
  }

  private static String number(double value, String shown) {
    return Double.isFinite(value)
        ? "<td><data value=\"" + Numbers.exact(value) + "\">" + shown + "</data></td>"
        : "<td>–</td>";
  }

  private String state(int row) {
    if (!runs.finished(row)) {
      String message = runs.record(row).message();
      return runs.record(row).status().name().toLowerCase(Locale.ROOT)
          + (message.isEmpty() ? "" : ": " + message);
    }
    return runs.excluded(row)
        .map(
            run ->
                "excluded: "
                    + Wording.rule(run.rule(), runs.table().layers())
                    + " ("
                    + Wording.coefficient(run.value(), 3)
                    + ")")
        .orElse("");
  }
}
