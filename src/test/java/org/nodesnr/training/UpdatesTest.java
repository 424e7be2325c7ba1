package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.network.Layer;
import org.nodesnr.spec.Activation;

/** Clipping, penalties, the non-linear function and decay, beside plain loops in double. */
class UpdatesTest {
  private static final int BATCH = 4;
  private static final int INPUTS = 70;
  private static final int NODES = 90;
  private static final double RATE = 0.1;

  static Stream<Arguments> cases() {
    return Stream.of(
        spec("plain", 0, 0, 0, 0, 1),
        spec("L2", 0.3, 0, 0, 0, 1),
        spec("decay", 0, 0, 0.3, 0, 1),
        spec("L2 and decay", 0.1, 0, 0.2, 0, 1),
        spec("L1", 0, 0.05, 0, 0, 1),
        spec("clipped", 0, 0, 0, 0.5, 1),
        spec("far from clipped", 0, 0, 0, 1e6, 1),
        spec("power", 0, 0, 0, 0, 0.5),
        spec("all", 0.2, 0.05, 0.1, 0.7, 0.6));
  }

  private static Arguments spec(
      String name, double l2, double l1, double decay, double clip, double power) {
    Supplier<Optimiser> plain = PlainDescent::new;
    return Arguments.of(name, new UpdateSpec(RATE, l2, l1, decay, clip, power, plain, step -> 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void onTheHost(String name, UpdateSpec spec) {
    check(spec, new HostElementwise());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void onTheDevice(String name, UpdateSpec spec) {
    check(spec, new Nd4jElementwise());
  }

  private static void check(UpdateSpec spec, Elementwise elementwise) {
    Random random = new Random(8);
    float[] w = gaussian(random, INPUTS * NODES, 1);
    w[5] = 0;
    float[] b = gaussian(random, NODES, 1);
    float[] gw = gaussian(random, w.length, 0.1);
    float[] gb = gaussian(random, b.length, 0.1);
    Layer.Dense layer = new Layer.Dense(w, b, Activation.RELU);
    try (Parameters parameters = Parameters.of(layer)) {
      Updates updates = new Updates(parameters.all(), spec, BATCH, elementwise);
      updates.begin(1, true);
      // The sums over a batch, as a backward pass hands them on.
      try (Parameters sums = Parameters.of(layer.with(gw, gb))) {
        for (Sink sink : parameters.weightSinks()) {
          elementwise.scaleAndAdd(sink.target(), sink.keep(), sums.weights(), sink.factor());
        }
        for (Sink sink : parameters.biasSinks()) {
          elementwise.scaleAndAdd(sink.target(), sink.keep(), sums.bias(), sink.factor());
        }
      }
      Layer.Weighted observed = (Layer.Weighted) parameters.gradientsInto(layer);
      updates.end();
      Layer.Weighted after = (Layer.Weighted) parameters.copyInto(layer);
      double norm = norm(gw, gb) / BATCH;
      double clip = spec.clipNorm() == 0 ? 1 : Math.min(1, spec.clipNorm() / norm);
      for (int i = 0; i < w.length; i++) {
        assertThat(observed.weights()[i]).isCloseTo(gw[i] / BATCH, within(1e-8f));
        double g = clip * gw[i] / BATCH + spec.l2() * w[i] + spec.l1() * Math.signum(w[i]);
        g = Math.signum(g) * Math.pow(Math.abs(g), spec.power());
        double expected = w[i] - RATE * spec.weightDecay() * w[i] - RATE * g;
        assertThat((double) after.weights()[i]).isCloseTo(expected, within(1e-6));
      }
      for (int i = 0; i < b.length; i++) {
        assertThat(observed.bias()[i]).isCloseTo(gb[i] / BATCH, within(1e-8f));
        assertThat((double) after.bias()[i])
            .isCloseTo(b[i] - RATE * clip * gb[i] / BATCH, within(1e-6));
      }
    }
  }

  private static float[] gaussian(Random random, int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  private static double norm(float[]... arrays) {
    double squares = 0;
    for (float[] array : List.of(arrays)) {
      for (float value : array) {
        squares += (double) value * value;
      }
    }
    return Math.sqrt(squares);
  }
}
