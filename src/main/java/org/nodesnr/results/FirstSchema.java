package org.nodesnr.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.nodesnr.measure.Measure;

/**
 * Records of schema 1, in which each layer named S, G, activation rate and weight norm: rewritten
 * as readings. Such a record tells how many nodes have no S or no G, not which of both.
 */
final class FirstSchema {
  static final int NUMBER = 1;

  private FirstSchema() {}

  /**
   * @param record of schema 1; modified: of the schema that is written now
   */
  static void rewrite(ObjectNode record) {
    record.put("schema", RunRecord.SCHEMA);
    for (JsonNode checkpoint : record.path("checkpoints")) {
      if (checkpoint instanceof ObjectNode object && checkpoint.path("layers").isArray()) {
        ArrayNode readings = object.putArray("readings");
        for (JsonNode layer : checkpoint.path("layers")) {
          if (layer instanceof ObjectNode old) {
            rewrite(old, readings);
          }
        }
      }
    }
  }

  private static void rewrite(ObjectNode layer, ArrayNode readings) {
    JsonNode number = layer.path("layer");
    long nodes = layer.path("nodes").asLong();
    long weights = nodes * layer.path("inputs").asLong();
    JsonNode rate = layer.remove(Measure.ACTIVATION_RATE.id());
    JsonNode norm = layer.remove(Measure.WEIGHT_NORM.id());
    JsonNode variants = layer.remove("variants");
    if (rate == null || norm == null || variants == null) {
      return; // a damaged layer, which lacks more than its reader can do without
    }
    if (!rate.asText().equals("NaN")) {
      add(readings, Measure.ACTIVATION_RATE, "", number, rate)
          .put("count", nodes)
          .put("leftOut", 0);
    }
    add(readings, Measure.WEIGHT_NORM, "", number, norm).put("count", weights).put("leftOut", 0);
    ObjectNode quiet = layer.putObject("quietInputs");
    for (JsonNode variant : variants) {
      String name = variant.path("variant").asText();
      long undefined = variant.path("undefinedNodes").asLong();
      quiet.set(name, variant.path("quietInputs"));
      add(readings, Measure.OPTIMALITY, name, number, variant.path("s"))
          .put("count", nodes - undefined)
          .put("leftOut", undefined);
      add(readings, Measure.GAIN, name, number, variant.path("g"))
          .put("count", nodes - undefined)
          .put("leftOut", undefined);
    }
  }

  private static ObjectNode add(
      ArrayNode readings, Measure measure, String variant, JsonNode layer, JsonNode value) {
    ObjectNode reading = readings.addObject();
    reading.put("measure", measure.id()).put("variant", variant);
    reading.set("layer", layer);
    reading.set("value", value);
    return reading;
  }
}
