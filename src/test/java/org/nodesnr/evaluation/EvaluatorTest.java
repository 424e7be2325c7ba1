package org.nodesnr.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.nodesnr.network.Layer.Padding.SAME;
import static org.nodesnr.network.Layer.Padding.VALID;
import static org.nodesnr.spec.Activation.IDENTITY;
import static org.nodesnr.spec.Activation.RELU;
import static org.nodesnr.spec.Activation.SIGMOID;
import static org.nodesnr.spec.Activation.SOFTMAX;
import static org.nodesnr.spec.Activation.TANH;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Reading;
import org.nodesnr.network.ForwardPass;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Layer.Padding;
import org.nodesnr.network.Layer.Pool;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.results.MeasuredLayer;
import org.nodesnr.results.NodeValues;
import org.nodesnr.results.NodeVectors;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Variant;
import org.nodesnr.spec.Variant.CountInputs;
import org.nodesnr.spec.Variant.InputScaling;
import org.nodesnr.spec.Variant.NodeMean;

/** Against {@link BruteForce}, to what single-precision products leave. */
class EvaluatorTest {
  /**
   * Values of a sigmoid layer vary little about their mean, so that single precision leaves the
   * covariances behind it five digits; everywhere else it is six.
   */
  private static final double TOLERANCE = 2e-5;

  private static final Variant CENTRED =
      new Variant(
          "centred",
          InputScaling.MAX,
          false,
          0.01,
          NodeMean.ACTIVITY,
          true,
          CountInputs.CENTRED,
          0,
          0);

  /** Every combination of the choices. */
  private static List<Variant> allVariants() {
    List<Variant> all = new ArrayList<>(List.of(Variant.PAPER, Variant.NOTEBOOK));
    for (InputScaling scaling : InputScaling.values()) {
      for (int bits = 0; bits < 16; bits++) {
        all.add(
            new Variant(
                scaling + "-" + bits,
                scaling,
                (bits & 1) != 0,
                (bits & 2) != 0 ? 0.3 : 0,
                (bits & 4) != 0 ? NodeMean.ACTIVITY : NodeMean.PLAIN,
                (bits & 8) != 0,
                bits % 3 == 1 ? CountInputs.CENTRED : CountInputs.RAW,
                bits % 3 == 0 ? 0 : 1e-4,
                bits % 5 == 0 ? 0 : 1e-4));
      }
    }
    all.add(CENTRED);
    return all;
  }

  /** Ways that count centred inputs change nothing of those that do not. */
  @Test
  void meansAreCountedBesideWhatWasThere() {
    Model model =
        new Networks(new Shape(7, 6, 3), 41)
            .convolution(5, 3, 1, 1, SAME, 4, RELU)
            .pooling(Pool.MAX, 2, 2, 2, 2, SAME)
            .dense(6, RELU)
            .dense(3, SOFTMAX)
            .model();
    Samples samples = ArraySamples.random(model.input(), 150, 3, 42);
    List<Variant> built = List.of(Variant.PAPER, Variant.NOTEBOOK);
    try (Evaluator without = new Evaluator(samples, built);
        Evaluator with = new Evaluator(samples, List.of(built.get(0), built.get(1), CENTRED))) {
      Evaluation one = without.evaluate(model, 0);
      Evaluation more = with.evaluate(model, 0);
      assertThat(more.test()).isEqualTo(one.test());
      assertThat(more.readings()).containsAll(one.readings());
      assertThat(more.nodes()).containsAll(one.nodes());
      assertThat(more.reading(Measure.GAIN, "centred", 2).value())
          .isNotCloseTo(one.reading(Measure.GAIN, "paper", 2).value(), within(1e-3));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "TANH", "SIGMOID", "IDENTITY"})
  void denseLayersUnderEveryVariant(Activation activation) {
    Model model =
        new Networks(Shape.flat(13), 1)
            .dense(9, activation)
            .dense(7, activation)
            .dense(4, SOFTMAX)
            .model();
    check(model, ArraySamples.random(model.input(), 57, 4, 2), 57, allVariants());
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "TANH", "SIGMOID", "IDENTITY"})
  void convolutionsWithPaddingAndMaxPooling(Activation activation) {
    Model model =
        new Networks(new Shape(7, 6, 3), 3)
            .convolution(5, 3, 1, 1, SAME, 4, activation)
            .pooling(Pool.MAX, 2, 2, 2, 2, SAME)
            .convolution(3, 3, 1, 1, SAME, 5, activation)
            .pooling(Pool.MAX, 3, 3, 2, 2, SAME)
            .dense(6, activation)
            .dense(3, SOFTMAX)
            .model();
    check(model, ArraySamples.random(model.input(), 31, 3, 4), 31, allVariants());
  }

  @Test
  void stridesValidWindowsAndAveragePooling() {
    Model model =
        new Networks(new Shape(11, 9, 2), 5)
            .convolution(4, 3, 2, 1, VALID, 3, RELU)
            .pooling(Pool.AVERAGE, 2, 3, 1, 2, SAME)
            .convolution(2, 2, 3, 2, SAME, 4, TANH)
            .pooling(Pool.AVERAGE, 1, 2, 1, 1, VALID)
            .dense(3, SOFTMAX)
            .model();
    check(model, ArraySamples.random(model.input(), 23, 3, 6), 23, allVariants());
  }

  @Test
  void zerosOfAnyNumberAtEachEdge() {
    Model model =
        new Networks(new Shape(6, 7, 2), 21)
            .convolution(3, 4, 2, 2, new Padding.Explicit(1, 2, 0, 3), 3, RELU)
            .pooling(Pool.AVERAGE, 3, 3, 2, 2, new Padding.Explicit(1, 1, 1, 1))
            .convolution(2, 2, 1, 1, new Padding.Explicit(0, 1, 2, 0), 4, RELU)
            .pooling(Pool.MAX, 3, 2, 2, 1, new Padding.Explicit(2, 0, 1, 1))
            .convolution(3, 3, 1, 1, new Padding.Explicit(4, 4, 4, 4), 2, TANH)
            .pooling(Pool.PADDED_AVERAGE, 3, 3, 3, 2, new Padding.Explicit(1, 0, 2, 1))
            .dense(3, SOFTMAX)
            .model();
    check(model, ArraySamples.random(model.input(), 23, 3, 22), 23, allVariants());
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "TANH", "SIGMOID"})
  void activationsBehindAveragePooling(Activation activation) {
    Model model =
        new Networks(new Shape(6, 8, 2), 23)
            .convolution(3, 3, 1, 1, SAME, 4, IDENTITY)
            .pooling(Pool.AVERAGE, 2, 2, 2, 2, VALID)
            .nonlinearity(activation)
            .pooling(Pool.MAX, 3, 2, 1, 2, SAME)
            .dense(3, SOFTMAX)
            .model();
    check(model, ArraySamples.random(model.input(), 23, 3, 24), 23, allVariants());
  }

  @Test
  void anActivationBelongsToOneLayer() {
    Model twice = new Networks(Shape.flat(3), 25).dense(2, RELU).nonlinearity(TANH).model();
    assertThatThrownBy(twice::outputs).hasMessageContaining("belongs to no layer");
    assertThatThrownBy(
            new Networks(Shape.flat(3), 25).nonlinearity(TANH).dense(2, SOFTMAX).model()::outputs)
        .hasMessageContaining("belongs to no layer");
  }

  @Test
  void withoutLabelsThereIsNoAccuracyButSAndG() {
    Model model = new Networks(Shape.flat(6), 27).dense(5, RELU).dense(3, SOFTMAX).model();
    ArraySamples labelled = ArraySamples.random(model.input(), 20, 3, 28);
    Samples bare =
        new Samples() {
          @Override
          public int size() {
            return labelled.size();
          }

          @Override
          public Shape shape() {
            return labelled.shape();
          }

          @Override
          public boolean labelled() {
            return false;
          }

          @Override
          public int label(int i) {
            throw new AssertionError("asked for a label");
          }

          @Override
          public void copyTo(int i, float[] out, int offset) {
            labelled.copyTo(i, out, offset);
          }
        };
    List<Variant> variants = List.of(Variant.PAPER, Variant.NOTEBOOK);
    try (Evaluator one = new Evaluator(labelled, variants);
        Evaluator other = new Evaluator(bare, variants)) {
      Evaluation with = one.evaluate(model, 0);
      Evaluation without = other.evaluate(model, 0);
      assertThat(without.layers()).isEqualTo(with.layers());
      assertThat(without.test().accuracy()).isNaN();
      assertThat(without.test().loss()).isNaN();
      assertThat(without.test().samples()).isEqualTo(20);
    }
  }

  @Test
  void kernelsWiderThanThePicture() {
    Model model =
        new Networks(new Shape(2, 1, 2), 7)
            .convolution(5, 5, 1, 1, SAME, 3, RELU)
            .dense(2, SOFTMAX)
            .model();
    check(model, ArraySamples.random(model.input(), 40, 2, 8), 40, allVariants());
  }

  @Test
  void lastLayerNeedNotBeSoftmax() {
    Model model = new Networks(Shape.flat(5), 9).dense(6, SIGMOID).dense(3, IDENTITY).model();
    check(model, ArraySamples.random(model.input(), 20, 3, 10), 20, allVariants());
  }

  @Test
  void moreSamplesThanABatch() {
    Model model = new Networks(Shape.flat(6), 11).dense(5, RELU).dense(3, SOFTMAX).model();
    check(model, ArraySamples.random(model.input(), 1301, 3, 12), 1301, allVariants());
  }

  @Test
  void fewerSamplesThanThereAre() {
    Model model = new Networks(Shape.flat(6), 13).dense(5, RELU).dense(3, SOFTMAX).model();
    Samples samples = ArraySamples.random(model.input(), 50, 3, 14);
    check(model, samples, 17, allVariants());
  }

  /** Far from zero, the mean must be subtracted before anything is multiplied. */
  @Test
  void inputsFarFromZero() {
    Model model = new Networks(Shape.flat(8), 15).dense(5, RELU).dense(3, SOFTMAX).model();
    ArraySamples samples = ArraySamples.random(model.input(), 200, 3, 16);
    for (float[] values : samples.values()) {
      for (int k = 0; k < values.length; k++) {
        values[k] = 300 + 100 * k + Math.round(values[k] * 1024) / 1024f;
      }
    }
    try (Evaluator evaluator = new Evaluator(samples, List.of(Variant.PAPER, Variant.NOTEBOOK))) {
      compare(model, samples, 200, evaluator.evaluate(model, 200), 1, 1e-4);
    }
  }

  /** Dead nodes, dead and constant inputs, kernels of zeros. */
  @Test
  void whatIsDeadOrConstant() {
    Model model =
        new Networks(new Shape(4, 4, 3), 17)
            .convolution(3, 3, 1, 1, SAME, 5, RELU)
            .pooling(Pool.MAX, 2, 2, 2, 2, SAME)
            .dense(6, RELU)
            .dense(3, SOFTMAX)
            .model();
    ArraySamples samples = ArraySamples.random(model.input(), 30, 3, 18);
    for (float[] values : samples.values()) {
      for (int p = 0; p < 16; p++) {
        values[3 * p] = 0;
        values[3 * p + 1] = 0.1f;
      }
    }
    scaleNode(model.weighted().get(0), 1, 0);
    scaleNode(model.weighted().get(0), 2, 0);
    model.weighted().get(0).bias()[1] = -1;
    model.weighted().get(0).bias()[2] = 0.3f;
    scaleNode(model.weighted().get(1), 4, 0);
    List<Variant> variants = allVariants();
    check(model, samples, 30, variants);
    try (Evaluator evaluator = new Evaluator(samples, variants)) {
      Evaluation evaluation = evaluator.evaluate(model, 30);
      NodeValues dead = evaluation.nodes().get(1);
      assertThat(dead.value(Measure.OPTIMALITY)).isNaN();
      assertThat(dead.value(Measure.GAIN)).isNaN();
      assertThat(dead.value(Measure.ACTIVATION_RATE)).isZero();
      assertThat(evaluation.nodes().get(2).value(Measure.ACTIVATION_RATE)).isOne();
      assertThat(evaluation.undefinedNodes("paper", 1)).isEqualTo(2);
      assertThat(evaluation.layers().get(0).quietInputs().get("paper")).isEqualTo(9);
    }
  }

  /** One sample varies in nothing: no S, no G, but with a guard on ‖c‖ an S of 0. */
  @Test
  void oneSample() {
    Model model = new Networks(Shape.flat(6), 19).dense(5, RELU).dense(3, SOFTMAX).model();
    Samples samples = ArraySamples.random(model.input(), 1, 3, 20);
    check(model, samples, 1, allVariants());
    try (Evaluator evaluator = new Evaluator(samples, List.of(Variant.PAPER, Variant.NOTEBOOK))) {
      Evaluation evaluation = evaluator.evaluate(model, 1);
      for (MeasuredLayer layer : evaluation.layers()) {
        int k = layer.layer();
        assertThat(evaluation.reading(Measure.OPTIMALITY, "paper", k).value()).isNaN();
        assertThat(evaluation.undefinedNodes("paper", k)).isEqualTo(layer.nodes());
        assertThat(evaluation.reading(Measure.OPTIMALITY, "notebook", k))
            .isEqualTo(new Reading("S", "notebook", k, 0, layer.nodes(), 0));
        assertThat(evaluation.reading(Measure.GAIN, "notebook", k))
            .isEqualTo(new Reading("G", "notebook", k, Double.NaN, 0, layer.nodes()));
      }
    }
  }

  @Test
  void networkThatHasDivergedHasNoFigures() {
    Model model = new Networks(Shape.flat(6), 21).dense(5, RELU).dense(3, SOFTMAX).model();
    Samples samples = ArraySamples.random(model.input(), 9, 3, 22);
    model.weighted().get(0).weights()[2 * 6 + 2] = Float.NaN;
    try (Evaluator evaluator = new Evaluator(samples, List.of(Variant.PAPER))) {
      Evaluation evaluation = evaluator.evaluate(model, 9);
      assertThat(evaluation.test().loss()).isNaN();
      assertThat(evaluation.test().accuracy()).isZero();
      assertThat(evaluation.undefinedNodes("paper", 1)).isEqualTo(1);
      assertThat(evaluation.reading(Measure.OPTIMALITY, "paper", 2).value()).isNaN();
    }
  }

  /** The first layer's covariances are remembered, for as many samples as they are of. */
  @Test
  void secondNetworkOnTheSameSamples() {
    Samples samples = ArraySamples.random(Shape.flat(6), 40, 3, 24);
    Model one = new Networks(Shape.flat(6), 25).dense(15, RELU).dense(3, SOFTMAX).model();
    Model other = new Networks(Shape.flat(6), 26).dense(15, RELU).dense(3, SOFTMAX).model();
    try (Evaluator evaluator = new Evaluator(samples, allVariants())) {
      compare(one, samples, 40, evaluator.evaluate(one, 40), 2, TOLERANCE);
      compare(other, samples, 40, evaluator.evaluate(other, 40), 2, TOLERANCE);
      compare(other, samples, 25, evaluator.evaluate(other, 25), 2, TOLERANCE);
      compare(one, samples, 25, evaluator.evaluate(one, 25), 2, TOLERANCE);
    }
  }

  /** What is remembered is told apart by what lies before the first layer, and thrown away. */
  @Test
  void manyKindsOfFirstLayers() {
    Shape shape = new Shape(4, 4, 2);
    Samples samples = ArraySamples.random(shape, 60, 3, 37);
    try (Evaluator evaluator =
        new Evaluator(
            samples, List.of(Variant.PAPER, Variant.NOTEBOOK), (w, k, n, f) -> LayerMethod.GRAM)) {
      for (int count : new int[] {60, 50, 40, 60}) {
        for (Pool pool : Pool.values()) {
          Model model =
              new Networks(shape, 38).pooling(pool, 2, 2, 2, 2, SAME).dense(3, SOFTMAX).model();
          compare(model, samples, count, evaluator.evaluate(model, count), 1, TOLERANCE);
        }
      }
    }
  }

  @Test
  void noSamples() {
    Model model = new Networks(Shape.flat(6), 39).dense(3, SOFTMAX).model();
    Samples none = ArraySamples.random(Shape.flat(6), 0, 3, 40);
    assertThatThrownBy(() -> Evaluator.score(model, none, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no samples to evaluate on");
  }

  @Test
  void sIsAtMostOneAndGAtMostTheRootOfTheInputs() {
    Model model =
        new Networks(new Shape(6, 6, 2), 27)
            .convolution(3, 3, 1, 1, SAME, 8, RELU)
            .dense(9, TANH)
            .dense(3, SOFTMAX)
            .model();
    Samples samples = ArraySamples.random(model.input(), 60, 3, 28);
    try (Evaluator evaluator = new Evaluator(samples, allVariants())) {
      Evaluation evaluation = evaluator.evaluate(model, 60);
      for (NodeValues node : evaluation.nodes()) {
        int inputs = evaluation.layers().get(node.layer() - 1).inputs();
        assertThat(Math.abs(node.value(Measure.OPTIMALITY))).isLessThanOrEqualTo(1);
        assertThat(Math.abs(node.value(Measure.GAIN))).isLessThanOrEqualTo(Math.sqrt(inputs));
      }
    }
  }

  @Test
  void vectorsAreThoseOfTheNodesAtThePercentiles() {
    Model model =
        new Networks(new Shape(6, 6, 2), 27)
            .convolution(3, 3, 1, 1, SAME, 8, RELU)
            .dense(11, RELU)
            .dense(3, SOFTMAX)
            .model();
    Samples samples = ArraySamples.random(model.input(), 60, 3, 28);
    try (Evaluator evaluator = new Evaluator(samples, List.of(Variant.PAPER, Variant.NOTEBOOK))) {
      Evaluation evaluation = evaluator.evaluate(model, 60);
      assertThat(evaluation.vectors())
          .extracting(v -> v.layer() + " " + v.percentile())
          .contains("2 10", "2 50", "2 90", "3 10");
      for (NodeVectors vectors : evaluation.vectors()) {
        double[] w = vectors.inputs().stream().mapToDouble(NodeVectors.Input::w).toArray();
        double[] c = vectors.inputs().stream().mapToDouble(NodeVectors.Input::c).toArray();
        NodeSnr figures = NodeSnr.of(w, c, 0);
        List<NodeValues> layer =
            evaluation.nodes().stream()
                .filter(n -> n.layer() == vectors.layer() && n.variant().equals("paper"))
                .toList();
        NodeValues node = layer.get(vectors.node());
        assertThat(figures.optimality()).isCloseTo(node.value(Measure.OPTIMALITY), within(1e-12));
        assertThat(figures.gain()).isCloseTo(node.value(Measure.GAIN), within(1e-12));
        assertThat(vectors.s()).isEqualTo(node.value(Measure.OPTIMALITY));
        assertThat(vectors.g()).isEqualTo(node.value(Measure.GAIN));
        long below =
            layer.stream()
                .filter(n -> n.value(Measure.OPTIMALITY) < node.value(Measure.OPTIMALITY))
                .count();
        long defined =
            layer.stream().filter(n -> !Double.isNaN(n.value(Measure.OPTIMALITY))).count();
        assertThat(below).isEqualTo(Math.round((defined - 1) * vectors.percentile() / 100.0));
      }
      NodeVectors middle = evaluation.vectors().get(4);
      Layer.Weighted second = model.weighted().get(1);
      for (NodeVectors.Input input : middle.inputs()) {
        assertThat(input.w())
            .isEqualTo(second.weights()[middle.node() * second.inputs() + input.input()]);
      }
      assertThat(middle.inputs().size()).isLessThanOrEqualTo(second.inputs());
    }
  }

  private static void scaleNode(Layer.Weighted layer, int node, double factor) {
    for (int j = 0; j < layer.inputs(); j++) {
      layer.weights()[node * layer.inputs() + j] *= (float) factor;
    }
  }

  /** {@code x → αx, w → w/α}: invisible to the network, and to S where weights are rescaled. */
  @Test
  void rescaledWeightsDoNotSeeTheRescalingOfANode() {
    Variant rescaled =
        new Variant("rescaled", InputScaling.MAX, true, 0, NodeMean.PLAIN, true, 0, 0);
    Variant plain = new Variant("plain", InputScaling.MAX, false, 0, NodeMean.PLAIN, true, 0, 0);
    Samples samples = ArraySamples.random(Shape.flat(8), 80, 3, 30);
    Model before = new Networks(Shape.flat(8), 31).dense(6, RELU).dense(3, SOFTMAX).model();
    Model after = new Networks(Shape.flat(8), 31).dense(6, RELU).dense(3, SOFTMAX).model();
    for (int node = 0; node < 6; node++) {
      double alpha = Math.pow(4, node - 2);
      scaleNode(after.weighted().get(0), node, alpha);
      after.weighted().get(0).bias()[node] *= (float) alpha;
      float[] next = after.weighted().get(1).weights();
      for (int at = node; at < next.length; at += 6) {
        next[at] /= (float) alpha;
      }
    }
    try (Evaluator evaluator = new Evaluator(samples, List.of(rescaled, plain))) {
      Evaluation a = evaluator.evaluate(before, 80);
      Evaluation b = evaluator.evaluate(after, 80);
      for (Measure measure : List.of(Measure.OPTIMALITY, Measure.GAIN)) {
        assertThat(b.reading(measure, "rescaled", 2).value())
            .isCloseTo(a.reading(measure, "rescaled", 2).value(), within(TOLERANCE));
      }
      assertThat(b.reading(Measure.OPTIMALITY, "plain", 2).value())
          .isNotCloseTo(a.reading(Measure.OPTIMALITY, "plain", 2).value(), within(0.01));
    }
  }

  @Test
  void layersMustFitTogether() {
    Model flat = new Networks(Shape.flat(6), 35).dense(3, SOFTMAX).model();
    Model narrow =
        new Model(new Shape(1, 5, 1), List.of(new Layer.Pooling(Pool.MAX, 1, 6, 1, 9, VALID)));
    assertThatThrownBy(() -> new ForwardPass(new Model(Shape.flat(5), flat.layers()), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights for 6 inputs where there are 5");
    assertThatThrownBy(() -> new ForwardPass(narrow, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a window of 1 x 6 does not fit");
    assertThatThrownBy(() -> Evaluator.score(flat, ArraySamples.random(Shape.flat(7), 1, 3, 36), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for a network of");
  }

  /** However the covariances are had, they are the same. */
  @ParameterizedTest
  @EnumSource(LayerMethod.class)
  void everyMethod(LayerMethod method) {
    Model model =
        new Networks(new Shape(7, 6, 3), 33)
            .convolution(5, 3, 1, 2, SAME, 4, RELU)
            .pooling(Pool.MAX, 2, 2, 2, 2, SAME)
            .convolution(3, 2, 1, 1, VALID, 5, SIGMOID)
            .dense(6, RELU)
            .dense(3, SOFTMAX)
            .model();
    Samples samples = ArraySamples.random(model.input(), 150, 3, 34);
    List<Variant> variants = List.of(Variant.PAPER, Variant.NOTEBOOK, CENTRED);
    try (Evaluator evaluator = new Evaluator(samples, variants, (w, k, n, f) -> method)) {
      compare(model, samples, 150, evaluator.evaluate(model, 150), 4, TOLERANCE);
      compare(model, samples, 70, evaluator.evaluate(model, 70), 4, TOLERANCE);
    }
  }

  private static void check(Model model, Samples samples, int count, List<Variant> variants) {
    try (Evaluator evaluator = new Evaluator(samples, variants)) {
      compare(
          model,
          samples,
          count,
          evaluator.evaluate(model, count),
          model.weighted().size(),
          TOLERANCE);
    }
  }

  private static void compare(
      Model model,
      Samples samples,
      int count,
      Evaluation evaluation,
      int layers,
      double tolerance) {
    BruteForce expected = new BruteForce(model, samples, count);
    assertThat(evaluation.test().accuracy()).isCloseTo(expected.accuracy, within(1e-12));
    assertThat(evaluation.test().loss())
        .isCloseTo(expected.loss, within(tolerance * Math.abs(expected.loss)));
    assertThat(Evaluator.score(model, samples, count)).isEqualTo(evaluation.test());
    assertThat(evaluation.layers()).hasSameSizeAs(expected.layers);
    int row = 0;
    for (int l = 0; l < layers; l++) {
      MeasuredLayer measured = evaluation.layers().get(l);
      Layer.Weighted layer = model.weighted().get(l);
      assertThat(measured.layer()).isEqualTo(l + 1);
      assertThat(measured.samples()).isEqualTo(count);
      assertThat(evaluation.reading(Measure.WEIGHT_NORM, "", l + 1).value())
          .isCloseTo(norm(layer.weights()), within(1e-5));
      for (String name : measured.quietInputs().keySet()) {
        Variant variant = allVariants().stream().filter(v -> v.name().equals(name)).findAny().get();
        double[][] nodes = BruteForce.figures(expected.layers.get(l), variant);
        for (int i = 0; i < measured.nodes(); i++, row++) {
          NodeValues node = evaluation.nodes().get(row);
          assertThat(node.node()).isEqualTo(i);
          assertThat(node.layer()).isEqualTo(l + 1);
          assertThat(node.variant()).isEqualTo(variant.name());
          close(node.value(Measure.OPTIMALITY), nodes[i][0], tolerance, "S of " + node);
          close(node.value(Measure.GAIN), nodes[i][1], tolerance, "G of " + node);
          double rate = rate(expected.layers.get(l), i);
          close(node.value(Measure.ACTIVATION_RATE), rate, 1e-12, "rate of " + node);
        }
        double[] means = nodes[measured.nodes()];
        Reading s = evaluation.reading(Measure.OPTIMALITY, name, l + 1);
        Reading g = evaluation.reading(Measure.GAIN, name, l + 1);
        close(s.value(), means[0], tolerance, "mean S, layer " + l + s);
        close(g.value(), means[1], tolerance, "mean G, layer " + l + g);
        assertThat(s.count() + s.leftOut()).isEqualTo(measured.nodes());
      }
    }
  }

  private static double rate(BruteForce.LayerSeen seen, int node) {
    if (seen.layer.activation() == SOFTMAX) {
      return Double.NaN;
    }
    double active = seen.outputs.stream().filter(o -> o[node] > 0).count();
    return active / seen.outputs.size();
  }

  private static void close(double actual, double expected, double relative, String what) {
    if (Double.isNaN(expected)) {
      assertThat(actual).as(what).isNaN();
    } else {
      assertThat(actual)
          .as(what)
          .isCloseTo(expected, within(relative * Math.max(0.1, Math.abs(expected))));
    }
  }

  private static double norm(float[] weights) {
    double squares = 0;
    for (float w : weights) {
      squares += (double) w * w;
    }
    return Math.sqrt(squares);
  }
}
