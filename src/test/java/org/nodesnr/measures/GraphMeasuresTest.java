package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.nodesnr.measure.Reading;
import org.nodesnr.measures.norms.GraphPathNorm;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Operation;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.MeasureChoice;

/** Of a network with a shortcut against plain loops, and of one without against all measures. */
class GraphMeasuresTest {
  private static final int SAMPLES = 40;
  private static final int INPUTS = 5;
  private static final List<String> READ =
      List.of(
          "parameters",
          "logFrobenius",
          "logSpectral",
          "stableRank",
          "pathNorm",
          "pathNormWeights",
          "margin",
          "inverseMargin",
          "logSpectralOverMargin",
          "logFrobeniusOverMargin",
          "logSpectralOriginMain",
          "pathNormOverMargin");

  private final SplittableRandom random = new SplittableRandom(4);
  private final float[] pixels = numbers(SAMPLES * INPUTS);
  private final Layer.Dense first =
      new Layer.Dense(numbers(INPUTS * INPUTS), numbers(INPUTS), Activation.RELU);
  private final Layer.Dense last =
      new Layer.Dense(numbers(3 * INPUTS), numbers(3), Activation.SOFTMAX);
  private final Graph shortcut =
      new Graph(
          Shape.flat(INPUTS),
          List.of(
              new Graph.Step(first, List.of(0)),
              new Graph.Step(new Operation.Combined(Operation.Combination.SUM), List.of(0, 1)),
              new Graph.Step(last, List.of(2))));

  private float[] numbers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private double[] sums(Layer.Dense layer, double[] x) {
    double[] z = new double[layer.bias().length];
    for (int i = 0; i < z.length; i++) {
      z[i] = layer.bias()[i];
      for (int j = 0; j < x.length; j++) {
        z[i] += layer.weights()[i * x.length + j] * x[j];
      }
    }
    return z;
  }

  /** The logits; the largest is the label, but of every twentieth sample the class behind. */
  private double[] logits(int sample) {
    double[] x = new double[INPUTS];
    Arrays.setAll(x, j -> pixels[sample * INPUTS + j]);
    double[] h = sums(first, x);
    Arrays.setAll(h, j -> Math.max(0, h[j]) + x[j]);
    return sums(last, h);
  }

  private int label(int sample) {
    double[] z = logits(sample);
    int best = z[0] >= z[1] && z[0] >= z[2] ? 0 : z[1] >= z[2] ? 1 : 2;
    return sample % 20 == 0 ? (best + 1) % 3 : best;
  }

  private double margin(int sample) {
    double[] z = logits(sample);
    int label = label(sample);
    return z[label] - Math.max(z[(label + 1) % 3], z[(label + 2) % 3]);
  }

  private final Samples train =
      new Samples() {
        @Override
        public int size() {
          return SAMPLES;
        }

        @Override
        public Shape shape() {
          return Shape.flat(INPUTS);
        }

        @Override
        public int label(int i) {
          return GraphMeasuresTest.this.label(i);
        }

        @Override
        public void copyTo(int i, float[] out, int at) {
          System.arraycopy(pixels, i * INPUTS, out, at, INPUTS);
        }
      };

  private static List<MeasureChoice> choices(List<String> ids, int samples) {
    return ids.stream().map(id -> new MeasureChoice(id, samples)).toList();
  }

  private static double value(List<Reading> readings, String id) {
    return readings.stream()
        .filter(reading -> reading.measure().equals(id))
        .mapToDouble(Reading::value)
        .sum();
  }

  private static double largest(Layer.Dense layer) {
    int inputs = layer.weights().length / layer.bias().length;
    RealMatrix matrix = MatrixUtils.createRealMatrix(layer.bias().length, inputs);
    for (int i = 0; i < layer.weights().length; i++) {
      matrix.setEntry(i / inputs, i % inputs, layer.weights()[i]);
    }
    return new SingularValueDecomposition(matrix).getSingularValues()[0];
  }

  private static double squares(Layer.Dense layer) {
    double sum = 0;
    for (float weight : layer.weights()) {
      sum += (double) weight * weight;
    }
    return sum;
  }

  @Test
  void aNetworkWithAShortcutIsReadAsByPlainLoops() {
    List<Reading> readings = GraphMeasures.read(shortcut, Optional.of(train), choices(READ, 30));
    assertThat(readings.stream().map(Reading::measure)).containsExactlyElementsOf(READ);
    double[] margins = new double[30];
    Arrays.setAll(margins, this::margin);
    Arrays.sort(margins);
    double gamma = margins[2];
    assertThat(gamma).isPositive();
    double one = Math.pow(largest(first), 2);
    double two = Math.pow(largest(last), 2);
    double spectral = Math.log(one) + Math.log(two);
    double frobenius = Math.log(squares(first)) + Math.log(squares(last));
    double rank = squares(first) / one + squares(last) / two;
    double over = -2 * Math.log(gamma);
    check(readings, "parameters", 30 + 18);
    check(readings, "logFrobenius", frobenius);
    check(readings, "logSpectral", spectral);
    check(readings, "stableRank", rank);
    double paths = paths(1);
    check(readings, "pathNorm", paths);
    check(readings, "pathNormWeights", paths(0));
    check(readings, "pathNormOverMargin", paths / (gamma * gamma));
    check(readings, "margin", gamma);
    check(readings, "inverseMargin", 1 / (gamma * gamma));
    check(readings, "logSpectralOverMargin", spectral + over);
    check(readings, "logFrobeniusOverMargin", frobenius + over);
    check(readings, "logSpectralOriginMain", spectral + over + Math.log(rank));
  }

  /** Path by path; those from biases times a factor. */
  private double paths(double ofBiases) {
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      sum += ofBiases * last.bias()[k] * last.bias()[k];
      for (int i = 0; i < INPUTS; i++) {
        double into = 1 + ofBiases * first.bias()[i] * first.bias()[i];
        for (int j = 0; j < INPUTS; j++) {
          into += Math.pow(first.weights()[i * INPUTS + j], 2);
        }
        sum += Math.pow(last.weights()[k * INPUTS + i], 2) * into;
      }
    }
    return sum;
  }

  /** A branch that scales and shifts has a weight and a bias; one that multiplies is no sum. */
  @Test
  void scalesBelongToPathsAndProductsHaveNone() {
    Operation.Affine affine = new Operation.Affine(new float[] {3}, new float[] {2});
    for (Operation.Combination how : Operation.Combination.values()) {
      Graph graph =
          new Graph(
              Shape.flat(INPUTS),
              List.of(
                  new Graph.Step(affine, List.of(0)),
                  new Graph.Step(new Operation.Combined(how), List.of(0, 1))));
      double norm = GraphPathNorm.of(graph, true);
      if (how == Operation.Combination.SUM) {
        assertThat(norm).isEqualTo(INPUTS * (1 + 9 + 4));
        assertThat(GraphPathNorm.of(graph, false)).isEqualTo(INPUTS * (1 + 9));
      } else {
        assertThat(norm).isNaN();
      }
    }
  }

  private static void check(List<Reading> readings, String id, double expected) {
    assertThat(value(readings, id)).as(id).isCloseTo(expected, within(2e-5 * Math.abs(expected)));
  }

  @Test
  void ofANetworkInOneLineTheyAreThoseOfAllMeasures() {
    Model model = new Model(Shape.flat(INPUTS), List.of(first, last));
    List<MeasureChoice> chosen = choices(READ, 0);
    List<Reading> readings = GraphMeasures.read(Graph.of(model), Optional.of(train), chosen);
    List<Reading> all =
        Gauges.read(new Specimen(model, Optional::empty, Optional.of(train), train, true), chosen);
    for (String id : READ) {
      double expected = value(all, id);
      if (Double.isNaN(expected)) {
        assertThat(value(readings, id)).as(id).isNaN();
      } else {
        check(readings, id, expected);
      }
    }
  }

  @Test
  void withoutTrainingImagesWeightsAreLeft() {
    assertThat(
            GraphMeasures.read(shortcut, Optional.empty(), choices(READ, 0)).stream()
                .map(Reading::measure))
        .containsExactlyElementsOf(READ.subList(0, 6));
    List<MeasureChoice> others = choices(List.of("gsnr", "distance", "flatness"), 0);
    assertThat(GraphMeasures.read(shortcut, Optional.of(train), others)).isEmpty();
  }
}
