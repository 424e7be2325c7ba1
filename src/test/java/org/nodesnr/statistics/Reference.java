package org.nodesnr.statistics;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The values that src/test/reference/statistics_reference.py wrote. */
final class Reference {
  private static final JsonNode ROOT = read();

  private Reference() {}

  /** One set of columns with its expected values. */
  record Case(String name, JsonNode node) {
    double[] column(String key) {
      JsonNode values = node.get(key);
      double[] column = new double[values.size()];
      for (int i = 0; i < column.length; i++) {
        column[i] = values.get(i).doubleValue();
      }
      return column;
    }

    List<String> labels(String key) {
      return StreamSupport.stream(node.get(key).spliterator(), false)
          .map(JsonNode::textValue)
          .toList();
    }

    boolean has(String key) {
      return node.hasNonNull(key);
    }

    double value(String key) {
      return Objects.requireNonNull(node.get(key), key).doubleValue();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases(String section) {
    return StreamSupport.stream(ROOT.get(section).spliterator(), false)
        .map(node -> new Case(node.get("name").textValue(), node));
  }

  private static JsonNode read() {
    try (InputStream in = Reference.class.getResourceAsStream("/reference/statistics.json")) {
      return JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build()
          .readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
