package org.nodesnr.network.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Layer.Convolution;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;

/** Against plain loops. */
class InputCountsTest {
  private static Window convolution(Shape shape, int kernel, Layer.Spread spread) {
    int inputs = kernel * kernel * shape.channels() / spread.groups();
    int nodes = spread.groups();
    return Window.of(
        new Convolution(
            kernel,
            kernel,
            1,
            1,
            Layer.Padding.SAME,
            new float[inputs * nodes],
            new float[nodes],
            Activation.RELU,
            spread),
        shape);
  }

  private static double[] plain(Window window, double[] levels, float[] values, int samples) {
    Shape shape = window.input();
    double[] counts = new double[levels.length];
    for (int s = 0; s < samples; s++) {
      for (int oy = 0; oy < window.placesHigh(); oy++) {
        for (int ox = 0; ox < window.placesWide(); ox++) {
          for (int j = 0; j < counts.length; j++) {
            int y = window.row(oy, j / shape.channels() / window.width());
            int x = window.column(ox, j / shape.channels() % window.width());
            boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
            int at = (y * shape.width() + x) * shape.channels() + j % shape.channels();
            double value = inside ? values[s * shape.size() + at] : 0;
            counts[j] += value > levels[j] ? 1 : 0;
          }
        }
      }
    }
    return counts;
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      // Few values, so that many are equal to a level; the sign of zero is of no matter.
      values[k] = Math.max(-0f, (random.nextInt(9) - 4) / 4f);
    }
    return values;
  }

  @Test
  void countsEveryPlaceAndPaddingOverManyBlocks() {
    for (Layer.Spread spread : new Layer.Spread[] {Layer.Spread.NONE, new Layer.Spread(2, 2, 1)}) {
      Window window = convolution(new Shape(9, 8, 3), 3, spread);
      double[] levels = new double[window.inputs()];
      Random random = new Random(2);
      for (int j = 0; j < levels.length; j++) {
        levels[j] = (random.nextInt(9) - 4) / 4.0 + (j % 3 - 1) * 1e-12;
      }
      int samples = 70;
      float[] values = random(samples * window.input().size(), 3);
      try (InputCounts counts = new InputCounts(window, levels)) {
        counts.add(values, 41);
        float[] rest = new float[29 * window.input().size()];
        System.arraycopy(values, 41 * window.input().size(), rest, 0, rest.length);
        counts.add(rest, 29);
        assertThat(counts.counts()).containsExactly(plain(window, levels, values, samples));
      }
    }
  }

  @Test
  void levelsLieBetweenFloats() {
    Window window =
        Window.of(new Layer.Dense(new float[4], new float[1], Activation.RELU), Shape.flat(4));
    float above = Math.nextUp(1f);
    float[] values = {1, above, 1, Float.NaN, above, above, above, 0};
    double[] levels = {1, 1 + 1e-9, above - 1e-9, 0};
    try (InputCounts counts = new InputCounts(window, levels)) {
      counts.add(values, 2);
      assertThat(counts.counts()).containsExactly(1, 2, 1, Double.NaN);
    }
  }
}
