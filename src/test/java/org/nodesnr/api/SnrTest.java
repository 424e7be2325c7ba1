package org.nodesnr.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.evaluation.BruteForce;
import org.nodesnr.network.Layer;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Variant;

class SnrTest {
  private static final double TOLERANCE = 2e-5;
  private static final int SAMPLES = 40;
  private static final int INPUTS = 7;
  private static final int NODES = 5;

  private final double[][] x = new double[SAMPLES][INPUTS];
  private final double[][] w = new double[INPUTS][NODES];
  private final double[] bias = new double[NODES];

  /**
   * Input 4 is constant, input 5 never active, input 6 quiet; node 3 is dead: its weights are 0;
   * node 4 is never active.
   */
  SnrTest() {
    Random random = new Random(7);
    for (double[] sample : x) {
      for (int j = 0; j < INPUTS; j++) {
        sample[j] = Math.max(0, (float) (random.nextGaussian() * (1 + j) / 8));
      }
      sample[4] = 0.5f;
      sample[5] = 0;
      sample[6] = sample[6] > 0 ? 0.001f : 0;
    }
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < INPUTS; j++) {
        w[j][i] = i == 3 ? 0 : (float) random.nextGaussian();
      }
      bias[i] = i == 4 ? -100 : (float) random.nextGaussian();
    }
  }

  private static Variant variant(String name) {
    return name.equals("paper") ? Variant.PAPER : Variant.NOTEBOOK;
  }

  private double[][] bruteForce(SnrSettings settings) {
    float[] weights = Nd4j.create(w).castTo(DataType.FLOAT).dup('f').data().asFloat();
    float[] biases = Nd4j.create(bias).castTo(DataType.FLOAT).data().asFloat();
    BruteForce.LayerSeen seen =
        new BruteForce.LayerSeen(
            new Layer.Dense(weights, biases, settings.activation()), settings.inputActivation());
    seen.own = settings.activation();
    for (double[] sample : x) {
      double[] outputs = bias.clone();
      for (int i = 0; i < NODES; i++) {
        for (int j = 0; j < INPUTS; j++) {
          outputs[i] += w[j][i] * sample[j];
        }
      }
      seen.observations.add(sample);
      seen.outputs.add(outputs); // all activations but the sigmoid keep the sign
    }
    return BruteForce.figures(seen, settings.variant());
  }

  @ParameterizedTest
  @CsvSource({
    "paper,RELU,RELU",
    "notebook,RELU,RELU",
    "paper,TANH,TANH",
    "notebook,IDENTITY,RELU",
    "paper,RELU,SOFTMAX",
    "notebook,SIGMOID,SOFTMAX"
  })
  void agreesWithLoopsInDoublePrecision(String variant, Activation before, Activation own) {
    SnrSettings settings = new SnrSettings(variant(variant), before, own);
    double[][] expected = bruteForce(settings);
    LayerSnr layer = Snr.measure(x, w, bias, settings);
    assertThat(layer.nodes()).hasSize(NODES);
    for (LayerSnr.Node node : layer.nodes()) {
      close(node.optimality(), expected[node.node()][0]);
      close(node.gain(), expected[node.node()][1]);
    }
    close(layer.optimality(), expected[NODES][0]);
    close(layer.gain(), expected[NODES][1]);
    assertThat(layer.samples()).isEqualTo(SAMPLES);
    assertThat(layer.inputs()).isEqualTo(INPUTS);
    assertThat(layer.variant()).isEqualTo(settings.variant());
  }

  private static void close(double actual, double expected) {
    if (Double.isNaN(expected)) {
      assertThat(actual).isNaN();
    } else {
      assertThat(actual).isCloseTo(expected, within(TOLERANCE));
    }
  }

  @Test
  void aDeadNodeHasNoFiguresAndIsLeftOutOfTheMean() {
    LayerSnr layer = Snr.measure(x, w);
    assertThat(layer.nodes().get(3).optimality()).isNaN();
    assertThat(layer.nodes().get(3).gain()).isNaN();
    assertThat(layer.nodes().get(3).weightNorm()).isZero();
    assertThat(layer.undefinedNodes()).isEqualTo(1);
    assertThat(layer.optimality()).isFinite();
  }

  @Test
  void quietInputsAreCounted() {
    assertThat(Snr.measure(x, w).quietInputs()).isEqualTo(2);
    SnrSettings notebook = SnrSettings.DEFAULT.withVariant(Variant.NOTEBOOK);
    assertThat(Snr.measure(x, w, bias, notebook).quietInputs()).isZero();
  }

  @Test
  void theBiasDecidesOnlyHowOftenANodeIsActive() {
    LayerSnr with = Snr.measure(x, w, bias, SnrSettings.DEFAULT);
    LayerSnr without = Snr.measure(x, w);
    assertThat(with.nodes().get(4).activationRate()).isZero();
    assertThat(without.nodes().get(4).activationRate()).isPositive();
    assertThat(with.nodes().get(4).gain()).isEqualTo(without.nodes().get(4).gain());
    assertThat(with.gain()).isNotEqualTo(without.gain());
  }

  @Test
  void uniformIndependentInputsByHand() {
    // Four corners of a square: cov(x) = I/4, a = 1/2, so c = w/2, S = 1, G = ‖w‖ / max |w|.
    double[][] corners = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    LayerSnr layer = Snr.measure(corners, new double[][] {{3, 1}, {4, -1}});
    assertThat(layer.nodes().get(0).optimality()).isCloseTo(1, within(1e-6));
    assertThat(layer.nodes().get(0).gain()).isCloseTo(5 / 4.0, within(1e-6));
    assertThat(layer.nodes().get(1).gain()).isCloseTo(Math.sqrt(2), within(1e-6));
    // Node 0 is active at three corners, node 1 at one.
    assertThat(layer.gain()).isCloseTo((3 * 1.25 + Math.sqrt(2)) / 4, within(1e-6));
    assertThat(layer.activationRate()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void constantInputsCovaryWithNothing() {
    double[][] constant = {{0.3, 0.7}, {0.3, 0.7}, {0.3, 0.7}};
    double[][] weights = {{1}, {2}};
    LayerSnr paper = Snr.measure(constant, weights);
    assertThat(paper.nodes().get(0).optimality()).isNaN();
    assertThat(paper.nodes().get(0).gain()).isNaN();
    assertThat(paper.optimality()).isNaN();
    assertThat(paper.undefinedNodes()).isEqualTo(1);
    LayerSnr notebook =
        Snr.measure(constant, weights, null, SnrSettings.DEFAULT.withVariant(Variant.NOTEBOOK));
    assertThat(notebook.nodes().get(0).optimality()).isZero();
    assertThat(notebook.nodes().get(0).gain()).isNaN();
  }

  @Test
  void weightsThatAreNotFiniteLeaveTheNodeUndefined() {
    w[1][0] = Double.NaN;
    LayerSnr layer = Snr.measure(x, w);
    assertThat(layer.nodes().get(0).gain()).isNaN();
    assertThat(layer.nodes().get(1).gain()).isFinite();
    assertThat(layer.undefinedNodes()).isEqualTo(2);
  }

  @Test
  void floatsAndArraysOfNd4jGiveTheSame() {
    SnrSettings settings = SnrSettings.DEFAULT.withActivation(Activation.SOFTMAX);
    LayerSnr expected = Snr.measure(x, w, bias, settings);
    assertThat(Snr.measure(floats(x), floats(w), floats(new double[][] {bias})[0], settings))
        .isEqualTo(expected);
    INDArray inputs = Nd4j.create(x);
    INDArray weights = Nd4j.create(w).castTo(DataType.FLOAT).dup('f');
    INDArray biases = Nd4j.create(new double[][] {bias});
    assertThat(Snr.measure(inputs, weights, biases, settings)).isEqualTo(expected);
    assertThat(inputs.toDoubleMatrix()).isEqualTo(x);
  }

  private static float[][] floats(double[][] values) {
    return IntStream.range(0, values.length)
        .mapToObj(
            r -> {
              float[] row = new float[values[r].length];
              for (int c = 0; c < row.length; c++) {
                row[c] = (float) values[r][c];
              }
              return row;
            })
        .toArray(float[][]::new);
  }

  @Test
  void inputsMustBeFinite() {
    x[3][2] = Double.NaN;
    refused(x, w, "input 2 of sample 3 is NaN in single precision: inputs must be finite");
    x[3][2] = 1e300;
    refused(x, w, "input 2 of sample 3 is Infinity in single precision: inputs must be finite");
  }

  @Test
  void oneSampleIsTooFew() {
    refused(
        new double[][] {{1, 2}},
        new double[][] {{1}, {2}},
        "inputs of 1 samples: covariances need at least 2");
  }

  @Test
  void shapesMustFit() {
    refused(
        x,
        new double[][] {{1}, {2}},
        "inputs of 40 × 7 (samples × inputs) do not fit weights of 2 × 1 (inputs × nodes)");
    refused(new double[][] {{1, 2}, {1}}, w, "inputs is ragged: row 1 has 1 values, row 0 has 2");
    refused(x, new double[][] {{1}, {}}, "weights is ragged: row 1 has 0 values, row 0 has 1");
    refused(new double[0][], w, "inputs is empty: 0 × 0");
    refused(x, new double[][] {{}}, "weights is empty: 1 × 0");
    assertThatThrownBy(() -> Snr.measure(x, w, new double[2], SnrSettings.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 biases for 5 nodes");
    INDArray cube = Nd4j.create(2, 2, 2);
    assertThatThrownBy(() -> Snr.measure(cube, Nd4j.create(2, 2), null, SnrSettings.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("inputs must be a matrix, but its rank is 3");
  }

  private static void refused(double[][] inputs, double[][] weights, String message) {
    assertThatThrownBy(() -> Snr.measure(inputs, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void nothingStandsBehindASoftmax() {
    assertThatThrownBy(() -> SnrSettings.DEFAULT.withInputActivation(Activation.SOFTMAX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("softmax");
  }
}
