package org.nodesnr.measures.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;

/** The largest values of windows against plain loops; among few values there are many ties. */
class RowWinnersTest {
  private static final int SAMPLES = 3;
  private static final float[] FEW = {0f, -0f, 1f, -1f, Float.MIN_VALUE, 2f, 1e-38f, -1e30f, 1e30f};

  @ParameterizedTest
  @CsvSource({"2,2,2,2", "3,2,1,2", "3,3,2,1", "1,1,1,1"})
  void firstOfTheLargest(int high, int wide, int down, int across) {
    Shape input = new Shape(7, 6, 5);
    int placesHigh = (7 - high) / down + 1;
    int placesWide = (6 - wide) / across + 1;
    Window window = new Window(input, high, wide, down, across, 0, 0, placesHigh, placesWide);
    assertThat(RowWinners.suits(window)).isTrue();
    float[] pictures = new float[SAMPLES * input.size()];
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < pictures.length; i++) {
      pictures[i] = FEW[random.nextInt(FEW.length)];
    }
    int[] winners = new int[SAMPLES * window.places() * 5];
    float[] values = new float[winners.length];
    new RowWinners(window).find(pictures, SAMPLES, winners, values);
    for (int o = 0; o < winners.length; o++) {
      int place = o / 5 % window.places();
      int best = -1;
      for (int k = 0; k < high * wide; k++) {
        int y = place / placesWide * down + k / wide;
        int x = place % placesWide * across + k % wide;
        int at = o / 5 / window.places() * input.size() + (y * 6 + x) * 5 + o % 5;
        best = best < 0 || pictures[at] > pictures[best] ? at : best;
      }
      assertThat(winners[o]).isEqualTo(best);
      assertThat(values[o] == pictures[best]).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"1,0", "0,1"})
  void notWhereWindowsStandOut(int top, int left) {
    Window window = new Window(new Shape(4, 4, 1), 3, 3, 1, 1, top, left, 2 + top, 2 + left);
    assertThat(RowWinners.suits(window)).isFalse();
  }
}
