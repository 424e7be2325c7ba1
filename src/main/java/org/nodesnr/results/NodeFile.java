package org.nodesnr.results;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * The values of the nodes of a network as gzipped CSV, one row per layer, node and variant. Values
 * have seven significant digits, what the network's single-precision weights can carry; NaN is
 * empty. The gzip header has no time, so equal values make equal bytes.
 */
final class NodeFile {
  private static final String HEADER = "layer,node,variant,S,G,activationRate,weightNorm";
  private static final int COLUMNS = 7;
  private static final int DIGITS = 7;

  private NodeFile() {}

  static void write(List<NodeFigures> nodes, OutputStream out) throws IOException {
    Map<String, Integer> variants = new LinkedHashMap<>();
    nodes.forEach(node -> variants.putIfAbsent(node.variant(), variants.size()));
    List<NodeFigures> sorted = new ArrayList<>(nodes);
    sorted.sort(
        Comparator.comparingInt(NodeFigures::layer)
            .thenComparingInt(NodeFigures::node)
            .thenComparingInt(node -> variants.get(node.variant())));
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (NodeFigures node : sorted) {
      text.append(node.layer()).append(',').append(node.node()).append(',').append(node.variant());
      for (double value :
          new double[] {node.s(), node.g(), node.activationRate(), node.weightNorm()}) {
        text.append(',').append(Numbers.rounded(value, DIGITS));
      }
      text.append('\n');
    }
    GZIPOutputStream gzip = new GZIPOutputStream(out);
    gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
    gzip.finish();
  }

  static List<NodeFigures> read(Path file) throws IOException {
    List<NodeFigures> nodes = new ArrayList<>();
    try (GzipLines lines = GzipLines.open(file, HEADER)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        nodes.add(node(line, lines));
      }
    }
    return List.copyOf(nodes);
  }

  private static NodeFigures node(String line, GzipLines lines) throws IOException {
    String[] cells = line.split(",", -1);
    try {
      if (cells.length != COLUMNS) {
        throw new NumberFormatException(cells.length + " cells");
      }
      return new NodeFigures(
          cells[2],
          Integer.parseInt(cells[0]),
          Integer.parseInt(cells[1]),
          Numbers.parse(cells[3]),
          Numbers.parse(cells[4]),
          Numbers.parse(cells[5]),
          Numbers.parse(cells[6]));
    } catch (NumberFormatException e) {
      throw lines.no("row of node values", e);
    }
  }
}
