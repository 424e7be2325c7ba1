package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The hyperparameters of runs, row by row. */
final class RunSettings {
  private final List<String> names;
  private final List<List<String>> ofRow;

  RunSettings(Map<String, List<String>> hyperparameters, int rows) {
    names = List.copyOf(hyperparameters.keySet());
    ofRow = new ArrayList<>();
    hyperparameters.forEach((name, values) -> requireLength(name, values, rows));
    for (int i = 0; i < rows; i++) {
      int row = i;
      ofRow.add(hyperparameters.values().stream().map(values -> values.get(row)).toList());
    }
  }

  /** The hyperparameters in the order given. */
  List<String> names() {
    return names;
  }

  /** The setting of a row, one value per hyperparameter. */
  List<String> of(int row) {
    return ofRow.get(row);
  }

  /** The setting of a row but for one hyperparameter; the list may be added to. */
  List<String> without(int hyperparameter, int row) {
    List<String> setting = new ArrayList<>(ofRow.get(row));
    setting.remove(hyperparameter);
    return setting;
  }

  void refuseTwins(List<String> replicates) {
    requireLength("replicates", replicates, ofRow.size());
    Set<List<String>> seen = new HashSet<>();
    for (int row = 0; row < ofRow.size(); row++) {
      List<String> identity = new ArrayList<>(ofRow.get(row));
      identity.add(replicates.get(row));
      if (!seen.add(identity)) {
        throw new IllegalArgumentException("two runs agree in everything: " + identity);
      }
    }
  }

  private static void requireLength(String name, List<String> values, int rows) {
    if (values.size() != rows) {
      throw new IllegalArgumentException(
          name + " has " + values.size() + " values for " + rows + " runs");
    }
  }
}
