package org.nodesnr.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nodesnr.network.Layer;
import org.nodesnr.network.LayerSlopes;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;

/** What is gathered of one layer while samples go through the network. */
final class LayerTask implements AutoCloseable {
  private final Layer.Weighted layer;
  private final Window window;
  private final List<LayerPart> parts = new ArrayList<>();
  private final OutputTally outputs;
  private float[] inputOfPart = new float[0];
  private float[] weightedOfPart = new float[0];

  /**
   * @param layer the layer
   * @param window what its nodes see; of a grouped convolution, those of one group
   * @param slopes at its inputs
   * @param method how its covariances are had
   * @param known what an earlier evaluation has left, else null
   * @param output the shape of one sample where the layer's activation is applied
   */
  LayerTask(
      Layer.Weighted layer,
      Window window,
      LayerSlopes slopes,
      LayerMethod method,
      KnownInputs known,
      Shape output) {
    int nodes = layer.nodes();
    int groups = groups(layer);
    this.layer = layer;
    this.window = window;
    this.outputs = new OutputTally(nodes, output.height() * output.width());
    float[] weights = layer.weights();
    int length = weights.length / groups;
    for (int g = 0; g < groups; g++) {
      float[] own = Arrays.copyOfRange(weights, g * length, (g + 1) * length);
      int channels = window.input().channels();
      LayerSlopes ownSlopes =
          slopes.told()
              ? slopes
              : new LayerSlopes(
                  null,
                  slopes.value(),
                  Arrays.copyOfRange(slopes.atPadding(), g * channels, (g + 1) * channels));
      parts.add(
          new LayerPart(
              LayerWeights.of(own, window.inputs(), softmax()), window, ownSlopes, method, known));
    }
  }

  static int groups(Layer.Weighted layer) {
    return layer instanceof Layer.Convolution c ? c.spread().groups() : 1;
  }

  Layer.Weighted layer() {
    return layer;
  }

  boolean softmax() {
    return layer.activation() == Activation.SOFTMAX;
  }

  /** Nodes that see the same inputs, one after the other; equally many in each. */
  List<LayerPart> parts() {
    return parts;
  }

  /** The squared slopes at the layer's input, where it does not tell them. */
  void slopes(float[] squared, int samples) {
    for (int g = 0; g < parts.size(); g++) {
      inputOfPart = part(squared, places(samples), window.input().channels(), g, inputOfPart);
      parts.get(g).slopes(inputOfPart, samples);
    }
  }

  /** The layer's input and weighted inputs. */
  void weighted(float[] input, float[] weighted, int samples) {
    for (int g = 0; g < parts.size(); g++) {
      inputOfPart = part(input, places(samples), window.input().channels(), g, inputOfPart);
      weightedOfPart =
          part(
              weighted,
              samples * window.places(),
              parts.get(g).weights().nodes(),
              g,
              weightedOfPart);
      parts.get(g).weighted(inputOfPart, weightedOfPart, samples);
    }
  }

  /** Begins to count inputs above their means, after the last sample. */
  void beginCount() {
    parts.forEach(LayerPart::beginCount);
  }

  /** The layer's input again. */
  void count(float[] input, int samples) {
    for (int g = 0; g < parts.size(); g++) {
      inputOfPart = part(input, places(samples), window.input().channels(), g, inputOfPart);
      parts.get(g).count(inputOfPart, samples);
    }
  }

  private int places(int samples) {
    return samples * window.input().height() * window.input().width();
  }

  /** One group's share of the channels at each place; all of them where there is but one group. */
  private float[] part(float[] values, int places, int channels, int group, float[] buffer) {
    int groups = parts.size();
    if (groups == 1) {
      return values;
    }
    int length = places * channels;
    float[] own = buffer.length < length ? new float[length] : buffer;
    for (int p = 0; p < places; p++) {
      System.arraycopy(values, (p * groups + group) * channels, own, p * channels, channels);
    }
    return own;
  }

  /** The layer's output. */
  void output(float[] values, int samples) {
    if (!softmax()) {
      outputs.add(values, samples);
    }
  }

  /**
   * What a later evaluation on the same samples need not sum again.
   *
   * @return moments and covariances of the inputs, to be closed by the caller, but not before this
   *     task is done; nothing where they were known before or are not had that way
   */
  Optional<KnownInputs> learn() {
    return parts.size() == 1 ? parts.get(0).learn() : Optional.empty();
  }

  /** Share of samples and places in which each node is active; NaN for softmax nodes. */
  double[] rates() {
    if (softmax()) {
      double[] none = new double[layer.nodes()];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    return outputs.rates();
  }

  @Override
  public void close() {
    parts.forEach(LayerPart::close);
  }
}
