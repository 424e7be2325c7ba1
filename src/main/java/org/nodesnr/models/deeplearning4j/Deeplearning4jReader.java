package org.nodesnr.models.deeplearning4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.UserError;
import org.nodesnr.files.Json;
import org.nodesnr.models.Archive;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.ModelInput;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Value;

/**
 * Reads what Deeplearning4j's {@code ModelSerializer} wrote of a {@code MultiLayerNetwork} or a
 * {@code ComputationGraph}, of version 0.7 and later. Nothing is deserialised: the configuration is
 * JSON, the weights are numbers.
 */
public final class Deeplearning4jReader {
  /** Of an archive that Deeplearning4j wrote. */
  public static final String CONFIG = "configuration.json";

  private static final String WEIGHTS = "coefficients.bin";
  private static final String NORMALISER = "normalizer.bin";
  private static final long MOST_CONFIG = 1 << 24;
  private static final long MOST_WEIGHTS = 1 << 30;

  private Deeplearning4jReader() {}

  /**
   * @param file names the archive
   * @param archive a zip file that Deeplearning4j wrote
   * @param hint the samples that the network will see
   * @return the network
   * @throws UserError when the file is damaged or holds what is not supported
   * @throws IOException when it can't be read
   */
  public static ImportedNetwork read(Path file, Archive archive, InputHint hint)
      throws IOException {
    JsonNode root = config(file, archive);
    Deeplearning4jGraph network =
        root.has("vertices")
            ? Deeplearning4jGraph.ofVertices(file, root)
            : Deeplearning4jGraph.ofLayers(file, root);
    Coefficients coefficients = Coefficients.read(file, archive.read(WEIGHTS, MOST_WEIGHTS));
    ModelInput open = input(network);
    Origin input = network.vertices().get(0).conf().origin();
    int[] dims = hint.close(input, open.dims(), open.order());
    GraphAssembler graph = new GraphAssembler(input, new ModelInput(dims, open.order()));
    Deeplearning4jLayers handing = new Deeplearning4jLayers(coefficients, graph);
    Map<String, Value> values = new HashMap<>(Map.of(network.input(), graph.input()));
    Origin output = input;
    for (Deeplearning4jGraph.Vertex vertex : network.vertices()) {
      List<Value> taken = new ArrayList<>();
      for (String name : vertex.inputs()) {
        if (!values.containsKey(name)) {
          throw vertex.conf().origin().refuse("fed by " + name + ", which comes later or never");
        }
        taken.add(values.get(name));
      }
      values.put(vertex.name(), handing.add(vertex, taken));
      output = vertex.name().equals(network.output()) ? vertex.conf().origin() : output;
    }
    coefficients.requireEnd();
    ImportedNetwork imported = graph.finish(output, "Deeplearning4j", values.get(network.output()));
    return archive.has(NORMALISER)
        ? imported.noting(
            NORMALISER + " in the file is not read: --scale must do what it did in training")
        : imported;
  }

  private static JsonNode config(Path file, Archive archive) throws IOException {
    String text = new String(archive.read(CONFIG, MOST_CONFIG), StandardCharsets.UTF_8);
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": damaged: " + CONFIG + " is no sound JSON", e);
    }
  }

  /** What one sample looks like, −1 where the configuration leaves it open. */
  private static ModelInput input(Deeplearning4jGraph network) {
    ModelInput open = null;
    for (Deeplearning4jGraph.Vertex vertex : network.vertices()) {
      if (vertex.inputs().contains(network.input())) {
        ModelInput seen = input(vertex.conf(), vertex.before().orElse(null));
        open = open == null ? seen : closed(open, seen);
      }
    }
    if (open == null) {
      throw network.vertices().get(0).conf().origin().refuse("nothing takes the input");
    }
    return open;
  }

  /** The dimensions that either knows. */
  private static ModelInput closed(ModelInput one, ModelInput other) {
    int[] dims = one.dims().clone();
    for (int d = 0; d < dims.length && other.dims().length == dims.length; d++) {
      dims[d] = dims[d] < 0 ? other.dims()[d] : dims[d];
    }
    return new ModelInput(dims, one.order());
  }

  private static ModelInput input(Conf first, Conf before) {
    if (before != null && before.origin().type().equals("FeedForwardToCnnPreProcessor")) {
      long size = 1;
      for (String key : List.of("numChannels", "inputHeight", "inputWidth")) {
        size = Math.min(Integer.MAX_VALUE, size * before.size(key));
      }
      return new ModelInput(new int[] {(int) size}, before.order("format"));
    }
    String type = first.origin().type();
    if (type.equals("DenseLayer") || type.equals("OutputLayer")) {
      return before == null
          ? new ModelInput(new int[] {first.size("nin")}, ChannelOrder.FIRST)
          : new ModelInput(new int[] {-1, -1, -1}, before.order("format"));
    }
    int channels = type.equals("ConvolutionLayer") ? first.size("nin") : -1;
    ChannelOrder order =
        first.order(
            switch (type) {
              case "ZeroPaddingLayer" -> "dataFormat";
              case "BatchNormalization" -> "cnn2DFormat";
              default -> "cnn2dDataFormat";
            });
    return new ModelInput(order.dims(channels, -1, -1), order);
  }
}
