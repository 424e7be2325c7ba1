package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nodesnr.random.Streams;

/** Held, to the last bit, against counting every ordered pair for every set of hyperparameters. */
class ConditionalInformationTest {
  private static final long SEED = 5;

  private final SplittableRandom random = new SplittableRandom(3);

  /** I(V_x; V_y | U) / H(V_y | U) from counts by cell, sign of x and sign of y. */
  private static double score(double[] x, double[] y, List<List<String>> settings, int[] set) {
    Map<List<List<String>>, int[]> cells = new LinkedHashMap<>();
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        if (y[i] != y[j]) {
          List<List<String>> cell = List.of(of(settings.get(i), set), of(settings.get(j), set));
          int sign = 1 + Double.compare(x[i], x[j]);
          cells.computeIfAbsent(cell, c -> new int[6])[2 * sign + (y[i] > y[j] ? 1 : 0)]++;
        }
      }
    }
    double information = 0;
    double entropy = 0;
    for (int[] c : cells.values()) {
      int[] ofY = {c[0] + c[2] + c[4], c[1] + c[3] + c[5]};
      double n = (double) ofY[0] + ofY[1];
      entropy -= term(ofY[0], ofY[0] / n) + term(ofY[1], ofY[1] / n);
      for (int at = 0; at < 6; at++) {
        double ofX = (double) c[at - at % 2] + c[at - at % 2 + 1];
        information += term(c[at], c[at] * n / (ofX * ofY[at % 2]));
      }
    }
    return entropy == 0 ? Double.NaN : Math.max(0, information) / entropy;
  }

  private static double term(int count, double ratio) {
    return count == 0 ? 0 : count * Math.log(ratio);
  }

  private static List<String> of(List<String> setting, int[] set) {
    return Arrays.stream(set).mapToObj(setting::get).toList();
  }

  private double[] column(int n, int values) {
    return random.doubles(n).map(v -> Math.floor(values * v)).toArray();
  }

  private Map<String, List<String>> hyperparameters(int n) {
    Map<String, List<String>> hyperparameters = new LinkedHashMap<>();
    for (int h = 0; h < 3; h++) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        values.add("v" + random.nextInt(2 + h));
      }
      hyperparameters.put("h" + h, values);
    }
    return hyperparameters;
  }

  private static List<List<String>> settings(Map<String, List<String>> hyperparameters, int n) {
    List<List<String>> settings = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int row = i;
      settings.add(hyperparameters.values().stream().map(values -> values.get(row)).toList());
    }
    return settings;
  }

  @Test
  void everyScoreIsThatOfCountingOrderedPairs() {
    List<int[]> sets =
        List.of(
            new int[0],
            new int[] {0},
            new int[] {1},
            new int[] {2},
            new int[] {0, 1},
            new int[] {0, 2},
            new int[] {1, 2});
    for (int trial = 0; trial < 40; trial++) {
      int n = 2 + trial;
      double[] x = column(n, trial % 3 == 0 ? 4 : 1 << 20);
      double[] y = column(n, trial % 4 == 0 ? 5 : 1 << 20);
      Map<String, List<String>> hyperparameters = hyperparameters(n);
      List<List<String>> settings = settings(hyperparameters, n);
      List<ConditionalInformation.Score> scores =
          ConditionalInformation.of(x, y, hyperparameters, 0, SEED).scores();
      for (int s = 0; s < sets.size(); s++) {
        assertThat(scores.get(s).value())
            .isEqualTo(Double.valueOf(score(x, y, settings, sets.get(s))));
      }
    }
  }

  @Test
  void chanceIsTheScoreOfValuesThatSettingsOfAsManyRunsHaveExchanged() {
    // two settings of two runs and one of three: they can only swap, or stay
    Map<String, List<String>> one = Map.of("h", List.of("a", "a", "b", "b", "c", "c", "c"));
    double[] x = {1, 2, 7, 9, 3, 4, 8};
    double[] swapped = {7, 9, 1, 2, 3, 4, 8};
    double[] y = {2, 1, 5, 3, 4, 7, 6};
    ConditionalInformation.Score score =
        ConditionalInformation.of(x, y, one, 1, SEED).scores().get(0);
    // of each size the last is exchanged with one drawn from all up to it, the sizes in order
    SplittableRandom stream = new Streams(SEED).stream(Streams.Purpose.RESAMPLING, 0);
    stream.nextInt(1);
    double[] expected = stream.nextInt(2) == 0 ? swapped : x;
    assertThat(score.chanceMean()).isEqualTo(score(expected, y, settings(one, 7), new int[0]));
    assertThat(score(swapped, y, settings(one, 7), new int[0]))
        .isNotEqualTo(score(x, y, settings(one, 7), new int[0]));
  }
}
