package org.nodesnr.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nodesnr.files.Csv;

/** The rows as CSV, with every digit, and as Markdown, for reading. */
final class BenchTable {
  private static final List<String> CSV_HEADER =
      List.of(
          "part",
          "unit",
          "ours",
          "oursLeast",
          "oursGreatest",
          "other",
          "theirs",
          "theirsLeast",
          "theirsGreatest",
          "ratio",
          "ratioLeast",
          "ratioGreatest",
          "target",
          "reached",
          "note");
  private static final List<String> MARKDOWN_HEADER =
      List.of("what", "unit", "nodesnr", "beside it", "its figure", "ratio", "target", "reached");

  private BenchTable() {}

  static String csv(List<BenchRow> rows) {
    List<List<String>> lines = new ArrayList<>();
    for (BenchRow row : rows) {
      List<String> line = new ArrayList<>(List.of(row.part(), row.unit()));
      digits(row.ours(), line);
      line.add(row.other());
      digits(row.theirs(), line);
      digits(row.ratio(), line);
      line.addAll(List.of(row.goal(), row.reached(), row.note()));
      lines.add(line);
    }
    return Csv.text(CSV_HEADER, lines);
  }

  private static void digits(TimingSpread spread, List<String> line) {
    if (spread == null) {
      line.addAll(List.of("", "", ""));
    } else {
      line.add(Double.toString(spread.median()));
      line.add(Double.toString(spread.least()));
      line.add(Double.toString(spread.greatest()));
    }
  }

  /**
   * @param conditions what the figures depend on, a line each
   * @param rows the measurements
   */
  static String markdown(List<String> conditions, List<BenchRow> rows) {
    StringBuilder text = new StringBuilder("# nodesnr bench\n\n");
    conditions.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append("\nMedian of the turns, and in brackets the least and the greatest. ")
        .append("Ratios are taken turn by turn.\n\n");
    text.append(line(MARKDOWN_HEADER));
    text.append(line(MARKDOWN_HEADER.stream().map(h -> "---").toList()));
    for (BenchRow row : rows) {
      text.append(
          line(
              List.of(
                  row.part(),
                  row.unit(),
                  shown(row.ours()),
                  row.other(),
                  shown(row.theirs()),
                  shown(row.ratio()),
                  row.goal(),
                  row.reached())));
    }
    List<BenchRow> noted = rows.stream().filter(row -> !row.note().isEmpty()).toList();
    if (!noted.isEmpty()) {
      text.append('\n');
      noted.forEach(
          row -> text.append("- ").append(row.part()).append(": ").append(row.note()).append('\n'));
    }
    return text.toString();
  }

  /** One row in one line of plain text. */
  static String line(BenchRow row) {
    return row.ratio() == null
        ? row.part() + ": " + row.note()
        : String.format(
            Locale.ROOT,
            "%s: %s %s, %s %s, ratio %s %s %s",
            row.part(),
            shown(row.ours()),
            row.unit(),
            row.other(),
            shown(row.theirs()),
            shown(row.ratio()),
            row.goal(),
            row.reached().isEmpty() ? "" : "reached: " + row.reached());
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String shown(TimingSpread spread) {
    return spread == null
        ? ""
        : number(spread.median())
            + (spread.least() == spread.greatest()
                ? ""
                : " (" + number(spread.least()) + "-" + number(spread.greatest()) + ")");
  }

  /** Three significant digits and more before the point. */
  static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
