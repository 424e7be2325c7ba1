package org.nodesnr.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nodesnr.data.NpyFile;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.files.Json;
import org.nodesnr.measure.Measure;
import org.nodesnr.network.ForwardPass;
import org.nodesnr.network.Samples;
import org.nodesnr.results.MeasuredLayer;
import org.nodesnr.results.NodeValues;
import org.nodesnr.spec.Variant;

/** Holds imported networks against what src/test/reference/snr_reference.py computed of them. */
public final class ModelReference {
  /** Files made by other programs. */
  public static final Path FILES = Path.of("src/test/resources/models");

  /** What single-precision products leave, of the mean magnitude over a layer. */
  private static final double TOLERANCE = 3e-5;

  private ModelReference() {}

  /**
   * @param results name of a file of results
   * @return the names of its networks
   */
  public static List<String> names(String results) throws IOException {
    List<String> names = new ArrayList<>();
    Iterator<String> fields = read(results).fieldNames();
    fields.forEachRemaining(names::add);
    return names;
  }

  private static JsonNode read(String results) throws IOException {
    return Json.parse(Files.readString(FILES.resolve(results)));
  }

  /** Evaluates a network on the samples of its reference and compares everything. */
  public static void check(String results, String name, Path file) throws IOException {
    JsonNode wanted = read(results).get(name);
    InputSource source = samples(wanted.get("samples").asText());
    check(wanted, ModelFiles.read(file, source.shape()), source);
  }

  /** The samples that the references were computed on. */
  public static InputSource samples(String name) throws IOException {
    return new ArraySource(NpyFile.read(FILES.resolve(name + ".npy")), InputScale.UNIT);
  }

  private static void check(JsonNode wanted, ImportedNetwork network, InputSource source)
      throws IOException {
    String named = wanted.path("labels").asText("labels");
    NpyFile labels = NpyFile.read(FILES.resolve(named + ".npy"));
    int[] classes = new int[labels.length()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (int) labels.value(i);
    }
    Samples samples = new ModelSamples(network, source, classes);
    checkOutputs(wanted.get("outputs"), network, samples);
    try (Evaluator evaluator = new Evaluator(samples, List.of(Variant.PAPER, Variant.NOTEBOOK))) {
      Evaluation evaluation = evaluator.evaluate(network.graph(), 0);
      assertThat(evaluation.test().accuracy()).isEqualTo(wanted.get("accuracy").asDouble());
      assertThat(evaluation.test().loss()).isCloseTo(wanted.get("loss").asDouble(), within(1e-5));
      assertThat(evaluation.layers()).hasSize(wanted.get("layers").size());
      assertThat(network.layerNames()).hasSize(wanted.get("layers").size());
      for (MeasuredLayer layer : evaluation.layers()) {
        checkLayer(wanted.get("layers").get(layer.layer() - 1), layer, evaluation);
      }
    }
  }

  private static void checkOutputs(JsonNode wanted, ImportedNetwork network, Samples samples) {
    int last = network.graph().weighted().size();
    float[][] outputs = new float[wanted.size()][];
    try (ForwardPass pass = new ForwardPass(network.graph(), outputs.length)) {
      pass.run(
          samples,
          outputs.length,
          new ForwardPass.Observer() {
            @Override
            public void output(int layer, float[] values, int first, int n) {
              for (int s = 0; layer == last && s < n; s++) {
                outputs[first + s] = new float[network.classes()];
                System.arraycopy(
                    values, s * network.classes(), outputs[first + s], 0, network.classes());
              }
            }
          });
    }
    for (int s = 0; s < outputs.length; s++) {
      for (int k = 0; k < network.classes(); k++) {
        double logit = wanted.get(s).get(k).asDouble();
        assertThat((double) outputs[s][k]).isCloseTo(logit, within(1e-5 * (1 + Math.abs(logit))));
      }
    }
  }

  private static void checkLayer(JsonNode wanted, MeasuredLayer layer, Evaluation evaluation) {
    assertThat(layer.inputs()).isEqualTo(wanted.get("inputs").asInt());
    assertThat(layer.nodes()).isEqualTo(wanted.get("nodes").asInt());
    for (String variant : List.of("paper", "notebook")) {
      JsonNode figures = wanted.get(variant);
      String what = "layer " + layer.layer() + ", " + variant;
      assertThat(evaluation.reading(Measure.OPTIMALITY, variant, layer.layer()).value())
          .as("S of %s", what)
          .isCloseTo(figures.get("meanS").asDouble(), within(TOLERANCE));
      double meanG = figures.get("meanG").asDouble();
      assertThat(evaluation.reading(Measure.GAIN, variant, layer.layer()).value())
          .as("G of %s", what)
          .isCloseTo(meanG, within(TOLERANCE * (1 + Math.abs(meanG))));
      for (NodeValues node : evaluation.nodes()) {
        if (node.layer() == layer.layer() && node.variant().equals(variant)) {
          checkNode(wanted, figures, node, what + ", node " + node.node());
        }
      }
    }
  }

  private static void checkNode(JsonNode layer, JsonNode figures, NodeValues node, String what) {
    assertThat(node.value(Measure.OPTIMALITY))
        .as("S of %s", what)
        .isCloseTo(figures.get("s").get(node.node()).asDouble(), within(TOLERANCE));
    double g = figures.get("g").get(node.node()).asDouble();
    assertThat(node.value(Measure.GAIN))
        .as("G of %s", what)
        .isCloseTo(g, within(TOLERANCE * (1 + Math.abs(g))));
    if (layer.get("rates").isNull()) {
      assertThat(node.value(Measure.ACTIVATION_RATE)).as(what).isNaN();
    } else {
      assertThat(node.value(Measure.ACTIVATION_RATE))
          .as("rate of %s", what)
          .isCloseTo(layer.get("rates").get(node.node()).asDouble(), within(1e-9));
    }
  }
}
