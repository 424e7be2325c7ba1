package org.nodesnr.measures.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** Products with the Hessian are the same whatever is kept of batches, and of one batch alone. */
class KeptBatchesTest {
  private static final int SAMPLES = 7;
  private static final int BATCH = 3;

  private final SplittableRandom random = new SplittableRandom(3);
  private final Structure structure = structure();
  private final double[] theta = numbers(structure.parameters());
  private final double[] direction = numbers(structure.parameters());
  private final double[] pixels = numbers(SAMPLES * structure.input().size());
  private final AtomicInteger read = new AtomicInteger();
  private final Inputs inputs =
      new Inputs() {
        @Override
        public int size() {
          return SAMPLES;
        }

        @Override
        public int label(int i) {
          return i % 3;
        }

        @Override
        public void copyTo(int i, Reals out, int at) {
          read.incrementAndGet();
          int size = structure.input().size();
          for (int j = 0; j < size; j++) {
            out.set(at + j, pixels[i * size + j]);
          }
        }
      };

  private double[] numbers(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  /** Two convolutions, a ReLU and a maximum behind the first, a tanh behind the second. */
  private Structure structure() {
    Shape input = new Shape(6, 6, 2);
    Layer.Convolution first =
        new Layer.Convolution(
            3, 3, 1, 1, Layer.Padding.SAME, new float[72], new float[4], Activation.RELU);
    Layer.Pooling pool = new Layer.Pooling(Layer.Pool.MAX, 2, 2, 2, 2, Layer.Padding.VALID);
    Layer.Convolution second =
        new Layer.Convolution(
            2, 2, 1, 1, Layer.Padding.VALID, new float[80], new float[5], Activation.TANH);
    Layer.Dense last = new Layer.Dense(new float[60], new float[3], Activation.SOFTMAX);
    return Subject.of(new Model(input, List.of(first, pool, second, last))).structure();
  }

  /** Two products in a row. */
  private double[] products(Pass pass, KeptBatches batches, boolean hessian) {
    Tangents along = new Tangents(pass);
    double[] sum = new double[theta.length];
    for (int times = 0; times < 2; times++) {
      along.direction(direction, 0, structure.layers().size() - 1);
      batches.over(
          0,
          hessian,
          (p, softmax, first) -> {
            along.of(p).forward();
            softmax.curvature(along.logits(), along.logitDeltas());
            along.addProduct(hessian, sum);
          });
    }
    return sum;
  }

  private double[] products(int batch, int kept, boolean hessian) {
    try (Pass pass = new Pass(structure, Precision.DOUBLE, batch)) {
      pass.parameters(theta);
      return products(
          pass, new KeptBatches(pass, inputs, kept * structure.keptPerSample(0)), hessian);
    }
  }

  @Test
  void productsAreTheSameWhateverIsKept() {
    for (boolean hessian : List.of(true, false)) {
      double[] none = products(BATCH, 0, hessian);
      assertThat(products(BATCH, 4, hessian)).containsExactly(none);
      assertThat(products(BATCH, SAMPLES, hessian)).containsExactly(none);
      assertThat(products(SAMPLES, 0, hessian)).containsExactly(none, within(1e-12));
    }
  }

  @Test
  void samplesOfKeptBatchesAreReadOnce() {
    products(BATCH, SAMPLES, true);
    assertThat(read).hasValue(SAMPLES);
    read.set(0);
    products(BATCH, 4, true);
    assertThat(read).hasValue(BATCH + 2 * (SAMPLES - BATCH));
  }

  /** Blocks of the Gauss-Newton matrix, one after the other with the same batches. */
  @Test
  void blocksAreTheSameWhateverIsKept() {
    try (Pass pass = new Pass(structure, Precision.DOUBLE, BATCH)) {
      pass.parameters(theta);
      KeptBatches none = new KeptBatches(pass, inputs, 0);
      KeptBatches all = new KeptBatches(pass, inputs, SAMPLES * structure.keptPerSample(0));
      for (int layer : new int[] {1, 0, 2, 1}) {
        double[] expected = block(pass, none, layer);
        assertThat(block(pass, all, layer)).containsExactly(expected);
        read.set(0);
        assertThat(block(pass, all, layer)).containsExactly(expected);
        assertThat(read).as("of layer %s".formatted(layer)).hasValue(0);
      }
    }
  }

  private double[] block(Pass pass, KeptBatches batches, int layer) {
    Tangents along = new Tangents(pass);
    double[] sum = new double[theta.length];
    along.direction(direction, layer, layer);
    batches.over(
        pass.stepOfLayer[layer],
        false,
        (p, softmax, first) -> {
          along.of(p).forward();
          softmax.curvature(along.logits(), along.logitDeltas());
          along.addProduct(false, sum);
        });
    return sum;
  }

  @Test
  void otherParametersAreSeen() {
    try (Pass pass = new Pass(structure, Precision.DOUBLE, BATCH)) {
      KeptBatches batches = new KeptBatches(pass, inputs, Long.MAX_VALUE);
      pass.parameters(direction);
      products(pass, batches, true);
      pass.parameters(theta);
      batches.clear();
      assertThat(products(pass, batches, true)).containsExactly(products(BATCH, 0, true));
    }
  }
}
