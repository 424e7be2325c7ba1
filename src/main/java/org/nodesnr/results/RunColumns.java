package org.nodesnr.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.nodesnr.files.Json;
import org.nodesnr.measure.Quantity;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The columns of a {@link RunTable}, each with its type named.
 *
 * @param measured what was measured of networks and layers
 */
record RunColumns(List<Quantity> measured) {
  /** Where a resolved config keeps the regime. */
  private static final String REGIME = "regime";

  private static final String NETWORK = "network";

  /** Fields of the regime that are columns of their own. */
  private static final Set<String> LABELS = Set.of("name", "family");

  Table table(List<Measurement> rows) {
    List<Column<?>> columns = new ArrayList<>();
    addIdentity(rows, columns);
    addRegime(rows, columns);
    addScores(rows, columns);
    addStopping(rows, columns);
    for (Quantity quantity : measured) {
      columns.add(numbers(quantity.name(), rows, row -> row.value(quantity)));
    }
    return Table.create(columns);
  }

  private void addIdentity(List<Measurement> rows, List<Column<?>> columns) {
    columns.add(text("id", rows, row -> row.run().id()));
    columns.add(text("regime", rows, row -> row.run().regime()));
    columns.add(text("family", rows, row -> row.run().family()));
    LongColumn seed = LongColumn.create("seed");
    rows.forEach(row -> seed.append(row.run().seed()));
    columns.add(seed);
    columns.add(text("status", rows, row -> Json.tree(row.run().status()).asText()));
    columns.add(text("dataSet", rows, row -> row.run().provenance().dataSet()));
    BooleanColumn official = BooleanColumn.create("dataOfficial");
    rows.forEach(row -> official.append(row.run().provenance().dataOfficial()));
    columns.add(official);
  }

  private void addRegime(List<Measurement> rows, List<Column<?>> columns) {
    List<Map<String, JsonNode>> fields = new ArrayList<>();
    Map<String, Boolean> numeric = new LinkedHashMap<>();
    NetworkColumns networks = new NetworkColumns(rows.stream().map(RunColumns::network).toList());
    for (Measurement row : rows) {
      Map<String, JsonNode> ofRow = new LinkedHashMap<>();
      networks
          .of(network(row))
          .forEach((name, value) -> ofRow.put(REGIME + "." + NETWORK + "." + name, value));
      flatten(REGIME, row.run().spec().path(REGIME), ofRow);
      ofRow.forEach((name, value) -> numeric.merge(name, value.isNumber(), Boolean::logicalAnd));
      fields.add(ofRow);
    }
    numeric.forEach(
        (name, allNumbers) -> {
          if (allNumbers) {
            DoubleColumn column = DoubleColumn.create(name);
            fields.forEach(
                f -> column.append(f.containsKey(name) ? f.get(name).asDouble() : Double.NaN));
            columns.add(column);
          } else {
            StringColumn column = StringColumn.create(name);
            fields.forEach(f -> column.append(f.containsKey(name) ? f.get(name).asText() : ""));
            columns.add(column);
          }
        });
  }

  private static JsonNode network(Measurement row) {
    return row.run().spec().path(NETWORK);
  }

  private static void flatten(String name, JsonNode node, Map<String, JsonNode> fields) {
    if (node.isValueNode()) {
      fields.put(name, node);
    } else if (node.isObject()) {
      node.properties().stream()
          .filter(field -> !(name.equals(REGIME) && LABELS.contains(field.getKey())))
          .forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), fields));
    }
  }

  private void addScores(List<Measurement> rows, List<Column<?>> columns) {
    IntColumn step = IntColumn.create("step");
    rows.forEach(
        row -> row.checkpoint().ifPresentOrElse(c -> step.append(c.step()), step::appendMissing));
    columns.add(step);
    columns.add(numbers("trainAccuracy", rows, Measurement::trainAccuracy));
    columns.add(numbers("trainLoss", rows, Measurement::trainLoss));
    columns.add(numbers("testAccuracy", rows, Measurement::testAccuracy));
    columns.add(numbers("testLoss", rows, Measurement::testLoss));
    columns.add(numbers("accuracyGap", rows, row -> row.trainAccuracy() - row.testAccuracy()));
    columns.add(numbers("lossGap", rows, row -> row.testLoss() - row.trainLoss()));
  }

  /** Only where some run was to stop at a training loss: 1 for reached, 0 for not. */
  private void addStopping(List<Measurement> rows, List<Column<?>> columns) {
    if (rows.stream().anyMatch(row -> !row.run().stopping().equals(Stopping.NONE))) {
      columns.add(numbers("stopTrainLoss", rows, row -> row.run().stopping().trainLoss()));
      columns.add(numbers("reachedTrainLoss", rows, row -> row.run().stopping().share()));
    }
  }

  private static StringColumn text(
      String name, List<Measurement> rows, Function<Measurement, String> value) {
    StringColumn column = StringColumn.create(name);
    rows.forEach(row -> column.append(value.apply(row)));
    return column;
  }

  private static DoubleColumn numbers(
      String name, List<Measurement> rows, ToDoubleFunction<Measurement> value) {
    DoubleColumn column = DoubleColumn.create(name);
    rows.forEach(row -> column.append(value.applyAsDouble(row)));
    return column;
  }
}
