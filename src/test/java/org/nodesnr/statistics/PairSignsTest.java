package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Resamples held against the same rows written out as often as they are drawn. */
class PairSignsTest {
  private static final List<String> GROUPS =
      List.of("a", "b", "a", "a", "b", "c", "b", "a", "b", "a", "a", "b");
  private static final Groups CLUSTERS =
      Groups.of(List.of("1", "1", "2", "3", "2", "3", "3", "4", "4", "2", "1", "4"));

  private static double[] column(SplittableRandom random, int levels) {
    return IntStream.range(0, GROUPS.size()).mapToDouble(i -> random.nextInt(levels)).toArray();
  }

  /** Kendall's τ_b by comparing every pair of rows of a group, ties and copies included. */
  private static double tau(List<Integer> rows, double[] x, double[] y) {
    long score = 0;
    long untiedX = 0;
    long untiedY = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < i; j++) {
        int one = rows.get(i);
        int two = rows.get(j);
        if (GROUPS.get(one).equals(GROUPS.get(two))) {
          double a = Math.signum(x[one] - x[two]);
          double b = Math.signum(y[one] - y[two]);
          score += (long) (a * b);
          untiedX += (long) (a * a);
          untiedY += (long) (b * b);
        }
      }
    }
    return score / Math.sqrt((double) untiedX * untiedY);
  }

  @Test
  void resampledClustersGiveTheTauOfTheirRows() {
    SplittableRandom random = new SplittableRandom(4);
    for (int trial = 0; trial < 300; trial++) {
      double[] x = column(random, 2 + trial % 9);
      double[] y = column(random, 3 + trial % 5);
      int[] times = new int[CLUSTERS.count()];
      for (int i = 0; i < times.length; i++) {
        times[random.nextInt(times.length)]++;
      }
      Draw draw = Draw.of(CLUSTERS, times);
      List<Integer> rows = new ArrayList<>();
      for (int i = 0; i < draw.different(); i++) {
        for (int copy = 0; copy < draw.weights()[i]; copy++) {
          rows.add(draw.rows()[i]);
        }
      }
      Groups groups = Groups.of(GROUPS);
      double expected = tau(rows, x, y);
      double byClusters = new PairSigns(x, y, groups, CLUSTERS).tau(times);
      double byRows =
          new PairSigns(x, y, groups, Groups.each(x.length)).tau(draw.weightsOfAll(x.length));
      if (Double.isNaN(expected)) {
        assertThat(byClusters).isNaN();
        assertThat(byRows).isNaN();
      } else {
        assertThat(byClusters).isEqualTo(byRows).isCloseTo(expected, within(1e-15));
      }
    }
  }

  @Test
  void aDrawHasTheRowsOfItsClustersOnce() {
    Draw draw = Draw.of(CLUSTERS, new int[] {2, 0, 0, 1});
    assertThat(draw.rows()).containsExactly(0, 1, 7, 8, 10, 11);
    assertThat(draw.weights()).containsExactly(2, 2, 1, 1, 2, 1);
    assertThat(draw.weightsOfAll(12)).containsExactly(2, 2, 0, 0, 0, 0, 0, 1, 1, 0, 2, 1);
    assertThat(Draw.ofWeights(new int[] {0, 3, 1}).rows()).containsExactly(1, 2);
  }
}
