package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.measures.curvature.HessianTrace;
import org.nodesnr.measures.gradient.GradientMoments;
import org.nodesnr.measures.gradient.GradientSignal;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;

/** Random small networks, computed twice. */
class RandomNetworksTest {
  private static final int SAMPLES = 7;
  private static final int CLASSES = 3;

  private static Structure structure(SplittableRandom random) {
    Activation activation = random.nextBoolean() ? Activation.RELU : Activation.TANH;
    Shape input = new Shape(5, 4 + random.nextInt(3), 1 + random.nextInt(2));
    List<Step> steps = new ArrayList<>();
    int at = 0;
    Shape shape = input;
    if (random.nextInt(4) > 0) {
      Layer.Padding padding = random.nextBoolean() ? Layer.Padding.SAME : Layer.Padding.VALID;
      int height = 2 + random.nextInt(2);
      int width = 2 + random.nextInt(2);
      int nodes = 2 + random.nextInt(2);
      Layer.Convolution convolution =
          new Layer.Convolution(
              height,
              width,
              1 + random.nextInt(2),
              1,
              padding,
              new float[height * width * shape.channels() * nodes],
              new float[nodes],
              Activation.IDENTITY);
      Step.Linear linear = new Step.Linear(Window.of(convolution, shape), nodes, at);
      steps.add(linear);
      at += linear.parameters();
      shape = linear.output();
      steps.add(new Step.Activate(activation, shape));
      Layer.Pool kind = random.nextBoolean() ? Layer.Pool.MAX : Layer.Pool.AVERAGE;
      Layer.Pooling pooling = new Layer.Pooling(kind, 2, 2, 1, 2, Layer.Padding.SAME);
      Step.Pool pool = new Step.Pool(Window.of(pooling, shape), kind);
      steps.add(pool);
      shape = pool.output();
    }
    for (int l = 0; l < 1 + random.nextInt(2); l++) {
      Step.Linear dense = ClosedForm.linear(shape.size(), 3 + random.nextInt(3), at);
      steps.add(dense);
      at += dense.parameters();
      shape = dense.output();
      steps.add(new Step.Activate(activation, shape));
    }
    steps.add(ClosedForm.linear(shape.size(), CLASSES, at));
    return new Structure(input, steps);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void gradientsAndTracesAreThoseOfPlainLoops(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Structure structure = structure(random);
    double[] theta = new double[structure.parameters()];
    for (int j = 0; j < theta.length; j++) {
      theta[j] = random.nextGaussian() * 0.5;
    }
    double[][] samples = new double[SAMPLES][structure.input().size()];
    for (double[] sample : samples) {
      for (int j = 0; j < sample.length; j++) {
        sample[j] = random.nextDouble();
      }
    }
    Inputs inputs = inputs(samples);
    double[] sum = new double[theta.length];
    double[] squares = new double[theta.length];
    double[] positive = new double[theta.length];
    double[] negative = new double[theta.length];
    double trace = 0;
    double loss = 0;
    for (int i = 0; i < SAMPLES; i++) {
      PlainLoops plain = new PlainLoops(structure, theta, samples[i]);
      loss += plain.loss(i % CLASSES) / SAMPLES;
      double[] gradient = plain.gradient(i % CLASSES);
      for (int j = 0; j < theta.length; j++) {
        sum[j] += gradient[j];
        squares[j] += gradient[j] * gradient[j];
        positive[j] += gradient[j] > 0 ? 1.0 / SAMPLES : 0;
        negative[j] += gradient[j] < 0 ? 1.0 / SAMPLES : 0;
      }
      for (int k = 0; k < CLASSES; k++) {
        for (double g : plain.gradient(k)) {
          trace += plain.probabilities()[k] * g * g / SAMPLES;
        }
      }
    }
    try (Landscape landscape = new Landscape(structure, inputs, Precision.DOUBLE).at(theta)) {
      assertThat(landscape.loss()).isCloseTo(loss, offset(1e-12));
      assertThat(HessianTrace.exact(landscape).network()).isCloseTo(trace, offset(1e-11));
    }
    GradientSignal signal = GradientMoments.of(structure, theta, inputs, Precision.DOUBLE, true);
    for (int j = 0; j < theta.length; j++) {
      double mean = sum[j] / SAMPLES;
      double variance = (squares[j] - SAMPLES * mean * mean) / (SAMPLES - 1);
      assertThat(signal.mean()[j]).isCloseTo(mean, offset(1e-13));
      assertThat(signal.variance()[j]).isCloseTo(variance, offset(1e-13));
      assertThat(signal.sameSign()[j]).isCloseTo(Math.max(positive[j], negative[j]), offset(1e-12));
    }
  }

  private static Inputs inputs(double[][] samples) {
    return new Inputs() {
      @Override
      public int size() {
        return samples.length;
      }

      @Override
      public int label(int i) {
        return i % CLASSES;
      }

      @Override
      public void copyTo(int i, Reals out, int at) {
        for (int j = 0; j < samples[i].length; j++) {
          out.set(at + j, samples[i][j]);
        }
      }
    };
  }
}
