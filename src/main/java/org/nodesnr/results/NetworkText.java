package org.nodesnr.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.nodesnr.files.Numbers;

/**
 * A network of a resolved config in short, from the input on, without the softmax layer: {@code
 * 1024-1000}, {@code 64c5m2-64c5m2-1000-500 tanh}, {@code linear}. A number is a dense layer's; c
 * is a convolution, channels before its kernel behind it, m and a max- and average-pooling with
 * their windows, s a stride, v padding = valid, d a dense layer's own drop probability; activations
 * are named unless they are relu, at the end where all are alike.
 */
public final class NetworkText {
  private static final String RELU = "relu";

  private NetworkText() {}

  /**
   * @param network the block {@code network} of a resolved config
   * @return the layers; no two networks alike
   */
  public static String of(JsonNode network) {
    List<String> layers = new ArrayList<>();
    if (network.has("layers")) {
      network.path("layers").forEach(layer -> layers.add(layer(layer)));
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

  private static String layer(JsonNode layer) {
    String type = layer.path("type").asText();
    return switch (type) {
      case "convolution" -> kernel(layer) + placing(layer, 1) + activation(layer, "");
      case "dense" -> layer.path("nodes").asText() + drops(layer) + activation(layer, "");
      case "activation" -> "f" + layer.path("function").asText();
      default -> {
        int window = layer.path("window").asInt();
        yield type.charAt(0) + Integer.toString(window) + placing(layer, window);
      }
    };
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
