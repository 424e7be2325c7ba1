package org.nodesnr.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.Groups;

/**
 * The design of an experiment: what its runs differ in.
 *
 * @param hyperparameters by name, the value of every run; those alone that vary
 * @param replicates the seed of every run
 */
public record Design(Map<String, List<String>> hyperparameters, List<String> replicates) {
  private static final String PREFIX = "regime.";

  static Design of(Analysis analysis) {
    RunTable table = analysis.table();
    Map<String, List<String>> varying = new LinkedHashMap<>();
    for (String column : table.columns()) {
      if (column.startsWith(PREFIX)) {
        List<String> values = table.labels(column);
        if (values.stream().distinct().count() > 1) {
          varying.put(column.substring(PREFIX.length()), values);
        }
      }
    }
    return new Design(varying, table.labels("seed"));
  }

  /** How many runs. */
  int runs() {
    return replicates.size();
  }

  /** Some of the runs. */
  Design select(int[] rows) {
    Map<String, List<String>> some = new LinkedHashMap<>();
    hyperparameters.forEach((name, values) -> some.put(name, select(values, rows)));
    return new Design(some, select(replicates, rows));
  }

  private static List<String> select(List<String> values, int[] rows) {
    return Arrays.stream(rows).mapToObj(values::get).toList();
  }

  /** Whether no two runs agree in setting and seed. */
  boolean tellsRunsApart() {
    List<List<String>> identities = new ArrayList<>();
    for (int row = 0; row < runs(); row++) {
      List<String> identity = new ArrayList<>(setting(row));
      identity.add(replicates.get(row));
      identities.add(identity);
    }
    return identities.stream().distinct().count() == runs();
  }

  private List<String> setting(int row) {
    return hyperparameters.values().stream().map(values -> values.get(row)).toList();
  }

  /** One label for each run, the same for runs that differ in the seed alone. */
  List<String> settings() {
    List<String> settings = new ArrayList<>();
    for (int row = 0; row < runs(); row++) {
      settings.add(String.join("\u0000", setting(row)));
    }
    return settings;
  }

  /** The runs by setting. */
  Groups bySetting() {
    return Groups.of(settings());
  }

  /** The runs by seed. */
  Groups byReplicate() {
    return Groups.of(replicates);
  }
}
