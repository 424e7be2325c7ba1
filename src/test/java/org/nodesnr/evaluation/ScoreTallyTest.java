package org.nodesnr.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;

class ScoreTallyTest {
  /** Samples of which labels alone are asked for. */
  private record Labels(boolean labelled, int... labels) implements Samples {
    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public Shape shape() {
      return new Shape(1, 1, 1);
    }

    @Override
    public int label(int i) {
      return labels[i];
    }

    @Override
    public void copyTo(int i, float[] out, int offset) {
      throw new UnsupportedOperationException();
    }
  }

  /** −log softmax of (1, 2, 3) is 2.407606, 1.407606 and 0.407606: scipy.special.log_softmax. */
  @Test
  void lossesAreCrossEntropies() {
    ScoreTally tally = new ScoreTally(new Labels(true, 2, 0, 1));
    tally.add(new float[] {1, 2, 3, 1, 2, 3}, 0, 2, 3);
    tally.add(new float[] {1, 2, 3}, 2, 1, 3);
    double sum = 0.4076059644443804 + 2.4076059644443806 + 1.4076059644443804;
    assertThat(tally.sum()).isCloseTo(sum, within(1e-12));
    assertThat(tally.score().loss()).isCloseTo(sum / 3, within(1e-12));
    assertThat(tally.score().accuracy()).isEqualTo(1 / 3.0);
  }

  @Test
  void largeLogitsDontOverflowAndTheFirstOfEqualOnesIsTheAnswer() {
    ScoreTally tally = new ScoreTally(new Labels(true, 0, 1));
    tally.add(new float[] {2000, 2000, -2000, 900, 900, -900}, 0, 2, 3);
    assertThat(tally.sum()).isCloseTo(2 * Math.log(2), within(1e-12));
    assertThat(tally.score().accuracy()).isEqualTo(0.5);
  }

  @Test
  void aLossThatIsNoNumberIsWrong() {
    ScoreTally tally = new ScoreTally(new Labels(true, 0, 0));
    tally.add(new float[] {Float.NaN, 1, 2, 1}, 0, 2, 2);
    assertThat(tally.score().accuracy()).isEqualTo(0.5);
    assertThat(tally.score().loss()).isNaN();
  }

  @Test
  void withoutLabelsThereIsNeither() {
    ScoreTally tally = new ScoreTally(new Labels(false, 0));
    tally.add(new float[] {1, 2}, 0, 1, 2);
    assertThat(tally.score().accuracy()).isNaN();
    assertThat(tally.score().loss()).isNaN();
  }
}
