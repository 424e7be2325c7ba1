package org.nodesnr.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nodesnr.UserError;

/**
 * A Markdown document with references to generated tables in place of numbers.
 *
 * <ul>
 *   <li>{@code {{note …}}}: a line for those who read the template; it goes.
 *   <li>{@code {{mnist/table-1 G2 spearman}}}: a {@link Reference}, replaced by the number.
 *   <li>{@code {{define mild [part=no augmentation] [scope=pooled]}}}: selectors under a name; the
 *       line goes.
 *   <li>{@code {{table mnist/table-1}}}: the Markdown table of {@code mnist/tables/table-1.md};
 *       {@code {{table mnist/regimes columns 1 2 4}}} only these of its columns.
 * </ul>
 */
public final class Template {
  private static final Pattern BRACES = Pattern.compile("\\{\\{([a-z].*?)\\}\\}", Pattern.DOTALL);
  private static final Pattern DEFINITION =
      Pattern.compile("\\{\\{define (\\w+) ((?:\\[[^=\\]]+=[^\\]]*\\] ?)+)\\}\\}\n?");
  private static final Pattern NOTE = Pattern.compile("\\{\\{note .*?\\}\\}\n*", Pattern.DOTALL);
  private static final Pattern SELECTOR = Pattern.compile("\\[([^=\\]]+)=([^\\]]*)\\]");
  private static final Pattern COLUMNS = Pattern.compile("(\\S+)(?: columns((?: \\d+)+))?");

  private final Path results;

  /**
   * @param results directory of the experiments
   */
  public Template(Path results) {
    this.results = results;
  }

  /**
   * Looks every reference up.
   *
   * @param text the template
   * @return the document
   * @throws UserError when a reference has no cell, or more than one
   * @throws IOException when a table can't be read
   */
  public String document(String text) throws IOException {
    Map<String, Map<String, String>> defined = new HashMap<>();
    Matcher definition = DEFINITION.matcher(NOTE.matcher(text).replaceAll(""));
    while (definition.find()) {
      Map<String, String> selectors = new LinkedHashMap<>();
      SELECTOR
          .matcher(definition.group(2))
          .results()
          .forEach(selector -> selectors.put(selector.group(1), selector.group(2)));
      defined.put(definition.group(1), selectors);
    }
    Matcher braces = BRACES.matcher(definition.replaceAll(""));
    StringBuilder document = new StringBuilder();
    while (braces.find()) {
      String inside = braces.group(1).replaceAll("\\s+", " ").strip();
      String value =
          inside.startsWith("table ")
              ? table(inside.substring("table ".length()))
              : Reference.parse(inside, defined).value(results);
      braces.appendReplacement(document, Matcher.quoteReplacement(value));
    }
    return braces.appendTail(document).toString();
  }

  private String table(String what) throws IOException {
    Matcher parts = COLUMNS.matcher(what);
    int slash = what.indexOf('/');
    if (!parts.matches() || slash < 0) {
      throw new UserError("{{table " + what + "}}: write it as {{table experiment/table}}");
    }
    Path file =
        results
            .resolve(what.substring(0, slash))
            .resolve("tables")
            .resolve(parts.group(1).substring(slash + 1) + ".md");
    if (!Files.exists(file)) {
      throw new UserError(file + " is missing: make it with 'make figures'");
    }
    List<String> lines =
        Files.readString(file).lines().filter(line -> line.startsWith("|")).toList();
    if (parts.group(2) == null) {
      return String.join("\n", lines);
    }
    int[] columns =
        Pattern.compile(" ")
            .splitAsStream(parts.group(2).strip())
            .mapToInt(Integer::parseInt)
            .toArray();
    return String.join("\n", lines.stream().map(line -> chosen(line, columns, file)).toList());
  }

  private static String chosen(String line, int[] columns, Path file) {
    String[] cells = line.split("(?<!\\\\)\\|", -1);
    StringBuilder kept = new StringBuilder("|");
    for (int column : columns) {
      if (column < 1 || column > cells.length - 2) {
        throw new UserError(file + " has no column " + column);
      }
      kept.append(cells[column]).append('|');
    }
    return kept.toString();
  }
}
