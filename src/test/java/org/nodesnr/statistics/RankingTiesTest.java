package org.nodesnr.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tied pairs of the 24 runs in closed form whose ranking is known: one in the measure, six in the
 * gap.
 */
class RankingTiesTest {
  @Test
  void tiedPairsAreCounted() {
    double[] gap = new double[24];
    double[] measure = new double[24];
    for (int k = 0; k < 24; k++) {
      int b = k / 4 % 3;
      gap[k] = ((17 * k * k + 5 * k + 3) % 41 + 10 * b) / 200.0;
      measure[k] = (10 * ((11 * k * k + 7 * k + 2) % 37) + 111 * b - 74 * (k / 12)) / 370.0;
    }
    int[] rows = IntStream.range(0, 24).toArray();
    PairCounts counts = PairCounts.of(Ranks.dense(measure), Ranks.dense(gap), rows);
    assertThat(counts.tiedX()).isEqualTo(1);
    assertThat(counts.tiedY()).isEqualTo(6);
    assertThat(counts.pairs()).isEqualTo(276);
  }
}
