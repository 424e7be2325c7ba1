package org.nodesnr.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.nodesnr.UserError;

/**
 * A file that {@link Csv} wrote.
 *
 * @param file where it lies
 * @param header names of the columns
 * @param rows cells as text, as many in each row as there are columns
 */
public record CsvFile(Path file, List<String> header, List<List<String>> rows) {
  /** Copies the lists. */
  public CsvFile {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /**
   * @param file to read
   * @return what it holds
   * @throws UserError when it is missing or damaged
   * @throws IOException when it can't be read
   */
  public static CsvFile read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UserError(file + " is missing: make it with 'make figures'", e);
    }
    return of(file, text);
  }

  /**
   * @param file named in messages
   * @param text what it holds
   * @return the text as a table
   * @throws UserError when it is damaged
   */
  public static CsvFile of(Path file, String text) {
    List<List<String>> lines = lines(text);
    if (lines.isEmpty()) {
      throw damaged(file, "it is empty");
    }
    List<String> header = lines.get(0);
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).size() != header.size()) {
        throw damaged(file, "row " + i + " has not " + header.size() + " cells");
      }
    }
    return new CsvFile(file, header, lines.subList(1, lines.size()));
  }

  private static UserError damaged(Path file, String how) {
    return new UserError(file + " is damaged (" + how + "): make it again with 'make figures'");
  }

  private static List<List<String>> lines(String text) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        line.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          lines.add(List.copyOf(line));
          line.clear();
        }
      } else {
        cell.append(c);
      }
    }
    if (!line.isEmpty() || cell.length() > 0) {
      line.add(cell.toString());
      lines.add(line);
    }
    return lines;
  }

  /**
   * @param column name of a column
   * @param value text of a cell
   * @return the rows whose cell in the column is the value
   */
  public CsvFile where(String column, String value) {
    int index = index(column);
    return new CsvFile(
        file, header, rows.stream().filter(row -> row.get(index).equals(value)).toList());
  }

  /**
   * @param column name of a column
   * @param values texts of cells
   * @return the rows whose cell in the column is none of the values
   */
  public CsvFile without(String column, Set<String> values) {
    int index = index(column);
    return new CsvFile(
        file, header, rows.stream().filter(row -> !values.contains(row.get(index))).toList());
  }

  /**
   * @param columns names of columns
   * @return the rows less those that agree with an earlier one in these columns
   */
  public CsvFile distinct(List<String> columns) {
    int[] indices = columns.stream().mapToInt(this::index).toArray();
    Set<List<String>> seen = new HashSet<>();
    return new CsvFile(
        file,
        header,
        rows.stream()
            .filter(row -> seen.add(IntStream.of(indices).mapToObj(row::get).toList()))
            .toList());
  }

  /**
   * @return this file, of which a single row is left
   * @throws UserError when it has more or fewer
   */
  public CsvFile theOne() {
    if (rows.size() != 1) {
      throw damaged(file, "it has " + rows.size() + " rows where there must be one");
    }
    return this;
  }

  /**
   * @param column any name
   * @return whether a column has it
   */
  public boolean has(String column) {
    return header.contains(column);
  }

  /**
   * @param column name of a column
   * @return its cells
   */
  public List<String> texts(String column) {
    int index = index(column);
    return rows.stream().map(row -> row.get(index)).toList();
  }

  /**
   * @param column name of a column
   * @return its cells as numbers; NaN where empty
   * @throws UserError when one is no number
   */
  public double[] numbers(String column) {
    try {
      return texts(column).stream().mapToDouble(Numbers::parse).toArray();
    } catch (NumberFormatException e) {
      throw new UserError(
          file + " is damaged: its column '" + column + "' holds what is no number", e);
    }
  }

  private int index(String column) {
    int index = header.indexOf(column);
    if (index < 0) {
      throw damaged(file, "it has no column '" + column + "'");
    }
    return index;
  }
}
