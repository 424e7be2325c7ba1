package org.nodesnr.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ordered pairs of runs, by the values of some hyperparameters of both, counted by the signs of
 * their differences.
 */
final class PairTable {
  private final int[] first;
  private final int[] second;
  private final int[] cell;
  private final boolean[] above;
  private final int cells;

  PairTable(Pairs runs, RunSettings settings, int[] hyperparameters) {
    int n = runs.n();
    Map<List<String>, Integer> levels = new HashMap<>();
    int[] level = new int[n];
    for (int i = 0; i < n; i++) {
      List<String> setting = settings.of(runs.rows()[i]);
      List<String> values = Arrays.stream(hyperparameters).mapToObj(setting::get).toList();
      Integer known = levels.putIfAbsent(values, levels.size());
      level[i] = known == null ? levels.size() - 1 : known;
    }
    int most = n * Math.max(0, n - 1);
    int[] a = new int[most];
    int[] b = new int[most];
    int[] c = new int[most];
    boolean[] up = new boolean[most];
    Map<Integer, Integer> numbers = new HashMap<>();
    int count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (runs.y()[i] != runs.y()[j]) {
          int key = level[i] * levels.size() + level[j];
          Integer known = numbers.putIfAbsent(key, numbers.size());
          a[count] = i;
          b[count] = j;
          c[count] = known == null ? numbers.size() - 1 : known;
          up[count++] = runs.y()[i] > runs.y()[j];
        }
      }
    }
    first = Arrays.copyOf(a, count);
    second = Arrays.copyOf(b, count);
    cell = Arrays.copyOf(c, count);
    above = Arrays.copyOf(up, count);
    cells = numbers.size();
  }

  int pairs() {
    return first.length;
  }

  int cells() {
    return cells;
  }

  /** I(V_x; V_y | U) / H(V_y | U), or NaN where the entropy is 0. */
  double score(double[] x) {
    int[] counts = new int[6 * cells];
    for (int p = 0; p < first.length; p++) {
      double difference = x[first[p]] - x[second[p]];
      int sign = difference > 0 ? 2 : difference < 0 ? 0 : 1;
      counts[6 * cell[p] + 2 * sign + (above[p] ? 1 : 0)]++;
    }
    double information = 0;
    double entropy = 0;
    for (int at = 0; at < counts.length; at += 6) {
      int down = counts[at] + counts[at + 2] + counts[at + 4];
      int up = counts[at + 1] + counts[at + 3] + counts[at + 5];
      double n = (double) down + up;
      entropy -= log(down, down / n) + log(up, up / n);
      for (int s = 0; s < 6; s += 2) {
        double ofSign = (double) counts[at + s] + counts[at + s + 1];
        information += log(counts[at + s], counts[at + s] * n / (ofSign * down));
        information += log(counts[at + s + 1], counts[at + s + 1] * n / (ofSign * up));
      }
    }
    return entropy == 0 ? Double.NaN : Math.max(0, information) / entropy;
  }

  private static double log(int count, double ratio) {
    return count == 0 ? 0 : count * Math.log(ratio);
  }
}
