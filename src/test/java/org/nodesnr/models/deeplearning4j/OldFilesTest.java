package org.nodesnr.models.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.files.Json;
import org.nodesnr.models.InputSource;
import org.nodesnr.models.ModelReference;

/**
 * The files of the set that are laid out as Deeplearning4j 0.9.1 did are read by today's version of
 * it, and it gives what the set says of them; so the layout is not one of our own.
 */
class OldFilesTest {
  private static final Path SET = ModelReference.FILES.resolve("set");

  @ParameterizedTest
  @CsvSource({"dl4j-091-dense.zip, 12", "dl4j-091-conv.zip, 3 9 8"})
  void deeplearning4jReadsThemAlike(String name, String shape) throws IOException {
    JsonNode wanted = Json.parse(Files.readString(SET.resolve("set.json"))).get(name);
    InputSource source = ModelReference.samples(wanted.get("samples").asText());
    MultiLayerNetwork network =
        ModelSerializer.restoreMultiLayerNetwork(SET.resolve(name).toFile(), false);
    String[] sizes = ("1 " + shape).split(" ");
    long[] dims = new long[sizes.length];
    long count = 1;
    for (int d = 0; d < dims.length; d++) {
      dims[d] = Long.parseLong(sizes[d]);
      count *= dims[d];
    }
    float[] sample = new float[(int) count];
    JsonNode logits = wanted.get("logits");
    for (int s = 0; s < logits.size(); s++) {
      source.read(s, sample);
      INDArray input = Nd4j.create(sample.clone(), dims, 'c');
      INDArray output = network.output(input.castTo(network.params().dataType()));
      double sum = 0;
      for (JsonNode logit : logits.get(s)) {
        sum += Math.exp(logit.asDouble());
      }
      for (int k = 0; k < logits.get(s).size(); k++) {
        assertThat(output.getDouble(0, k))
            .isCloseTo(Math.exp(logits.get(s).get(k).asDouble()) / sum, within(1e-5));
      }
    }
  }
}
