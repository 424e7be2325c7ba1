package org.nodesnr.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.measure.Quantity;
import org.nodesnr.results.MeasuredLayer;
import org.nodesnr.results.RunRecord;
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.Sample;

/** Runs made into rows for statistics. */
final class RunSamples {
  private RunSamples() {}

  static List<MeasuredLayer> layers(RunRecord run) {
    return run.checkpoints().get(run.checkpoints().size() - 1).layers();
  }

  /** Of networks of different depth those layers alone that are hidden in all of them. */
  static List<Quantity> comparable(List<RunRecord> runs, List<Quantity> measured) {
    IntSummaryStatistics depths = runs.stream().mapToInt(r -> layers(r).size()).summaryStatistics();
    return depths.getMin() == depths.getMax()
        ? measured
        : measured.stream().filter(quantity -> quantity.layer() < depths.getMin()).toList();
  }

  /** What none of these runs has is in the sample, too, undefined. */
  static Sample of(RunTable table, List<RunRecord> runs, List<Quantity> measured) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    double[] undefined = new double[table.size()];
    Arrays.fill(undefined, Double.NaN);
    measured.forEach(quantity -> columns.put(quantity.name(), undefined));
    table.numericColumns().forEach(name -> columns.put(name, table.numbers(name)));
    return of(table, runs, columns);
  }

  /** The rows of a table with columns of these names. */
  static Sample of(RunTable table, List<RunRecord> runs, Map<String, double[]> columns) {
    Map<String, String> clusters = new HashMap<>();
    runs.forEach(run -> clusters.put(run.id(), replicate(run)));
    List<String> ids = table.labels("id");
    List<String> regimes = table.labels("regime");
    Sample.Builder sample = Sample.builder();
    for (int row = 0; row < ids.size(); row++) {
      Map<String, Double> values = new LinkedHashMap<>();
      for (Map.Entry<String, double[]> column : columns.entrySet()) {
        values.put(column.getKey(), column.getValue()[row]);
      }
      sample.add(ids.get(row), regimes.get(row), clusters.get(ids.get(row)), values);
    }
    return sample.build();
  }

  /** Runs of one seed share initial weights and batches, unless told to share nothing. */
  private static String replicate(RunRecord run) {
    JsonNode independent = run.spec().path("independentStreams");
    return independent.asBoolean() ? run.id() : "seed " + run.seed();
  }
}
