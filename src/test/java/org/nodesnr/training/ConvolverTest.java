package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.HostFloats;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** Both ways to compute a convolution, against the sum over the taps in double precision. */
class ConvolverTest {
  private static final int TAPS = 5;

  /** Root of the sum of squares of the difference, relative to that of the exact values. */
  private record Errors(double output, double inputGradient, double kernelGradient) {
    double greatest() {
      return Math.max(output, Math.max(inputGradient, kernelGradient));
    }
  }

  @ParameterizedTest(name = "{0}x{1}, {2} to {3} channels, {4} samples")
  @CsvSource({
    "12, 12, 64, 64, 3",
    "16, 16, 64, 64, 2",
    "8, 8, 16, 32, 29",
    "7, 9, 17, 24, 5",
    "1, 2, 16, 16, 3",
    "13, 4, 33, 16, 1"
  })
  void winogradIsWithinHundredThousandth(
      int height, int width, int inputs, int outputs, int samples) {
    Shape shape = new Shape(height, width, inputs);
    Layer.Convolution layer = layer(inputs, outputs);
    assertThat(WinogradConvolution.suits(layer, shape)).isTrue();
    Errors winograd = errors(layer, shape, samples, ConvolutionMethod.WINOGRAD);
    Errors direct = errors(layer, shape, samples, ConvolutionMethod.DIRECT);
    assertThat(winograd.greatest()).isLessThan(1e-5);
    assertThat(direct.greatest()).isLessThan(1e-6);
    assertThat(winograd.output()).as("another algorithm").isNotEqualTo(direct.output());
  }

  @Test
  void otherKernelsAndFewChannelsAreDirect() {
    Shape wide = new Shape(12, 12, 16);
    assertThat(WinogradConvolution.suits(layer(16, 16), wide)).isTrue();
    assertThat(WinogradConvolution.suits(layer(3, 16), new Shape(12, 12, 3))).isFalse();
    assertThat(WinogradConvolution.suits(layer(16, 15), wide)).isFalse();
    Layer.Convolution three =
        new Layer.Convolution(
            3, 3, 1, 1, Layer.Padding.SAME, new float[9 * 256], new float[16], Activation.RELU);
    assertThat(WinogradConvolution.suits(three, wide)).isFalse();
    try (Convolver convolver = ConvolutionMethod.WINOGRAD.convolver(three, wide, 2)) {
      assertThat(convolver).isInstanceOf(DirectConvolution.class);
    }
    try (Convolver convolver = ConvolutionMethod.DIRECT.convolver(layer(16, 16), wide, 2)) {
      assertThat(convolver).as("as it was asked for").isInstanceOf(DirectConvolution.class);
    }
  }

  @Test
  void everyStepBeginsAnew() {
    Shape shape = new Shape(6, 7, 16);
    Layer.Convolution layer = layer(16, 16);
    try (Convolver convolver = ConvolutionMethod.WINOGRAD.convolver(layer, shape, 4);
        Fields first = new Fields(layer, shape, 4, 1);
        Fields second = new Fields(layer, shape, 4, 2)) {
      float[] once = first.run(convolver);
      float[] other = second.run(convolver);
      assertThat(first.run(convolver)).isEqualTo(once).isNotEqualTo(other);
    }
  }

  /** Kernels as trained ones are: smooth patterns of different sizes, and noise. */
  private static Layer.Convolution layer(int inputs, int outputs) {
    Random random = new Random(5);
    float[] weights = new float[outputs * TAPS * TAPS * inputs];
    for (int o = 0, at = 0; o < outputs; o++) {
      double size = 0.02 * Math.exp(random.nextGaussian());
      double frequency = random.nextDouble() * 2;
      double angle = random.nextDouble() * Math.PI;
      for (int tap = 0; tap < TAPS * TAPS; tap++) {
        double along = Math.cos(angle) * (tap / TAPS - 2) + Math.sin(angle) * (tap % TAPS - 2);
        for (int i = 0; i < inputs; i++) {
          weights[at++] =
              (float)
                  (size * (Math.cos(frequency * along + i) + 0.3 * random.nextGaussian()) - 0.003);
        }
      }
    }
    return new Layer.Convolution(
        TAPS, TAPS, 1, 1, Layer.Padding.SAME, weights, new float[outputs], Activation.RELU);
  }

  /** The arrays of a step; inputs are such as a ReLU leaves, gradients such as pooling does. */
  private static final class Fields implements AutoCloseable {
    private final Parameters parameters;
    private final INDArray x;
    private final INDArray y;
    private final INDArray gradient;
    private final INDArray dx;
    private final INDArray dw;

    Fields(Layer.Convolution layer, Shape shape, int samples, int seed) {
      Random random = new Random(seed);
      int places = samples * shape.height() * shape.width();
      this.parameters = Parameters.of(layer);
      this.x = HostFloats.matrix(shape.size(), samples);
      this.y = HostFloats.matrix(layer.nodes(), places);
      this.gradient = HostFloats.matrix(layer.nodes(), places);
      this.dx = HostFloats.matrix(shape.size(), samples);
      this.dw = HostFloats.matrix(layer.inputs(), layer.nodes());
      float[] values = new float[shape.size() * samples];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.max(0, random.nextGaussian() + 0.2);
      }
      HostFloats.write(values, values.length, x);
      float[] gradients = new float[layer.nodes() * places];
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = random.nextInt(4) == 0 ? (float) random.nextGaussian() : 0;
      }
      HostFloats.write(gradients, gradients.length, gradient);
    }

    float[] run(Convolver convolver) {
      convolver.forward(x, parameters.weights(), y);
      convolver.backward(x, parameters.weights(), gradient, dx, dw);
      float[] all = new float[(int) (y.length() + dx.length() + dw.length())];
      int at = 0;
      for (INDArray array : new INDArray[] {y, dx, dw}) {
        float[] values = values(array);
        System.arraycopy(values, 0, all, at, values.length);
        at += values.length;
      }
      return all;
    }

    static float[] values(INDArray array) {
      float[] values = new float[(int) array.length()];
      HostFloats.read(array, 0, values, values.length);
      return values;
    }

    @Override
    public void close() {
      parameters.close();
      for (INDArray array : new INDArray[] {x, y, gradient, dx, dw}) {
        array.close();
      }
    }
  }

  private static Errors errors(
      Layer.Convolution layer, Shape shape, int samples, ConvolutionMethod method) {
    try (Fields fields = new Fields(layer, shape, samples, 3);
        Convolver convolver = method.convolver(layer, shape, samples)) {
      fields.run(convolver);
      float[] x = Fields.values(fields.x);
      float[] g = Fields.values(fields.gradient);
      float[] w = layer.weights();
      int inputs = shape.channels();
      int outputs = layer.nodes();
      double[] y = new double[g.length];
      double[] dx = new double[x.length];
      double[] dw = new double[w.length];
      for (int place = 0; place < g.length / outputs; place++) {
        for (int tap = 0; tap < TAPS * TAPS; tap++) {
          int from = neighbour(shape, place, tap);
          for (int o = 0; from >= 0 && o < outputs; o++) {
            int kernel = (o * TAPS * TAPS + tap) * inputs;
            double sum = 0;
            double d = g[place * outputs + o];
            for (int i = 0; i < inputs; i++) {
              sum += (double) x[from * inputs + i] * w[kernel + i];
              dx[from * inputs + i] += d * w[kernel + i];
              dw[kernel + i] += d * x[from * inputs + i];
            }
            y[place * outputs + o] += sum;
          }
        }
      }
      return new Errors(
          error(Fields.values(fields.y), y),
          error(Fields.values(fields.dx), dx),
          error(Fields.values(fields.dw), dw));
    }
  }

  /** The place that a tap sees; -1 outside of the picture. */
  private static int neighbour(Shape shape, int place, int tap) {
    int width = shape.width();
    int size = shape.height() * width;
    int row = place % size / width + tap / TAPS - 2;
    int column = place % width + tap % TAPS - 2;
    boolean inside = row >= 0 && row < shape.height() && column >= 0 && column < width;
    return inside ? place / size * size + row * width + column : -1;
  }

  private static double error(float[] values, double[] exact) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < exact.length; i++) {
      difference += (values[i] - exact[i]) * (values[i] - exact[i]);
      size += exact[i] * exact[i];
    }
    return Math.sqrt(difference / size);
  }
}
