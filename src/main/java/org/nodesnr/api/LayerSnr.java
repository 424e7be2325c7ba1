package org.nodesnr.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.measure.Measure;
import org.nodesnr.results.MeasuredLayer;
import org.nodesnr.results.NodeValues;
import org.nodesnr.spec.Variant;

/**
 * The measures of one layer; all of them are dimensionless. What they are made of is said at {@link
 * Snr}.
 *
 * @param layer number of the layer among those with weights, from 1
 * @param variant the way they were computed
 * @param samples number of samples N; in a convolution each place of a sample is an observation
 * @param inputs inputs of each node
 * @param values of {@linkplain Measure#OF_NODES measures} by their ids, in their order: the layer's
 *     mean over the nodes where it is defined, of the weight norm its root of the sum of squares;
 *     NaN where there is none
 * @param undefinedNodes nodes whose S or G is undefined and left out of the mean
 * @param quietInputs inputs left out of S and G because of their low level (B.1)
 * @param nodes the nodes, from 0
 */
public record LayerSnr(
    int layer,
    Variant variant,
    int samples,
    int inputs,
    Map<String, Double> values,
    int undefinedNodes,
    int quietInputs,
    List<Node> nodes) {
  /** Copies map and list. */
  public LayerSnr {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    nodes = List.copyOf(nodes);
  }

  /**
   * @param measure one of {@link Measure#OF_NODES}
   * @return its value of the layer
   */
  public double value(Measure measure) {
    return values.get(measure.id());
  }

  /**
   * @return layer mean of S (equation 10), over the nodes where it is defined; NaN where there is
   *     none, at most 1
   */
  public double optimality() {
    return value(Measure.OPTIMALITY);
  }

  /**
   * @return layer mean of G (equation 13), likewise; at most √inputs
   */
  public double gain() {
    return value(Measure.GAIN);
  }

  /**
   * @return mean over the nodes of {@code p(activation > 0)}; NaN for a softmax layer
   */
  public double activationRate() {
    return value(Measure.ACTIVATION_RATE);
  }

  /**
   * One node.
   *
   * @param node its number in the layer, from 0: the column of the weights
   * @param values of {@linkplain Measure#OF_NODES measures} by their ids, in their order; NaN where
   *     undefined
   */
  public record Node(int node, Map<String, Double> values) {
    /** Copies the map. */
    public Node {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * @param measure one of {@link Measure#OF_NODES}
     * @return its value of the node
     */
    public double value(Measure measure) {
      return values.get(measure.id());
    }

    /**
     * @return S (equation 10), {@code |S| ≤ 1}; NaN where undefined, see {@link Snr}
     */
    public double optimality() {
      return value(Measure.OPTIMALITY);
    }

    /**
     * @return G (equation 13), {@code |G| ≤ √inputs}; NaN where undefined, see {@link Snr}
     */
    public double gain() {
      return value(Measure.GAIN);
    }

    /**
     * @return share of samples (and places) in which its activation is positive; NaN for a softmax
     *     node
     */
    public double activationRate() {
      return value(Measure.ACTIVATION_RATE);
    }

    /**
     * @return {@code ‖w‖} of its weights as they were given
     */
    public double weightNorm() {
      return value(Measure.WEIGHT_NORM);
    }
  }

  static LayerSnr of(Evaluation evaluation, MeasuredLayer layer, Variant variant) {
    String name = variant.name();
    int number = layer.layer();
    return new LayerSnr(
        number,
        variant,
        layer.samples(),
        layer.inputs(),
        values(measure -> evaluation.reading(measure, name, number).value()),
        Math.toIntExact(evaluation.undefinedNodes(name, number)),
        layer.quietInputs().get(name),
        evaluation.nodes().stream()
            .filter(n -> n.layer() == number && n.variant().equals(name))
            .map(LayerSnr::node)
            .toList());
  }

  private static Node node(NodeValues n) {
    return new Node(n.node(), values(n::value));
  }

  private static Map<String, Double> values(ToDoubleFunction<Measure> value) {
    Map<String, Double> values = new LinkedHashMap<>();
    Measure.OF_NODES.forEach(measure -> values.put(measure.id(), value.applyAsDouble(measure)));
    return values;
  }
}
