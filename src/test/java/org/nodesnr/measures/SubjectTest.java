package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Subject;
import org.nodesnr.network.ForwardPass;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** Logits are those of the pass that S and G are computed with, for every kind of layer. */
class SubjectTest {
  private final SplittableRandom random = new SplittableRandom(7);

  private float[] numbers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * 0.5f;
    }
    return values;
  }

  private Model model(
      Layer.Pool pool, Layer.Padding padding, Activation activation, boolean early) {
    Activation none = Activation.IDENTITY;
    Layer.Convolution first =
        new Layer.Convolution(
            3, 2, 1, 2, padding, numbers(3 * 2 * 2 * 4), numbers(4), early ? activation : none);
    Layer.Pooling pooling = new Layer.Pooling(pool, 2, 3, 2, 1, Layer.Padding.SAME);
    Shape input = new Shape(7, 8, 2);
    int flat = pooling.output(first.output(input)).size();
    return new Model(
        input,
        List.of(
            first,
            pooling,
            new Layer.Nonlinearity(early ? none : activation),
            new Layer.Dense(numbers(flat * 5), numbers(5), activation),
            new Layer.Dense(numbers(15), numbers(3), Activation.SOFTMAX)));
  }

  @Test
  void logitsAreThoseOfTheForwardPass() {
    for (Layer.Pool pool : Layer.Pool.values()) {
      for (Layer.Padding padding :
          List.of(
              Layer.Padding.SAME, Layer.Padding.VALID, new Layer.Padding.Explicit(2, 0, 1, 3))) {
        for (Activation a : List.of(Activation.RELU, Activation.TANH, Activation.SIGMOID)) {
          agree(model(pool, padding, a, false));
          agree(model(pool, padding, a, true));
        }
      }
    }
  }

  private void agree(Model model) {
    float[] pixels = numbers(5 * model.input().size());
    Samples samples =
        new Samples() {
          @Override
          public int size() {
            return 5;
          }

          @Override
          public Shape shape() {
            return model.input();
          }

          @Override
          public int label(int i) {
            return i % 3;
          }

          @Override
          public void copyTo(int i, float[] out, int offset) {
            System.arraycopy(pixels, i * shape().size(), out, offset, shape().size());
          }
        };
    float[] expected = new float[15];
    try (ForwardPass pass = new ForwardPass(model, 5)) {
      pass.run(
          samples,
          5,
          new ForwardPass.Observer() {
            @Override
            public void output(int layer, float[] values, int first, int n) {
              if (layer == 3) {
                System.arraycopy(values, 0, expected, first * 3, n * 3);
              }
            }
          });
    }
    Subject subject = Subject.of(model);
    assertThat((long) subject.theta().length).isEqualTo(model.parameterCount());
    for (Precision precision : Precision.values()) {
      try (Landscape landscape =
          new Landscape(subject.structure(), Subject.inputs(samples), precision)) {
        double[] logits = landscape.at(subject.theta()).logits();
        for (int i = 0; i < logits.length; i++) {
          assertThat(logits[i]).isCloseTo(expected[i], offset(2e-5));
        }
      }
    }
  }
}
