package org.nodesnr.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.BatchNormalisationSpec;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime.InitialisationSpec;

/**
 * Gradients of whole networks are in {@code GradientTest} and {@code AgainstDeeplearning4jTest}.
 */
class BatchNormalisationTest {
  private static final double MOMENTUM = 0.8;
  private static final double EPSILON = 1e-3;
  private static final Shape PICTURES = new Shape(3, 2, 4);
  private static final int SAMPLES = 5;
  private static final int N = SAMPLES * 6;

  private final SplittableRandom random = new SplittableRandom(4);

  private float[] numbers(int count) {
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = (float) (2 * random.nextDouble() - 0.7);
    }
    return values;
  }

  private List<float[]> arrays() {
    List<float[]> arrays = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      arrays.add(numbers(4));
    }
    arrays.set(3, new float[] {0.5f, 1, 2, 0.1f});
    return arrays;
  }

  private static double mean(float[] x, int channel) {
    double sum = 0;
    for (int k = channel; k < x.length; k += 4) {
      sum += x[k];
    }
    return sum / N;
  }

  private static double variance(float[] x, int channel) {
    double mean = mean(x, channel);
    double sum = 0;
    for (int k = channel; k < x.length; k += 4) {
      sum += (x[k] - mean) * (x[k] - mean);
    }
    return sum / N;
  }

  private static double output(float[] x, int k, List<float[]> arrays) {
    int c = k % 4;
    double normalised = (x[k] - mean(x, c)) / Math.sqrt(variance(x, c) + EPSILON);
    return arrays.get(0)[c] * normalised + arrays.get(1)[c];
  }

  private static double loss(float[] x, List<float[]> arrays, float[] weights) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += weights[k] * output(x, k, arrays);
    }
    return sum;
  }

  private static double difference(float[] of, int k, DoubleSupplier loss) {
    float value = of[k];
    of[k] = value + 0x1p-8f;
    double above = loss.getAsDouble();
    of[k] = value - 0x1p-8f;
    double below = loss.getAsDouble();
    of[k] = value;
    return (above - below) / 0x1p-7;
  }

  @Test
  void isTheFormulaAndItsGradientTheDifference() {
    float[] x = numbers(SAMPLES * PICTURES.size());
    float[] ofY = numbers(x.length);
    List<float[]> arrays = arrays();
    float[] runningMean = arrays.get(2).clone();
    float[] runningVariance = arrays.get(3).clone();
    TrainingLayer.Passage passage =
        BatchNormalisation.of(4, MOMENTUM, EPSILON).passage(PICTURES, SAMPLES);
    float[] y = new float[x.length];
    passage.forward(x, arrays, y);
    for (int k = 0; k < x.length; k++) {
      assertThat((double) y[k]).isCloseTo(output(x, k, arrays), within(1e-6));
    }
    assertThat(arrays.get(2)).isEqualTo(runningMean);

    float[] ofX = new float[x.length];
    List<float[]> ofArrays = List.of(new float[4], new float[4]);
    passage.backward(x, arrays, ofY, ofX, ofArrays);
    for (int k = 0; k < x.length; k++) {
      double expected = difference(x, k, () -> loss(x, arrays, ofY));
      assertThat((double) ofX[k]).as("input %d", k).isCloseTo(expected, within(2e-5));
    }
    for (int a = 0; a < 2; a++) {
      for (int c = 0; c < 4; c++) {
        double expected = difference(arrays.get(a), c, () -> loss(x, arrays, ofY));
        assertThat((double) ofArrays.get(a)[c]).isCloseTo(expected, within(2e-5));
      }
    }
    for (int c = 0; c < 4; c++) {
      assertThat((double) arrays.get(2)[c])
          .isCloseTo(0.8 * runningMean[c] + 0.2 * mean(x, c), within(1e-7));
      assertThat((double) arrays.get(3)[c])
          .isCloseTo(0.8 * runningVariance[c] + 0.2 * variance(x, c), within(1e-7));
    }
  }

  /**
   * A channel that is constant over a batch gives β and passes no gradient on that is not finite.
   */
  @Test
  void aConstantChannelGivesItsShift() {
    float[] x = new float[SAMPLES * PICTURES.size()];
    Arrays.fill(x, 3e4f);
    List<float[]> arrays = arrays();
    TrainingLayer.Passage passage =
        BatchNormalisation.of(4, MOMENTUM, EPSILON).passage(PICTURES, SAMPLES);
    float[] y = new float[x.length];
    passage.forward(x, arrays, y);
    float[] ofX = new float[x.length];
    passage.backward(x, arrays, numbers(x.length), ofX, List.of(new float[4], new float[4]));
    for (int k = 0; k < x.length; k++) {
      assertThat(y[k]).isEqualTo(arrays.get(1)[k % 4]);
      assertThat(ofX[k]).isFinite();
    }
  }

  private static Model network() {
    LayerSpec normalisation = new BatchNormalisationSpec(MOMENTUM, EPSILON);
    NetworkSpec spec =
        new NetworkSpec(
            List.of(
                new LayerSpec.Convolution(3, 4, 1, LayerSpec.Padding.SAME, Activation.IDENTITY),
                normalisation,
                new LayerSpec.Nonlinearity(Activation.RELU),
                new LayerSpec.Pooling(LayerSpec.Reduction.MAX, 2, 2, LayerSpec.Padding.SAME),
                new LayerSpec.Dense(6, Activation.IDENTITY, 0),
                normalisation));
    return new Initialiser(new InitialisationSpec(0.3, 0.3, 0.1), new Streams(3))
        .build(spec, new Shape(4, 4, 2), 3);
  }

  @Test
  void beginsAsItIsSaid() {
    BatchNormalisation first = (BatchNormalisation) network().layers().get(1);
    assertThat(first.gamma()).containsOnly(1).hasSize(4);
    assertThat(first.beta()).containsOnly(0);
    assertThat(first.mean()).containsOnly(0);
    assertThat(first.variance()).containsOnly(1);
  }

  /** In use: {@code γ (x − μ) / √(σ² + ε) + β} with the running mean and variance. */
  @Test
  void isFoldedIntoTheWeightsBeforeIt() {
    Model model = network();
    for (Layer layer : model.layers()) {
      if (layer instanceof BatchNormalisation own) {
        for (int c = 0; c < own.gamma().length; c++) {
          // below 0, too: then the greatest of a window is another
          own.gamma()[c] = c - 1.5f;
          own.beta()[c] = 0.3f - c * 0.2f;
          own.mean()[c] = 0.1f * c;
          own.variance()[c] = 0.5f + c;
        }
      }
    }
    Model used = model.inUse();
    assertThat(used.layers()).hasSize(4).noneMatch(layer -> layer instanceof TrainingLayer);
    assertThat(used.weighted().get(0).activation()).isEqualTo(Activation.RELU);
    assertThat(used.weighted().get(1).activation()).isEqualTo(Activation.IDENTITY);
    assertThat(used.inUse()).isSameAs(used);
    assertThat(model.weighted().get(0).weights()).isEqualTo(network().weighted().get(0).weights());

    List<Graph.Step> steps = new ArrayList<>();
    for (Layer layer : model.layers()) {
      Operation operation = layer;
      if (layer instanceof BatchNormalisation own) {
        float[] scale = new float[own.gamma().length];
        float[] shift = new float[scale.length];
        for (int c = 0; c < scale.length; c++) {
          scale[c] = (float) (own.gamma()[c] / Math.sqrt(own.variance()[c] + EPSILON));
          shift[c] = own.beta()[c] - scale[c] * own.mean()[c];
        }
        operation = new Operation.Affine(scale, shift);
      }
      steps.add(new Graph.Step(operation, List.of(steps.size())));
    }
    float[] expected = logits(new Graph(model.input(), steps));
    float[] actual = logits(Graph.of(used));
    for (int k = 0; k < expected.length; k++) {
      assertThat(actual[k]).isCloseTo(expected[k], within(1e-5f));
    }
  }

  private float[] logits(Graph graph) {
    SplittableRandom pixels = new SplittableRandom(8);
    float[] values = new float[7 * graph.input().size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) pixels.nextDouble();
    }
    List<float[]> results = new ArrayList<>();
    try (ForwardPass pass = new ForwardPass(graph, 7)) {
      pass.run(
          new Samples() {
            @Override
            public int size() {
              return 7;
            }

            @Override
            public Shape shape() {
              return graph.input();
            }

            @Override
            public int label(int i) {
              return 0;
            }

            @Override
            public void copyTo(int i, float[] out, int at) {
              System.arraycopy(values, i * shape().size(), out, at, shape().size());
            }
          },
          7,
          new ForwardPass.Observer() {
            @Override
            public void result(float[] logits, int first, int samples) {
              results.add(Arrays.copyOf(logits, samples * 3));
            }
          });
    }
    assertThat(results).hasSize(1);
    return results.get(0);
  }
}
