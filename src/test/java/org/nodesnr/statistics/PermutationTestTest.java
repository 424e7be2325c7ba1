package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Against every order of y within groups, written out by another recursion. */
class PermutationTestTest {
  private static final double[] X = {0.3, 2, 1.1, -0.4, 0.9, 5};
  private static final double[] Y = {1, 3, 2.5, 0.2, 1.7, 1.6};
  private static final Groups GROUPS = Groups.of(List.of("a", "b", "a", "a", "b", "b"));
  private static final PermutationTest.Term PRODUCT =
      (i, start, row, order) -> X[row[i]] * Y[order[i]];

  private int all;
  private int extreme;

  private void permute(int row, int[] order, boolean[] used, double observed) {
    if (row == X.length) {
      double score = 0;
      for (int i = 0; i < X.length; i++) {
        score += X[i] * Y[order[i]];
      }
      all++;
      extreme += Math.abs(score) >= Math.abs(observed) - 1e-9 ? 1 : 0;
      return;
    }
    for (int other = 0; other < X.length; other++) {
      if (!used[other] && GROUPS.groupOf(other) == GROUPS.groupOf(row)) {
        used[other] = true;
        order[row] = other;
        permute(row + 1, order, used, observed);
        used[other] = false;
      }
    }
  }

  @Test
  void countsEveryOrderWithinGroups() {
    double observed = 0;
    for (int i = 0; i < X.length; i++) {
      observed += X[i] * Y[i];
    }
    permute(0, new int[X.length], new boolean[X.length], observed);
    assertThat(all).isEqualTo(36);
    Significance exact =
        PermutationTest.of(GROUPS, PRODUCT, 40, new PermutationOptions(10, 36, 100, 1));
    assertThat(exact.method()).isEqualTo(PValueMethod.EXACT_PERMUTATION);
    assertThat(exact.pValue()).isEqualTo(extreme / 36.0);
    Significance drawn =
        PermutationTest.of(GROUPS, PRODUCT, 40, new PermutationOptions(10, 35, 40_000, 1));
    assertThat(drawn.method()).isEqualTo(PValueMethod.MONTE_CARLO_PERMUTATION);
    double p = exact.pValue();
    assertThat(drawn.pValue()).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 40_000) + 1e-4));
  }
}
