package org.nodesnr.tables;

import java.util.List;

/** A table in GitHub's Markdown: caption, header, rows, notes; cells are Markdown. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  Markdown(String caption) {
    text.append("**").append(caption).append("**\n\n");
  }

  /** The first column is flushed left, the others right. */
  Markdown header(List<String> cells) {
    row(cells);
    text.append("|:---|").append("---:|".repeat(cells.size() - 1)).append('\n');
    return this;
  }

  Markdown row(List<String> cells) {
    text.append('|');
    cells.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
    text.append('\n');
    return this;
  }

  Markdown notes(List<String> notes) {
    text.append('\n').append(String.join(" ", notes)).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
