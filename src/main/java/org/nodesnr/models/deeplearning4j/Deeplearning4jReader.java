package org.nodesnr.models.deeplearning4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nodesnr.UserError;
import org.nodesnr.models.Archive;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.ModelInput;
import org.nodesnr.models.NetworkAssembler;
import org.nodesnr.models.Origin;
import org.nodesnr.results.Json;

/**
 * Reads what Deeplearning4j's {@code ModelSerializer} wrote of a {@code MultiLayerNetwork}, of
 * version 0.7 and later. Nothing is deserialised: the configuration is JSON, the weights are
 * numbers.
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
    if (root.has("vertices")) {
      throw Origin.refusal(file, "a ComputationGraph; a MultiLayerNetwork is supported");
    }
    List<Conf> layers = layers(file, root.path("confs"));
    Map<Integer, Conf> before = preprocessors(file, root.path("inputPreProcessors"), layers.size());
    Coefficients coefficients = Coefficients.read(file, archive.read(WEIGHTS, MOST_WEIGHTS));
    Origin input = layers.get(0).origin();
    ModelInput open = input(layers.get(0), before.get(0));
    int[] dims = hint.close(input, open.dims(), open.order());
    NetworkAssembler assembler = new NetworkAssembler(input, new ModelInput(dims, open.order()));
    Deeplearning4jLayers handing = new Deeplearning4jLayers(coefficients, assembler);
    for (int k = 0; k < layers.size(); k++) {
      if (before.containsKey(k)) {
        handing.before(before.get(k));
      }
      handing.add(layers.get(k));
    }
    coefficients.requireEnd();
    ImportedNetwork network =
        assembler.finish(layers.get(layers.size() - 1).origin(), "Deeplearning4j");
    return archive.has(NORMALISER)
        ? network.noting(
            NORMALISER + " in the file is not read: --scale must do what it did in training")
        : network;
  }

  private static JsonNode config(Path file, Archive archive) throws IOException {
    String text = new String(archive.read(CONFIG, MOST_CONFIG), StandardCharsets.UTF_8);
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": damaged: " + CONFIG + " is no sound JSON", e);
    }
  }

  private static List<Conf> layers(Path file, JsonNode confs) {
    List<Conf> layers = new ArrayList<>();
    for (JsonNode conf : confs) {
      String type = Conf.simpleName(conf.path("layer"));
      JsonNode layer = Conf.settings(conf.path("layer"));
      String place = "layers[" + layers.size() + "]";
      String name = layer.path("layerName").asText("");
      layers.add(new Conf(new Origin(file, place, type, name), layer));
    }
    if (layers.isEmpty()) {
      throw Origin.refusal(file, CONFIG + " names no layers");
    }
    return layers;
  }

  /** By the number of the layer before which each stands. */
  private static Map<Integer, Conf> preprocessors(Path file, JsonNode all, int layers) {
    Map<Integer, Conf> before = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : all.properties()) {
      String place = "inputPreProcessors[" + entry.getKey() + "]";
      Origin origin = new Origin(file, place, Conf.simpleName(entry.getValue()), "");
      int number = entry.getKey().matches("[0-9]{1,6}") ? Integer.parseInt(entry.getKey()) : -1;
      if (number < 0 || number >= layers) {
        throw origin.refuse("stands before no layer");
      }
      before.put(number, new Conf(origin, Conf.settings(entry.getValue())));
    }
    return before;
  }

  /** What one sample looks like, −1 where the configuration leaves it open. */
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
        first.order(type.equals("ZeroPaddingLayer") ? "dataFormat" : "cnn2dDataFormat");
    return new ModelInput(order.dims(channels, -1, -1), order);
  }
}
