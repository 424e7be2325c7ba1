package org.nodesnr.tables;

import java.util.List;

/** A table for terminals: the first column flushed left, the others right. */
final class AlignedText {
  private static final String GAP = "  ";

  private final StringBuilder text = new StringBuilder();
  private final int width;

  /**
   * @param caption above the table
   * @param width characters in a line of the caption and the notes
   */
  AlignedText(String caption, int width) {
    this.width = width;
    paragraph(caption);
    text.append('\n');
  }

  AlignedText rows(List<String> header, List<List<String>> rows) {
    int[] widths = header.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    row(header, widths);
    rows.forEach(row -> row(row, widths));
    return this;
  }

  private void row(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(cells.get(0));
    line.append(" ".repeat(widths[0] - cells.get(0).length()));
    for (int i = 1; i < widths.length; i++) {
      line.append(GAP).append(" ".repeat(widths[i] - cells.get(i).length())).append(cells.get(i));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  AlignedText notes(List<String> notes) {
    if (!notes.isEmpty()) {
      text.append('\n');
      paragraph(String.join(" ", notes));
    }
    return this;
  }

  /** Breaks lines between words. */
  private void paragraph(String words) {
    int column = 0;
    for (String word : words.split(" ")) {
      if (column > 0 && column + 1 + word.length() > width) {
        text.append('\n');
        column = 0;
      }
      if (column > 0) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    text.append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
