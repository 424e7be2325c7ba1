package org.nodesnr.notebook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.nodesnr.files.Json;

/**
 * A Jupyter notebook of format 4.5, laid out as Jupyter itself saves it: keys in alphabetical
 * order, indented by one, texts as lists of lines. Equal cells make equal bytes.
 *
 * @param cells its cells
 */
record Notebook(List<Cell> cells) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final String METADATA = "metadata";

  Notebook {
    cells = List.copyOf(cells);
    Set<String> ids = new HashSet<>();
    for (Cell cell : cells) {
      if (!ID.matcher(cell.id()).matches() || !ids.add(cell.id())) {
        throw new IllegalArgumentException("no id of its own: '" + cell.id() + "'");
      }
    }
  }

  /** The file's text. */
  String json() {
    List<Object> tree = new ArrayList<>();
    int executed = 0;
    for (Cell cell : cells) {
      Map<String, Object> node = new TreeMap<>();
      node.put("id", cell.id());
      node.put(METADATA, Map.of());
      node.put("source", lines(cell.source()));
      if (cell instanceof Cell.Code code) {
        node.put("cell_type", "code");
        node.put("execution_count", ++executed);
        node.put("outputs", code.outputs().stream().map(Notebook::output).toList());
      } else {
        node.put("cell_type", "markdown");
      }
      tree.add(node);
    }
    Map<String, Object> root = new TreeMap<>();
    root.put("cells", tree);
    root.put(
        METADATA,
        sorted(
            Map.of(
                "kernelspec",
                sorted(
                    Map.of(
                        "display_name", "Python 3 (ipykernel)",
                        "language", "python",
                        "name", "python3")),
                "language_info",
                Map.of("name", "python"))));
    root.put("nbformat", 4);
    root.put("nbformat_minor", 5);
    StringBuilder text = new StringBuilder();
    append(root, "\n", text);
    return text.append('\n').toString();
  }

  private static Map<String, Object> output(Cell.Output output) {
    Map<String, Object> node = new TreeMap<>();
    if (output instanceof Cell.Output.Printed printed) {
      node.put("name", "stdout");
      node.put("output_type", "stream");
      node.put("text", lines(printed.text()));
    } else if (output instanceof Cell.Output.Displayed displayed) {
      String type = displayed.mediaType();
      Object content = displayed.content();
      Map<String, Object> data = new TreeMap<>();
      data.put(type, type.startsWith("text/") ? lines(displayed.content()) : content);
      data.put(
          "text/plain", List.of("<IPython.core.display." + displayed.pythonClass() + " object>"));
      node.put("data", data);
      node.put(
          METADATA,
          displayed.metadata().isEmpty() ? Map.of() : Map.of(type, sorted(displayed.metadata())));
      node.put("output_type", "display_data");
    }
    return node;
  }

  private static Map<String, Object> sorted(Map<String, Object> map) {
    return new TreeMap<>(map);
  }

  /** Lines with their line feeds. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private static void append(Object value, String newLine, StringBuilder text) {
    String inner = newLine + " ";
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        text.append(separator).append(inner).append(Json.line(entry.getKey())).append(": ");
        append(entry.getValue(), inner, text);
        separator = ",";
      }
      text.append(newLine).append('}');
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      String separator = "[";
      for (Object element : list) {
        text.append(separator).append(inner);
        append(element, inner, text);
        separator = ",";
      }
      text.append(newLine).append(']');
    } else {
      text.append(Json.line(value));
    }
  }
}
