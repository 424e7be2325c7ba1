package org.nodesnr.api;

import java.util.List;
import org.nodesnr.config.Variant;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.measure.Measure;
import org.nodesnr.results.MeasuredLayer;
import org.nodesnr.results.NodeValues;

/**
 * The measures of one layer; all of them are dimensionless. What they are made of is said at {@link
 * Snr}.
 *
 * @param layer number of the layer among those with weights, from 1
 * @param variant the way they were computed
 * @param samples number of samples N; in a convolution each place of a sample is an observation
 * @param inputs inputs of each node
 * @param optimality layer mean of S (equation 10), over the nodes where it is defined; NaN where
 *     there is none, at most 1
 * @param gain layer mean of G (equation 13), likewise; at most √inputs
 * @param activationRate mean over the nodes of {@code p(activation > 0)}; NaN for a softmax layer
 * @param undefinedNodes nodes whose S or G is undefined and left out of the mean
 * @param quietInputs inputs left out of S and G because of their low level (B.1)
 * @param nodes the nodes, from 0
 */
public record LayerSnr(
    int layer,
    Variant variant,
    int samples,
    int inputs,
    double optimality,
    double gain,
    double activationRate,
    int undefinedNodes,
    int quietInputs,
    List<Node> nodes) {
  /** Copies the list. */
  public LayerSnr {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node.
   *
   * @param node its number in the layer, from 0: the column of the weights
   * @param optimality S (equation 10), {@code |S| ≤ 1}; NaN where undefined, see {@link Snr}
   * @param gain G (equation 13), {@code |G| ≤ √inputs}; NaN where undefined, see {@link Snr}
   * @param activationRate share of samples (and places) in which its activation is positive; NaN
   *     for a softmax node
   * @param weightNorm {@code ‖w‖} of its weights as they were given
   */
  public record Node(
      int node, double optimality, double gain, double activationRate, double weightNorm) {}

  static LayerSnr of(Evaluation evaluation, MeasuredLayer layer, Variant variant) {
    String name = variant.name();
    int number = layer.layer();
    return new LayerSnr(
        number,
        variant,
        layer.samples(),
        layer.inputs(),
        evaluation.reading(Measure.OPTIMALITY, name, number).value(),
        evaluation.reading(Measure.GAIN, name, number).value(),
        evaluation.reading(Measure.ACTIVATION_RATE, name, number).value(),
        Math.toIntExact(evaluation.undefinedNodes(name, number)),
        layer.quietInputs().get(name),
        evaluation.nodes().stream()
            .filter(n -> n.layer() == number && n.variant().equals(name))
            .map(LayerSnr::node)
            .toList());
  }

  private static Node node(NodeValues n) {
    return new Node(
        n.node(),
        n.value(Measure.OPTIMALITY),
        n.value(Measure.GAIN),
        n.value(Measure.ACTIVATION_RATE),
        n.value(Measure.WEIGHT_NORM));
  }
}
