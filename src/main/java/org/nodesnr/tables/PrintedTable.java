package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nodesnr.files.Html;

/**
 * A table to be read: Markdown for the web, LaTeX (with the package booktabs) for a paper. Captions
 * and cells are {@link Markup}, notes plain text.
 *
 * @param label what LaTeX refers to it by
 * @param number such as {@code Table 1}; empty where it has none of the paper's
 * @param caption what it shows, without the full stop
 * @param header names of the columns; the first is flushed left, the others right
 * @param rows its rows
 * @param notes sentences below it
 */
record PrintedTable(
    String label,
    String number,
    String caption,
    List<String> header,
    List<Row> rows,
    List<String> notes) {
  /** Columns of values that fit beside each other: S and G of five layers and one more. */
  private static final int WIDEST = 12;

  /**
   * A row.
   *
   * @param opensGroup whether a rule is drawn above it
   * @param cells as many as the header has
   */
  record Row(boolean opensGroup, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }

    static Row of(String... cells) {
      return new Row(false, List.of(cells));
    }
  }

  PrintedTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    for (Row row : rows) {
      if (row.cells().size() != header.size()) {
        throw new IllegalArgumentException(
            row.cells().size() + " cells under " + header.size() + " names of columns");
      }
    }
  }

  /** The same, with these sentences below it. */
  PrintedTable noted(List<String> sentences) {
    return new PrintedTable(label, number, caption, header, rows, sentences);
  }

  /**
   * The same, in parts where it has too many columns to be read: each begins with the first ones.
   *
   * @param leading how many columns say what a row is about
   */
  List<PrintedTable> inParts(int leading) {
    if (header.size() - leading <= WIDEST) {
      return List.of(this);
    }
    List<PrintedTable> parts = new ArrayList<>();
    for (int from = leading; from < header.size(); from += WIDEST) {
      int first = from;
      int to = Math.min(header.size(), from + WIDEST);
      parts.add(
          new PrintedTable(
              from == leading ? label : label + "-" + (parts.size() + 1),
              number,
              from == leading ? caption : caption + ", continued",
              columns(header, leading, first, to),
              rows.stream()
                  .map(r -> new Row(r.opensGroup(), columns(r.cells(), leading, first, to)))
                  .toList(),
              to == header.size() ? notes : List.of()));
    }
    return parts;
  }

  private static List<String> columns(List<String> all, int leading, int from, int to) {
    return Stream.concat(all.subList(0, leading).stream(), all.subList(from, to).stream()).toList();
  }

  String markdown() {
    String title = Markup.markdown(caption) + ".";
    Markdown text = new Markdown(number.isEmpty() ? title : number + ". " + title);
    text.header(header.stream().map(Markup::markdown).toList());
    rows.forEach(row -> text.row(row.cells().stream().map(Markup::markdown).toList()));
    return notes.isEmpty() ? text.toString() : text.notes(notes).toString();
  }

  private String title() {
    return (number.isEmpty() ? "" : number + ". ") + Markup.text(caption);
  }

  /** For terminals: aligned columns, the notes below in lines of at most the given width. */
  String text(int width) {
    return new AlignedText(title() + ".", width)
        .rows(
            header.stream().map(Markup::text).toList(),
            rows.stream().map(row -> row.cells().stream().map(Markup::text).toList()).toList())
        .notes(notes)
        .toString();
  }

  /** An element {@code table}, and the notes as a paragraph below it. */
  WebTable web() {
    StringBuilder text = new StringBuilder("<table>\n<caption>");
    text.append(number.isEmpty() ? "" : Html.escaped(number) + ". ");
    text.append(Markup.html(caption)).append("</caption>\n<thead><tr>");
    header.forEach(
        cell -> text.append("<th scope=\"col\">").append(Markup.html(cell)).append("</th>"));
    text.append("</tr></thead>\n<tbody>\n");
    for (Row row : rows) {
      text.append(row.opensGroup() ? "<tr class=\"opens\">" : "<tr>");
      text.append("<th scope=\"row\">").append(Markup.html(row.cells().get(0))).append("</th>");
      row.cells().stream()
          .skip(1)
          .forEach(cell -> text.append("<td>").append(Markup.html(cell)).append("</td>"));
      text.append("</tr>\n");
    }
    text.append("</tbody>\n</table>\n");
    return new WebTable(label, title(), text.toString(), Html.escaped(String.join(" ", notes)));
  }

  String latex() {
    StringBuilder text = new StringBuilder("\\begin{table}\n  \\centering\n");
    text.append("  \\caption{").append(Markup.latex(caption)).append(".}\n");
    text.append("  \\label{tab:").append(label).append("}\n");
    text.append("  \\begin{tabular}{l").append("r".repeat(header.size() - 1)).append("}\n");
    text.append("    \\toprule\n");
    List<Row> lines = new ArrayList<>(List.of(new Row(false, header)));
    lines.addAll(rows);
    for (Row row : lines) {
      if (row.opensGroup()) {
        text.append("    \\midrule\n");
      }
      text.append("    ")
          .append(row.cells().stream().map(Markup::latex).collect(Collectors.joining(" & ")))
          .append(" \\\\\n");
    }
    text.append("    \\bottomrule\n  \\end{tabular}\n");
    if (!notes.isEmpty()) {
      text.append("\n  \\smallskip\n  \\begin{minipage}{\\linewidth}\\footnotesize\n    ")
          .append(notes.stream().map(Latex::escaped).collect(Collectors.joining("\n    ")))
          .append("\n  \\end{minipage}\n");
    }
    return text.append("\\end{table}\n").toString();
  }
}
