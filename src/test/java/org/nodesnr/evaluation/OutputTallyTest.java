package org.nodesnr.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OutputTallyTest {
  @Test
  void ratesAreSharesOfPositiveValues() {
    SplittableRandom random = new SplittableRandom(5);
    for (int nodes : new int[] {1, 3, 7, 1500}) {
      int places = 2;
      OutputTally tally = new OutputTally(nodes, places);
      long[] active = new long[nodes];
      int observations = 0;
      for (int samples : new int[] {5, 1, 400}) {
        float[] values = new float[samples * places * nodes];
        for (int i = 0; i < values.length; i++) {
          // a third each is negative, 0 and positive; of several nodes the first is dead
          values[i] = i % nodes == 0 && nodes > 1 ? 0 : random.nextInt(3) - 1;
          active[i % nodes] += values[i] > 0 ? 1 : 0;
        }
        tally.add(values, samples);
        observations += samples * places;
      }
      double[] rates = tally.rates();
      assertThat(rates).hasSize(nodes);
      for (int i = 0; i < nodes; i++) {
        assertThat(rates[i]).isEqualTo((double) active[i] / observations);
      }
    }
  }
}
