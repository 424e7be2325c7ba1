package org.nodesnr.files;

import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Tables as comma-separated values (RFC 4180, line feeds). Numbers read back as they were; missing
 * values are empty. Tablesaw's own writer depends on the Java version and its own reader guesses
 * types, so neither is used.
 */
public final class Csv {
  private Csv() {}

  /**
   * @param table any
   * @return its text, a header line first
   */
  public static String text(Table table) {
    StringBuilder text = new StringBuilder();
    appendLine(table.columnNames(), text);
    for (int row = 0; row < table.rowCount(); row++) {
      int r = row;
      appendLine(table.columns().stream().map(column -> cell(column, r)).toList(), text);
    }
    return text.toString();
  }

  /**
   * @param header names of the columns
   * @param rows cells, as text
   * @return the text
   */
  public static String text(List<String> header, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    appendLine(header, text);
    rows.forEach(row -> appendLine(row, text));
    return text.toString();
  }

  private static String cell(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    } else if (column instanceof DoubleColumn numbers) {
      return Numbers.exact(numbers.getDouble(row));
    } else if (column instanceof BooleanColumn flags) {
      return flags.get(row).toString();
    }
    return column.getUnformattedString(row);
  }

  private static void appendLine(List<String> cells, StringBuilder text) {
    String separator = "";
    for (String cell : cells) {
      text.append(separator).append(quoted(cell));
      separator = ",";
    }
    text.append('\n');
  }

  /**
   * @param cell any text
   * @return the text as a cell, in quotes where it needs them
   */
  public static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
