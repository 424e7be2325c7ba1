package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Subject;
import org.nodesnr.measures.noise.NodeNoise;
import org.nodesnr.measures.noise.NoisyInputs;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** Noise in networks beside plain loops. */
class NoiseTest {
  private static final int SAMPLES = 40;

  private static float[] numbers(long seed, int count, double scale) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  /** Samples of so many values, some of them 0. */
  private static Inputs samples(int size, int count) {
    float[] values = numbers(5, size * count, 1);
    return new Inputs() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public int label(int i) {
        return i % 3;
      }

      @Override
      public void copyTo(int i, Reals out, int at) {
        for (int k = 0; k < size; k++) {
          out.set(at + k, Math.max(0, values[i * size + k]));
        }
      }
    };
  }

  private static double[] sample(Inputs inputs, int i, int size) {
    Reals.Doubles out = new Reals.Doubles(new double[size]);
    inputs.copyTo(i, out, 0);
    return out.values();
  }

  private static Model dense(Activation activation) {
    return new Model(
        Shape.flat(7),
        List.of(
            new Layer.Dense(numbers(1, 7 * 6, 0.5), numbers(2, 6, 0.2), activation),
            new Layer.Dense(numbers(3, 6 * 5, 0.5), numbers(4, 5, 0.2), activation),
            new Layer.Dense(numbers(6, 5 * 3, 0.5), numbers(7, 3, 0.2), Activation.SOFTMAX)));
  }

  /** Box and Muller's two numbers in turn. */
  private static final class Normal {
    private final SplittableRandom random;
    private double second = Double.NaN;

    Normal(long seed) {
      this.random = new SplittableRandom(seed);
    }

    double next() {
      if (!Double.isNaN(second)) {
        double value = second;
        second = Double.NaN;
        return value;
      }
      double u = 1 - random.nextDouble();
      double v = random.nextDouble();
      second = Math.sqrt(-2 * Math.log(u)) * Math.sin(2 * Math.PI * v);
      return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
    }
  }

  private static double activate(Activation activation, double z) {
    return activation == Activation.RELU ? Math.max(0, z) : Math.tanh(z);
  }

  private static double slope(Activation activation, double h) {
    return activation == Activation.RELU ? (h > 0 ? 1 : 0) : 1 - h * h;
  }

  private static double[] outputs(Layer.Weighted layer, double[] x, double[] centre) {
    double[] r = new double[layer.nodes()];
    for (int i = 0; i < r.length; i++) {
      for (int j = 0; j < x.length; j++) {
        r[i] += (layer.weights()[i * x.length + j] - centre[j]) * x[j];
      }
    }
    return r;
  }

  @Test
  void hiddenLayersAsLoopsHaveThem() {
    for (Activation activation : List.of(Activation.RELU, Activation.TANH)) {
      Model model = dense(activation);
      check(model, activation, 1);
      check(model, activation, 2);
    }
    check(dense(Activation.RELU), Activation.RELU, 0);
  }

  private static void check(Model model, Activation activation, int number) {
    Subject subject = Subject.of(model);
    Inputs inputs = samples(7, SAMPLES);
    Activation made = number == 0 ? Activation.RELU : activation;
    Layer.Weighted layer = model.weighted().get(number);
    boolean last = number == 2;
    int in = layer.inputs();
    double[] centre = new double[in];
    for (int j = 0; last && j < in; j++) {
      for (int i = 0; i < 3; i++) {
        centre[j] += layer.weights()[i * in + j] / 3.0;
      }
    }
    double[][] x = new double[SAMPLES][];
    double squares = 0;
    int active = 0;
    double[] a = new double[in];
    for (int s = 0; s < SAMPLES; s++) {
      x[s] = sample(inputs, s, 7);
      for (int l = 0; l < number; l++) {
        Layer.Weighted earlier = model.weighted().get(l);
        double[] r = outputs(earlier, x[s], new double[x[s].length]);
        for (int i = 0; i < r.length; i++) {
          r[i] = activate(activation, r[i] + earlier.bias()[i]);
        }
        x[s] = r;
      }
      for (int j = 0; j < in; j++) {
        double slope = slope(made, x[s][j]);
        a[j] += slope * slope / SAMPLES;
        squares += slope == 0 ? 0 : x[s][j] * x[s][j];
        active += slope == 0 ? 0 : 1;
      }
    }
    double sigma = 0.1 * Math.sqrt(squares / active);
    Normal normal = new Normal(11);
    double[][] clean = new double[SAMPLES][];
    double[][] weighted = new double[SAMPLES][];
    double[][] noisy = new double[SAMPLES][];
    for (int s = 0; s < SAMPLES; s++) {
      double[] moved = x[s].clone();
      for (int j = 0; j < in; j++) {
        double slope = slope(made, x[s][j]);
        moved[j] += slope == 0 ? 0 : slope * sigma * normal.next();
      }
      weighted[s] = outputs(layer, x[s], centre);
      clean[s] = weighted[s].clone();
      noisy[s] = outputs(layer, moved, centre);
      for (int i = 0; !last && i < clean[s].length; i++) {
        clean[s][i] = activate(activation, clean[s][i] + layer.bias()[i]);
        noisy[s][i] = activate(activation, noisy[s][i] + layer.bias()[i]);
      }
    }
    NodeNoise noise =
        NodeNoise.of(subject.structure(), subject.theta(), number, inputs, 11, Precision.DOUBLE);
    for (int i = 0; i < layer.nodes(); i++) {
      double off = 0;
      double through = 0;
      for (int s = 0; s < SAMPLES; s++) {
        off += Math.pow(noisy[s][i] - clean[s][i], 2) / SAMPLES;
      }
      for (int j = 0; j < in; j++) {
        double w = layer.weights()[i * in + j] - centre[j];
        through += w * w * a[j] * sigma * sigma;
      }
      double measured = variance(clean, i) / off;
      if (off == 0) {
        assertThat(noise.measured()[i]).isNaN();
      } else {
        assertThat(noise.measured()[i]).isCloseTo(measured, within(1e-6 * measured));
      }
      double predicted = variance(weighted, i) / through;
      assertThat(noise.predicted()[i]).isCloseTo(predicted, within(1e-6 * predicted));
    }
  }

  private static double variance(double[][] values, int i) {
    double mean = 0;
    for (double[] row : values) {
      mean += row[i] / values.length;
    }
    double variance = 0;
    for (double[] row : values) {
      variance += Math.pow(row[i] - mean, 2) / values.length;
    }
    return variance;
  }

  /** Without an activation equation 5 is what the law of large numbers says. */
  @Test
  void equationFiveHoldsForLinearNodes() {
    Shape picture = new Shape(6, 6, 2);
    Model model =
        new Model(
            picture,
            List.of(
                new Layer.Convolution(
                    3,
                    3,
                    1,
                    1,
                    Layer.Padding.SAME,
                    numbers(1, 3 * 3 * 2 * 4, 0.4),
                    new float[4],
                    Activation.IDENTITY),
                new Layer.Dense(numbers(2, 144 * 3, 0.2), new float[3], Activation.SOFTMAX)));
    Subject subject = Subject.of(model);
    for (int layer = 0; layer < 2; layer++) {
      NodeNoise noise =
          NodeNoise.of(
              subject.structure(), subject.theta(), layer, samples(72, 1500), 3, Precision.SINGLE);
      for (int i = 0; i < noise.measured().length; i++) {
        assertThat(noise.measured()[i] / noise.predicted()[i]).isCloseTo(1, offset(0.12));
      }
    }
  }

  @Test
  void accuracyUnderNoiseIsThatOfNoisySamples() {
    Subject subject = Subject.of(dense(Activation.RELU));
    Inputs clean = samples(7, SAMPLES);
    NoisyInputs noisy = new NoisyInputs(clean, 7, 0.8, 21);
    for (Inputs inputs : List.of(clean, noisy)) {
      int right = 0;
      for (int s = 0; s < SAMPLES; s++) {
        double[] logits =
            new PlainLoops(subject.structure(), subject.theta(), sample(inputs, s, 7)).logits();
        int best = 0;
        for (int k = 0; k < 3; k++) {
          best = logits[k] > logits[best] ? k : best;
        }
        right += best == inputs.label(s) ? 1 : 0;
      }
      assertThat(
              NoisyInputs.accuracy(subject.structure(), subject.theta(), inputs, Precision.DOUBLE))
          .isEqualTo((double) right / SAMPLES);
    }
    double squares = 0;
    double sum = 0;
    int count = 0;
    for (int s = 0; s < SAMPLES; s++) {
      double[] before = sample(clean, s, 7);
      double[] after = sample(noisy, s, 7);
      assertThat(sample(noisy, s, 7)).isEqualTo(after);
      for (int k = 0; k < 7; k++) {
        squares += Math.pow(after[k] - before[k], 2);
        sum += after[k] - before[k];
        count++;
      }
    }
    assertThat(Math.sqrt(squares / count)).isCloseTo(0.8, offset(0.08));
    assertThat(sum / count).isCloseTo(0, offset(0.15));
  }
}
