package org.nodesnr.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.data.NpyFile;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.files.Json;
import org.nodesnr.network.ForwardPass;
import org.nodesnr.network.Samples;
import org.nodesnr.spec.Variant;

/**
 * Files of many writers and generations give the accuracy and the logits that plain NumPy gives;
 * see src/test/reference/model_set.py.
 */
class ModelSetTest {
  private static final Path FILES = ModelReference.FILES.resolve("set");
  private static final String RESULTS = "set.json";
  private static final long MOST_BYTES = 2_000_000;

  static List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    results().fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode results() throws IOException {
    return Json.parse(Files.readString(FILES.resolve(RESULTS)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void accuracyAndLogitsAreThoseOfPlainNumpy(String name) throws IOException {
    JsonNode wanted = results().get(name);
    InputSource source =
        new ArraySource(
            NpyFile.read(ModelReference.FILES.resolve(wanted.get("samples").asText() + ".npy")),
            InputScale.parse(wanted.get("scale").asText()));
    Optional<String> architecture =
        Optional.ofNullable(wanted.get("architecture")).map(JsonNode::asText);
    ImportedNetwork network = ModelFiles.read(FILES.resolve(name), source.shape(), architecture);
    NpyFile file = NpyFile.read(ModelReference.FILES.resolve("labels.npy"));
    int[] labels = new int[file.length()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) file.value(i);
    }
    Samples samples = new ModelSamples(network, source, labels);
    checkLogits(wanted.get("logits"), network, samples);
    try (Evaluator evaluator = new Evaluator(samples, List.of(Variant.PAPER))) {
      Evaluation evaluation = evaluator.evaluate(network.graph(), 0);
      assertThat(evaluation.test().accuracy()).isEqualTo(wanted.get("accuracy").asDouble());
      assertThat(evaluation.layers()).hasSameSizeAs(network.layerNames());
    }
  }

  private static void checkLogits(JsonNode wanted, ImportedNetwork network, Samples samples) {
    int last = network.graph().weighted().size();
    int classes = network.classes();
    float[] logits = new float[wanted.size() * classes];
    try (ForwardPass pass = new ForwardPass(network.graph(), wanted.size())) {
      pass.run(
          samples,
          wanted.size(),
          new ForwardPass.Observer() {
            @Override
            public void output(int layer, float[] values, int first, int n) {
              if (layer == last) {
                System.arraycopy(values, 0, logits, first * classes, n * classes);
              }
            }
          });
    }
    // single precision: by the largest logit of a sample, of which the others are differences
    double largest = 1;
    for (JsonNode sample : wanted) {
      for (JsonNode logit : sample) {
        largest = Math.max(largest, Math.abs(logit.asDouble()));
      }
    }
    for (int k = 0; k < logits.length; k++) {
      double logit = wanted.get(k / classes).get(k % classes).asDouble();
      assertThat((double) logits[k])
          .as("sample %d, class %d", k / classes, k % classes)
          .isCloseTo(logit, within(1e-6 * largest));
    }
  }

  @Test
  void everyFileIsOfTheSetAndAllAreSmall() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      List<Path> all = files.toList();
      assertThat(all.stream().map(f -> f.getFileName().toString()).filter(f -> !f.equals(RESULTS)))
          .containsExactlyInAnyOrderElementsOf(names());
      assertThat(all.stream().mapToLong(f -> f.toFile().length()).sum()).isLessThan(MOST_BYTES);
    }
  }
}
