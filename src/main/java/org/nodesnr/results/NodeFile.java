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
import org.nodesnr.files.GzipLines;
import org.nodesnr.files.Numbers;
import org.nodesnr.measure.Measure;

/**
 * The values of the nodes of a network as gzipped CSV, one row per layer, node and variant. Values
 * have seven significant digits, what the network's single-precision weights can carry; NaN is
 * empty. The gzip header has no time, so equal values make equal bytes.
 */
final class NodeFile {
  private static final List<String> PLACE = List.of("layer", "node", "variant");
  private static final List<String> MEASURES = Measure.OF_NODES.stream().map(Measure::id).toList();
  private static final int DIGITS = 7;

  private NodeFile() {}

  private static String header() {
    return String.join(",", PLACE) + "," + String.join(",", MEASURES);
  }

  static void write(List<NodeValues> nodes, OutputStream out) throws IOException {
    Map<String, Integer> variants = new LinkedHashMap<>();
    nodes.forEach(node -> variants.putIfAbsent(node.variant(), variants.size()));
    List<NodeValues> sorted = new ArrayList<>(nodes);
    sorted.sort(
        Comparator.comparingInt(NodeValues::layer)
            .thenComparingInt(NodeValues::node)
            .thenComparingInt(node -> variants.get(node.variant())));
    StringBuilder text = new StringBuilder(header()).append('\n');
    for (NodeValues node : sorted) {
      text.append(node.layer()).append(',').append(node.node()).append(',').append(node.variant());
      for (Measure measure : Measure.OF_NODES) {
        text.append(',').append(Numbers.rounded(node.value(measure), DIGITS));
      }
      text.append('\n');
    }
    GZIPOutputStream gzip = new GZIPOutputStream(out);
    gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
    gzip.finish();
  }

  static List<NodeValues> read(Path file) throws IOException {
    List<NodeValues> nodes = new ArrayList<>();
    try (GzipLines lines = GzipLines.open(file, header())) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        nodes.add(node(line, lines));
      }
    }
    return List.copyOf(nodes);
  }

  private static NodeValues node(String line, GzipLines lines) throws IOException {
    String[] cells = line.split(",", -1);
    try {
      if (cells.length != PLACE.size() + MEASURES.size()) {
        throw new NumberFormatException(cells.length + " cells");
      }
      double[] values = new double[MEASURES.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Numbers.parse(cells[PLACE.size() + i]);
      }
      return NodeValues.of(
          cells[2], Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), values);
    } catch (NumberFormatException e) {
      throw lines.no("row of node values", e);
    }
  }
}
