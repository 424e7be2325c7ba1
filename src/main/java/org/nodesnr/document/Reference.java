package org.nodesnr.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nodesnr.UserError;
import org.nodesnr.files.CsvFile;
import org.nodesnr.files.Numbers;

/**
 * A number of a document: one cell of a table of an experiment.
 *
 * <p>Written {@code experiment/table selectors column format}. {@code mnist/table-1} is {@code
 * mnist/tables/table-1.csv} under the results, {@code mnist/runs} is {@code mnist/runs.csv}, {@code
 * mnist/evaluation/x} is {@code mnist/evaluation/x.csv}. A selector is {@code [key=value]}, and
 * chooses rows by the text of a cell; {@code G2} or {@code Ghidden} stands for {@code
 * [quantity=paper.G2]}; any other word is the name of selectors that the template defines. One row
 * must be left. The format is the number of decimals, as {@code .2} (three without it), {@code %.2}
 * for a share in per cent, {@code +.2} for a sign always shown.
 *
 * @param table path of the table, without its ending
 * @param conditions text of a cell by name of its column
 * @param column name of the column
 * @param format decimals and the like
 */
record Reference(String table, Map<String, String> conditions, String column, String format) {
  private static final Pattern TOKEN = Pattern.compile("\\[([^=\\]]+)=([^\\]]*)\\]|(\\S+)");
  private static final Pattern MEASURE = Pattern.compile("[SG](\\d+|hidden)");
  private static final Pattern FORMAT = Pattern.compile("([+%]?)\\.(\\d)");
  private static final String PLAIN_FORMAT = ".3";

  /** Reads a reference; {@code defined} has the selectors of each name. */
  static Reference parse(String text, Map<String, Map<String, String>> defined) {
    Map<String, String> conditions = new LinkedHashMap<>();
    String table = "";
    String column = "";
    String format = PLAIN_FORMAT;
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      String word = token.group(3);
      if (word == null) {
        conditions.put(token.group(1), token.group(2));
      } else if (table.isEmpty()) {
        table = word;
      } else if (FORMAT.matcher(word).matches()) {
        format = word;
      } else if (MEASURE.matcher(word).matches() && !isLastWord(text, token.end())) {
        conditions.put("quantity", "paper." + word);
      } else if (defined.containsKey(word)) {
        conditions.putAll(defined.get(word));
      } else if (column.isEmpty()) {
        column = word;
      } else {
        throw new UserError("{{" + text + "}}: '" + word + "' is no name that is defined");
      }
    }
    if (table.isEmpty() || column.isEmpty()) {
      throw new UserError("{{" + text + "}}: write it as {{experiment/table selectors column}}");
    }
    return new Reference(table, conditions, column, format);
  }

  private static boolean isLastWord(String text, int end) {
    String rest = text.substring(end).strip();
    return rest.isEmpty() || FORMAT.matcher(rest).matches();
  }

  /** The cell, rounded and with typographic signs. */
  String value(Path results) throws IOException {
    int slash = table.indexOf('/');
    if (slash < 0) {
      throw new UserError("{{" + table + " …}}: name the experiment too, as mnist/table-1");
    }
    Path experiment = results.resolve(table.substring(0, slash));
    String name = table.substring(slash + 1) + ".csv";
    boolean ofRuns = name.equals("runs.csv") || name.equals("checkpoints.csv");
    CsvFile rows = CsvFile.read(ofRuns ? experiment.resolve(name) : inTables(experiment, name));
    for (Map.Entry<String, String> condition : conditions.entrySet()) {
      rows = rows.where(condition.getKey(), condition.getValue());
    }
    if (rows.rows().size() != 1) {
      throw new UserError(
          "{{" + table + " … " + column + "}}: " + rows.rows().size() + " rows have " + conditions);
    }
    return formatted(rows.numbers(column)[0]);
  }

  private static Path inTables(Path experiment, String name) {
    return (name.startsWith("evaluation/") ? experiment : experiment.resolve("tables"))
        .resolve(name);
  }

  private String formatted(double value) {
    Matcher parts = FORMAT.matcher(format);
    if (!parts.matches() || Double.isNaN(value)) {
      throw new UserError("{{" + table + " … " + column + "}}: the cell is empty");
    }
    boolean share = parts.group(1).equals("%");
    int decimals = Integer.parseInt(parts.group(2));
    double shown = share ? 100 * value : value;
    String digits = Numbers.fixed(Math.abs(shown), decimals);
    if (decimals == 0) {
      digits = digits.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",");
    }
    boolean zero = Double.parseDouble(digits.replace(",", "")) == 0;
    String sign = shown < 0 && !zero ? "−" : parts.group(1).equals("+") && !zero ? "+" : "";
    return sign + digits + (share ? "%" : "");
  }
}
