package org.nodesnr.results;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.nodesnr.files.GzipLines;
import org.nodesnr.files.Numbers;

/**
 * Vectors of nodes as gzipped CSV, one row per node and input. w and c have four significant
 * digits, enough for a figure; S and G seven. The gzip header has no time.
 */
final class VectorFile {
  private static final String HEADER = "layer,percentile,node,S,G,input,w,c";
  private static final int COLUMNS = 8;
  private static final String ROW = "row of vectors";
  private static final int DIGITS = 4;
  private static final int FIGURE_DIGITS = 7;

  private VectorFile() {}

  static void write(List<NodeVectors> nodes, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (NodeVectors node : nodes) {
      String lead =
          String.join(
              ",",
              Integer.toString(node.layer()),
              Integer.toString(node.percentile()),
              Integer.toString(node.node()),
              Numbers.rounded(node.s(), FIGURE_DIGITS),
              Numbers.rounded(node.g(), FIGURE_DIGITS),
              "");
      for (NodeVectors.Input input : node.inputs()) {
        text.append(lead).append(input.input());
        text.append(',').append(Numbers.rounded(input.w(), DIGITS));
        text.append(',').append(Numbers.rounded(input.c(), DIGITS)).append('\n');
      }
    }
    GZIPOutputStream gzip = new GZIPOutputStream(out);
    gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
    gzip.finish();
  }

  static List<NodeVectors> read(Path file) throws IOException {
    List<NodeVectors> nodes = new ArrayList<>();
    List<NodeVectors.Input> inputs = new ArrayList<>();
    NodeVectors current = null;
    try (GzipLines lines = GzipLines.open(file, HEADER)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
          throw lines.no(ROW, null);
        }
        NodeVectors node = node(cells, lines);
        if (current != null && !node.equals(current)) {
          nodes.add(with(current, inputs));
          inputs.clear();
        }
        current = node;
        inputs.add(input(cells, lines));
      }
    }
    if (current != null) {
      nodes.add(with(current, inputs));
    }
    return List.copyOf(nodes);
  }

  private static NodeVectors with(NodeVectors node, List<NodeVectors.Input> inputs) {
    return new NodeVectors(
        node.layer(), node.percentile(), node.node(), node.s(), node.g(), inputs);
  }

  private static NodeVectors node(String[] cells, GzipLines lines) throws IOException {
    try {
      return new NodeVectors(
          Integer.parseInt(cells[0]),
          Integer.parseInt(cells[1]),
          Integer.parseInt(cells[2]),
          Numbers.parse(cells[3]),
          Numbers.parse(cells[4]),
          List.of());
    } catch (NumberFormatException e) {
      throw lines.no(ROW, e);
    }
  }

  private static NodeVectors.Input input(String[] cells, GzipLines lines) throws IOException {
    try {
      return new NodeVectors.Input(
          Integer.parseInt(cells[5]), Numbers.parse(cells[6]), Numbers.parse(cells[7]));
    } catch (NumberFormatException e) {
      throw lines.no(ROW, e);
    }
  }
}
