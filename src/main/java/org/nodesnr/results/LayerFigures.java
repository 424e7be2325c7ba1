package org.nodesnr.results;

import java.util.List;

/**
 * The figures of merit of one layer.
 *
 * @param layer number of the layer, from 1
 * @param kind {@code dense} or {@code convolution}
 * @param inputs inputs of each node
 * @param nodes nodes of the layer
 * @param samples test samples behind the figures
 * @param weightNorm Frobenius norm of the weights, biases left out
 * @param activationRate share of (samples, places and) nodes with a positive activation, averaged
 *     over nodes; NaN for a softmax layer
 * @param variants S and G, one entry for each variant
 */
public record LayerFigures(
    int layer,
    String kind,
    int inputs,
    int nodes,
    int samples,
    double weightNorm,
    double activationRate,
    List<VariantFigures> variants) {
  /** Copies the list. */
  public LayerFigures {
    variants = List.copyOf(variants);
  }

  /**
   * Layer means under one variant.
   *
   * @param variant its name
   * @param s mean SNR optimality S (equation 10)
   * @param g mean SNR gain G (equation 13)
   * @param undefinedNodes nodes left out of the means because their S or G is undefined (dead
   *     nodes, constant inputs)
   * @param quietInputs inputs left out as quiet
   */
  public record VariantFigures(
      String variant, double s, double g, int undefinedNodes, int quietInputs) {}

  /**
   * @param name name of a variant
   * @return its figures
   * @throws IllegalArgumentException when the layer was not evaluated under it
   */
  public VariantFigures variant(String name) {
    return variants.stream()
        .filter(v -> v.variant().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no variant '" + name + "' in layer " + layer));
  }
}
