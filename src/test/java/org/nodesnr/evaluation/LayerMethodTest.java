package org.nodesnr.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nodesnr.evaluation.LayerMethod.CROSS;
import static org.nodesnr.evaluation.LayerMethod.GRAM;

import org.junit.jupiter.api.Test;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;

class LayerMethodTest {
  @Test
  void layersOfThePapersNetworks() {
    assertThat(choose(dense(784), 1024, true)).isEqualTo(GRAM);
    assertThat(choose(dense(1024), 1000, false)).isEqualTo(GRAM);
    assertThat(choose(dense(1000), 10, false)).isEqualTo(CROSS);
    assertThat(choose(convolution(24, 3), 64, true)).isEqualTo(GRAM);
    assertThat(choose(convolution(12, 64), 64, false)).isEqualTo(CROSS);
  }

  @Test
  void matrixThatWouldBeTooLargeIsNotSummed() {
    assertThat(choose(dense(4096), 100_000, true)).isEqualTo(GRAM);
    assertThat(choose(dense(4097), 100_000, true)).isEqualTo(CROSS);
  }

  private static LayerMethod choose(Window window, int nodes, boolean first) {
    return LayerMethod.cheapest(window, nodes, 10_000, first);
  }

  private static Window dense(int inputs) {
    return new Window(Shape.flat(inputs), 1, 1, 1, 1, 0, 0, 1, 1);
  }

  private static Window convolution(int side, int channels) {
    return new Window(new Shape(side, side, channels), 5, 5, 1, 1, 2, 2, side, side);
  }
}
