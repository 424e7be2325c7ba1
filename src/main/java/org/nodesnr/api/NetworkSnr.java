package org.nodesnr.api;

import java.util.List;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.spec.Variant;

/**
 * S and G of a network.
 *
 * @param variant the way they were computed
 * @param samples number of samples N
 * @param accuracy share of samples whose class has the largest output; NaN where no labels were
 *     given or the last layer is no softmax
 * @param layers the layers with weights, from the input on
 */
public record NetworkSnr(Variant variant, int samples, double accuracy, List<LayerSnr> layers) {
  /** Copies the list. */
  public NetworkSnr {
    layers = List.copyOf(layers);
  }

  /**
   * The gain of the hidden layers, {@code G^(1..n−1) = Σ_{j=1}^{n−1} G_j} (equation 14), which the
   * paper correlates with test accuracy.
   *
   * @return the sum of the layer means of G over all layers but the last; 0 where there is but one,
   *     NaN where one is undefined
   */
  public double hiddenGain() {
    return layers.subList(0, layers.size() - 1).stream().mapToDouble(LayerSnr::gain).sum();
  }

  /**
   * @return G_n, the gain of the last layer
   */
  public double outputGain() {
    return layers.get(layers.size() - 1).gain();
  }

  static NetworkSnr of(Evaluation evaluation, Variant variant, boolean classifier) {
    return new NetworkSnr(
        variant,
        evaluation.layers().get(0).samples(),
        classifier ? evaluation.test().accuracy() : Double.NaN,
        evaluation.layers().stream().map(l -> LayerSnr.of(evaluation, l, variant)).toList());
  }
}
