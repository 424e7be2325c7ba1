package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.spec.Activation;

/** The layers of a population, one behind the other. */
final class LayerStack {
  private final List<CardLayer> layers = new ArrayList<>();
  private final List<Device.Buffer> parameters = new ArrayList<>();

  /**
   * @param bench the population
   * @param input where batches lie
   * @param model the network; its weights are not copied
   * @param masks of each dense layer
   */
  LayerStack(Workbench bench, Signal input, Model model, List<Workbench.Masks> masks) {
    Signal below = input;
    int dense = 0;
    List<Layer> described = model.layers();
    for (int k = 0; k < described.size(); k++) {
      Layer layer = described.get(k);
      CardLayer made;
      if (layer instanceof Layer.Dense d) {
        made = CardDense.of(bench, below, d, masks.get(dense++));
      } else if (layer instanceof Layer.Convolution c) {
        made = CardConvolution.of(bench, below, c, pooled(described, k));
      } else if (layer instanceof Layer.Pooling p) {
        boolean convolved = k > 0 && pooled(described, k - 1);
        Device.Buffer bias = convolved ? parameters.get(parameters.size() - 1) : null;
        Activation activation =
            convolved
                ? ((Layer.Convolution) described.get(k - 1)).activation()
                : Activation.IDENTITY;
        made = CardPooling.of(bench, below, p, bias, activation);
      } else {
        made = CardNonlinearity.of(bench, below, ((Layer.Nonlinearity) layer).activation());
      }
      layers.add(made);
      parameters.addAll(made.parameters());
      below = made.output();
    }
  }

  /** Whether max-pooling follows a convolution. */
  private static boolean pooled(List<Layer> layers, int k) {
    return layers.get(k) instanceof Layer.Convolution
        && k + 1 < layers.size()
        && layers.get(k + 1) instanceof Layer.Pooling next
        && next.pool() == Layer.Pool.MAX;
  }

  /** Weights and biases of each layer in turn, as files have them. */
  List<Device.Buffer> parameters() {
    return parameters;
  }

  /** What the last layer hands on: weighted inputs plus biases, and where their gradient goes. */
  Signal output() {
    return layers.get(layers.size() - 1).output();
  }

  void forward(int networks) {
    layers.forEach(layer -> layer.forward(networks));
  }

  void backward(int networks) {
    for (int k = layers.size() - 1; k >= 0; k--) {
      layers.get(k).backward(networks);
    }
  }
}
