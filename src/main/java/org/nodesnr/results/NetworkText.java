package org.nodesnr.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nodesnr.files.Numbers;

/**
 * A network of a resolved config in short, from the input on, without the softmax layer: {@code
 * 1024-1000}, {@code 64c5m2-64c5m2-1000-500 tanh}, {@code linear}. A number is a dense layer's; c
 * is a convolution, channels before its kernel behind it, m and a max- and average-pooling with
 * their windows, s a stride, v padding = valid, d a dense layer's own drop probability; activations
 * are named unless they are relu, at the end where all are alike. Of other kinds there are the
 * first letters of their words and what is unusual, as in {@code 100bn-50bn(momentum 0.5)}: between
 * a layer and its activation.
 */
public final class NetworkText {
  private static final String RELU = "relu";

  /** The kinds whose keys all stand in records; others leave out what is usual. */
  private static final Set<String> FIRST =
      Set.of("convolution", "dense", "activation", "max-pool", "average-pool");

  private NetworkText() {}

  /**
   * @param network the block {@code network} of a resolved config
   * @return the layers; no two networks alike
   */
  public static String of(JsonNode network) {
    List<String> layers = new ArrayList<>();
    if (network.has("layers")) {
      List<JsonNode> all = new ArrayList<>();
      network.path("layers").forEach(all::add);
      for (int k = 0; k < all.size(); k++) {
        k = add(layers, all, k);
      }
    } else {
      for (JsonNode convolution : network.path("convolutions")) {
        layers.add(kernel(convolution) + pool(convolution.path("pool").asInt()));
      }
      network.path("dense").forEach(nodes -> layers.add(nodes.asText()));
    }
    String joined = layers.isEmpty() ? "linear" : String.join("-", layers);
    return joined + (layers.isEmpty() ? "" : activation(network, " "));
  }

  private static String kernel(JsonNode convolution) {
    return convolution.path("channels").asText() + "c" + convolution.path("kernel").asText();
  }

  private static String pool(int window) {
    return window > 1 ? "m" + window : "";
  }

  /**
   * Adds a layer, with what stands between it and its activation; the number of the last of these.
   */
  private static int add(List<String> layers, List<JsonNode> all, int number) {
    StringBuilder text = new StringBuilder(layer(all.get(number)));
    String activation = activation(all.get(number), "");
    int last = number;
    if (activation.equals("identity")) {
      while (last + 1 < all.size() && isOther(all.get(last + 1))) {
        last++;
        text.append(layer(all.get(last)));
      }
      if (last > number && last + 1 < all.size() && type(all.get(last + 1)).equals("activation")) {
        last++;
        String function = all.get(last).path("function").asText();
        activation = function.equals(RELU) ? "" : function;
      }
    }
    layers.add(text + activation);
    return last;
  }

  private static String type(JsonNode layer) {
    return layer.path("type").asText();
  }

  private static boolean isOther(JsonNode layer) {
    return !FIRST.contains(type(layer));
  }

  /** But for its activation. */
  private static String layer(JsonNode layer) {
    if (isOther(layer)) {
      return other(layer);
    }
    return switch (type(layer)) {
      case "convolution" -> kernel(layer) + placing(layer, 1);
      case "dense" -> layer.path("nodes").asText() + drops(layer);
      case "activation" -> "f" + layer.path("function").asText();
      default -> {
        int window = layer.path("window").asInt();
        yield type(layer).charAt(0) + Integer.toString(window) + placing(layer, window);
      }
    };
  }

  private static String other(JsonNode layer) {
    StringBuilder text = new StringBuilder();
    for (String word : type(layer).split("-", -1)) {
      text.append(word, 0, Math.min(1, word.length()));
    }
    List<String> unusual = new ArrayList<>();
    for (Map.Entry<String, JsonNode> value : layer.properties()) {
      if (!value.getKey().equals("type")) {
        unusual.add(value.getKey() + " " + value.getValue().asText());
      }
    }
    return unusual.isEmpty() ? text.toString() : text + "(" + String.join(", ", unusual) + ")";
  }

  private static String placing(JsonNode layer, int usualStride) {
    int stride = layer.path("stride").asInt();
    return (stride == usualStride ? "" : "s" + stride)
        + (layer.path("padding").asText().equals("valid") ? "v" : "");
  }

  private static String drops(JsonNode dense) {
    double probability = dense.path("dropProbability").asDouble();
    return probability > 0 ? "d" + Numbers.exact(probability) : "";
  }

  private static String activation(JsonNode of, String before) {
    String activation = of.path("activation").asText(RELU);
    return activation.equals(RELU) ? "" : before + activation;
  }
}
