package org.nodesnr.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nodesnr.config.Variant;
import org.nodesnr.config.Variant.NodeMean;
import org.nodesnr.network.Layer;
import org.nodesnr.results.LayerFigures;
import org.nodesnr.results.LayerFigures.VariantFigures;
import org.nodesnr.results.NodeFigures;
import org.nodesnr.results.NodeVectors;

/**
 * The figures of a layer, from the products that its {@link LayerTask} has gathered.
 *
 * @param layer layer means
 * @param nodes every node under every variant
 * @param vectors w and c of the nodes at some percentiles of S, under the first variant
 */
record LayerReport(LayerFigures layer, List<NodeFigures> nodes, List<NodeVectors> vectors) {
  private static final List<Integer> PERCENTILES = List.of(10, 50, 90);

  /**
   * @param number of the layer, from 1
   * @param outputs whether its nodes are the outputs of the network, which count equally
   * @param task what was gathered
   * @param variants of S and G
   * @param samples how many went through
   */
  static LayerReport of(
      int number, boolean outputs, LayerTask task, List<Variant> variants, int samples) {
    LayerInputs moments = task.inputs();
    LayerWeights weights = task.weights();
    NodeCovariances covariances = task.covariances(moments, weights);
    double[] norms = norms(weights);
    double[] rates = task.rates();
    List<VariantFigures> means = new ArrayList<>();
    List<NodeFigures> nodes = new ArrayList<>();
    List<NodeVectors> vectors = new ArrayList<>();
    for (Variant variant : variants) {
      VariantLayer own = new VariantLayer(variant, weights, moments, covariances);
      NodeSnr[] figures = new NodeSnr[weights.nodes()];
      Arrays.setAll(figures, own::node);
      if (variant.equals(variants.get(0))) {
        vectors.addAll(vectors(number, own, figures));
      }
      means.add(mean(variant, own.quietInputs(), figures, outputs ? null : rates));
      for (int i = 0; i < figures.length; i++) {
        nodes.add(
            new NodeFigures(
                variant.name(),
                number,
                i,
                figures[i].optimality(),
                figures[i].gain(),
                rates[i],
                norms[i]));
      }
    }
    double norm = Math.sqrt(Arrays.stream(norms).map(n -> n * n).sum());
    LayerFigures layer =
        new LayerFigures(
            number,
            task.layer() instanceof Layer.Convolution ? "convolution" : "dense",
            weights.inputs(),
            norms.length,
            samples,
            norm,
            Arrays.stream(rates).sum() / rates.length,
            means);
    return new LayerReport(layer, nodes, vectors);
  }

  /**
   * Of the n nodes with a defined S, in ascending order, percentile p is that at position (n − 1)
   * p/100 from 0, rounded half up; a node that stands at several is taken once.
   */
  private static List<NodeVectors> vectors(int number, VariantLayer layer, NodeSnr[] figures) {
    List<Integer> order =
        IntStream.range(0, figures.length)
            .filter(i -> !Double.isNaN(figures[i].optimality()))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> figures[i].optimality()))
            .toList();
    Map<Integer, NodeVectors> vectors = new LinkedHashMap<>();
    for (int percentile : order.isEmpty() ? List.<Integer>of() : PERCENTILES) {
      int i = order.get((int) Math.round((order.size() - 1) * percentile / 100.0));
      vectors.computeIfAbsent(
          i,
          node ->
              new NodeVectors(
                  number,
                  percentile,
                  node,
                  figures[node].optimality(),
                  figures[node].gain(),
                  layer.kept(node)));
    }
    return List.copyOf(vectors.values());
  }

  private static double[] norms(LayerWeights weights) {
    double[] norms = new double[weights.nodes()];
    for (int i = 0; i < norms.length; i++) {
      double squares = 0;
      for (int j = 0; j < weights.inputs(); j++) {
        double w = weights.raw()[i * weights.inputs() + j];
        squares += w * w;
      }
      norms[i] = Math.sqrt(squares);
    }
    return norms;
  }

  /** Means over the nodes where S, or G, is defined; NaN where there is none. */
  private static VariantFigures mean(
      Variant variant, int quietInputs, NodeSnr[] figures, double[] rates) {
    boolean equal = variant.nodeMean() == NodeMean.PLAIN || rates == null;
    double s = 0;
    double sWeight = 0;
    double g = 0;
    double gWeight = 0;
    int undefined = 0;
    for (int i = 0; i < figures.length; i++) {
      double weight = equal ? 1 : rates[i];
      double optimality = figures[i].optimality();
      double gain = figures[i].gain();
      if (!Double.isNaN(optimality)) {
        s += weight * optimality;
        sWeight += weight;
      }
      if (!Double.isNaN(gain)) {
        g += weight * gain;
        gWeight += weight;
      }
      if (Double.isNaN(optimality) || Double.isNaN(gain)) {
        undefined++;
      }
    }
    return new VariantFigures(variant.name(), s / sWeight, g / gWeight, undefined, quietInputs);
  }
}
