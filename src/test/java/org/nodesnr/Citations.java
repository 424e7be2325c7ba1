package org.nodesnr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks what a document says against generated tables.
 *
 * <ul>
 *   <li>Each table of it has to be the table of some {@code *.md} file under the results, line by
 *       line.
 *   <li>A number in its text is cited as {@code 0.71<!-- mnist/tables/table-1.csv quantity=paper.G1
 *       : spearman -->}: the file, what its row holds, the column. A percent sign after the number
 *       stands for a hundredth. The cell, rounded as the number is, has to equal it.
 * </ul>
 */
final class Citations {
  private static final Pattern CITED =
      Pattern.compile("([-−]?[0-9][0-9,]*(?:\\.[0-9]+)?)(%?)<!-- (\\S+) (.*?) ?: (\\S+) -->");
  private static final Pattern ANY_CITATION = Pattern.compile("<!-- \\S+\\.csv.*?-->");

  private final Path results;

  Citations(Path results) {
    this.results = results;
  }

  /** What is wrong with a document, a line each. */
  List<String> errors(String document) throws IOException {
    List<String> errors = new ArrayList<>();
    checkTables(document, errors);
    Matcher citation = CITED.matcher(document);
    int read = 0;
    while (citation.find()) {
      read++;
      check(citation, errors);
    }
    long written = ANY_CITATION.matcher(document).results().count();
    if (written != read) {
      errors.add((written - read) + " citations can't be read");
    }
    return errors;
  }

  private void checkTables(String document, List<String> errors) throws IOException {
    List<String> generated = new ArrayList<>();
    if (Files.isDirectory(results)) {
      try (Stream<Path> files = Files.walk(results)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
          generated.addAll(tables(Files.readString(file)));
        }
      }
    }
    tables(document).stream()
        .filter(table -> !generated.contains(table))
        .forEach(table -> errors.add("no generated table is:\n" + table));
  }

  /** Runs of lines that begin with a bar. */
  private static List<String> tables(String document) {
    List<String> tables = new ArrayList<>();
    StringBuilder table = new StringBuilder();
    for (String line : (document + "\n\n").split("\n", -1)) {
      if (line.startsWith("|")) {
        table.append(line).append('\n');
      } else if (!table.isEmpty()) {
        tables.add(table.toString());
        table.setLength(0);
      }
    }
    return tables;
  }

  private void check(Matcher citation, List<String> errors) throws IOException {
    String number = citation.group(1).replace('−', '-').replace(",", "");
    Path file = results.resolve(citation.group(3));
    if (!Files.exists(file)) {
      errors.add(citation.group() + ": no such file");
      return;
    }
    List<Map<String, String>> rows = rows(file);
    for (String condition : citation.group(4).split("; ?")) {
      String[] sides = condition.split("=", 2);
      rows.removeIf(row -> sides.length < 2 || !sides[1].equals(row.get(sides[0].strip())));
    }
    if (rows.size() != 1 || !rows.get(0).containsKey(citation.group(5))) {
      errors.add(citation.group() + ": " + rows.size() + " rows, or no such column");
      return;
    }
    String cell = rows.get(0).get(citation.group(5));
    double value = Double.parseDouble(cell) * (citation.group(2).isEmpty() ? 1 : 100);
    int decimals = number.contains(".") ? number.length() - number.indexOf('.') - 1 : 0;
    double half = 0.5 * Math.pow(10, -decimals);
    if (!(Math.abs(value - Double.parseDouble(number)) <= half * (1 + 1e-9))) {
      errors.add(citation.group() + ": is " + cell);
    }
  }

  private static List<Map<String, String>> rows(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> header = cells(lines.get(0));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      List<String> cells = cells(line);
      for (int i = 0; i < header.size(); i++) {
        row.put(header.get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    Matcher cell = Pattern.compile("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))").matcher(line);
    while (cell.find()) {
      cells.add(cell.group(2) != null ? cell.group(2) : cell.group(1).replace("\"\"", "\""));
    }
    return cells;
  }
}
