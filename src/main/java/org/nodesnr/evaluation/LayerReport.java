package org.nodesnr.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Reading;
import org.nodesnr.network.Layer;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.results.MeasuredLayer;
import org.nodesnr.results.NodeValues;
import org.nodesnr.results.NodeVectors;
import org.nodesnr.spec.Variant;
import org.nodesnr.spec.Variant.NodeMean;

/**
 * The measures of a layer, from the products that its {@link LayerTask} has gathered.
 *
 * @param layer what it is
 * @param readings activation rate and weight norm, then S and G under every variant
 * @param nodes every node under every variant
 * @param vectors w and c of the nodes at some percentiles of S, under the first variant
 */
record LayerReport(
    MeasuredLayer layer,
    List<Reading> readings,
    List<NodeValues> nodes,
    List<NodeVectors> vectors) {
  private static final List<Integer> PERCENTILES = List.of(10, 50, 90);

  /**
   * @param number of the layer, from 1
   * @param outputs whether its nodes are the outputs of the network, which count equally
   * @param layer the layer
   * @param parts what was gathered of nodes that see the same inputs
   * @param rates activation rate of each node; NaN for softmax nodes
   * @param variants of S and G
   * @param samples how many went through
   */
  static LayerReport of(
      int number,
      boolean outputs,
      Layer.Weighted layer,
      List<Gathered> parts,
      double[] rates,
      List<Variant> variants,
      int samples) {
    double[] norms = norms(parts);
    List<Reading> readings = new ArrayList<>(ofLayer(number, layer, norms, rates));
    Map<String, Integer> quietInputs = new LinkedHashMap<>();
    List<NodeValues> nodes = new ArrayList<>();
    List<NodeVectors> vectors = new ArrayList<>();
    for (Variant variant : variants) {
      List<VariantLayer> own = layers(variant, parts);
      int perPart = parts.get(0).weights().nodes();
      NodeSnr[] snr = new NodeSnr[norms.length];
      Arrays.setAll(snr, i -> own.get(i / perPart).node(i % perPart));
      if (variant.equals(variants.get(0))) {
        vectors.addAll(vectors(number, i -> own.get(i / perPart).kept(i % perPart), snr));
      }
      int quiet = own.stream().mapToInt(VariantLayer::quietInputs).sum();
      quietInputs.put(variant.name(), quiet);
      boolean equal = variant.nodeMean() == NodeMean.PLAIN || outputs;
      double[] shares = equal ? null : rates;
      double[] optimality = Arrays.stream(snr).mapToDouble(NodeSnr::optimality).toArray();
      double[] gain = Arrays.stream(snr).mapToDouble(NodeSnr::gain).toArray();
      readings.add(mean(Measure.OPTIMALITY, variant, number, optimality, shares));
      readings.add(mean(Measure.GAIN, variant, number, gain, shares));
      for (int i = 0; i < snr.length; i++) {
        nodes.add(
            NodeValues.of(variant.name(), number, i, optimality[i], gain[i], rates[i], norms[i]));
      }
    }
    MeasuredLayer measured =
        new MeasuredLayer(
            number,
            layer instanceof Layer.Convolution ? "convolution" : "dense",
            parts.get(0).weights().inputs(),
            norms.length,
            samples,
            quietInputs);
    return new LayerReport(measured, readings, nodes, vectors);
  }

  /**
   * @param score accuracy and loss
   * @param reports of all layers, in their order
   * @return what was measured
   */
  static Evaluation together(Score score, List<LayerReport> reports) {
    return new Evaluation(
        score,
        reports.stream().map(LayerReport::layer).toList(),
        reports.stream().flatMap(report -> report.readings().stream()).toList(),
        reports.stream().flatMap(report -> report.nodes().stream()).toList(),
        reports.stream().flatMap(report -> report.vectors().stream()).toList());
  }

  /** What does not depend on a variant; a softmax layer has no activation rate. */
  private static List<Reading> ofLayer(
      int number, Layer.Weighted layer, double[] norms, double[] rates) {
    double rate = Arrays.stream(rates).sum() / rates.length;
    double norm = Math.sqrt(Arrays.stream(norms).map(n -> n * n).sum());
    long weights = layer.weights().length;
    Reading ofWeights = Reading.of(Measure.WEIGHT_NORM, number, norm, weights, 0);
    return Double.isNaN(rate)
        ? List.of(ofWeights)
        : List.of(Reading.of(Measure.ACTIVATION_RATE, number, rate, rates.length, 0), ofWeights);
  }

  /**
   * Of the n nodes with a defined S, in ascending order, percentile p is that at position (n − 1)
   * p/100 from 0, rounded half up; a node that stands at several is taken once.
   */
  private static List<NodeVectors> vectors(
      int number, IntFunction<List<NodeVectors.Input>> kept, NodeSnr[] snr) {
    List<Integer> order =
        IntStream.range(0, snr.length)
            .filter(i -> !Double.isNaN(snr[i].optimality()))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> snr[i].optimality()))
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
                  snr[node].optimality(),
                  snr[node].gain(),
                  kept.apply(node)));
    }
    return List.copyOf(vectors.values());
  }

  /**
   * @param task what was gathered of a layer
   * @param variant how c is computed
   * @return c of all its nodes; inputs of groups of channels one group behind the other
   */
  static SeenLayer seen(LayerTask task, Variant variant) {
    List<Gathered> parts = task.parts().stream().map(Gathered::of).toList();
    float[] c = new float[task.layer().weights().length];
    int at = 0;
    for (VariantLayer part : layers(variant, parts)) {
      for (int i = 0; i < parts.get(0).weights().nodes(); i++) {
        for (double value : part.covariances(i)) {
          c[at++] = (float) value;
        }
      }
    }
    return new SeenLayer(c, parts.get(0).inputs().mean());
  }

  /** Inputs are quiet beside the largest of the whole layer. */
  private static List<VariantLayer> layers(Variant variant, List<Gathered> parts) {
    float largest = Float.NEGATIVE_INFINITY;
    for (Gathered part : parts) {
      largest = Math.max(largest, part.inputs().largest());
    }
    List<VariantLayer> layers = new ArrayList<>();
    for (Gathered part : parts) {
      layers.add(new VariantLayer(variant, part, largest));
    }
    return layers;
  }

  private static double[] norms(List<Gathered> parts) {
    return parts.stream().flatMapToDouble(p -> Arrays.stream(norms(p.weights()))).toArray();
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

  /** The mean over the nodes that have a value; NaN where there is none. */
  private static Reading mean(
      Measure measure, Variant variant, int layer, double[] values, double[] shares) {
    double sum = 0;
    double weights = 0;
    int undefined = 0;
    for (int i = 0; i < values.length; i++) {
      double weight = shares == null ? 1 : shares[i];
      if (Double.isNaN(values[i])) {
        undefined++;
      } else {
        sum += weight * values[i];
        weights += weight;
      }
    }
    return new Reading(
        measure.id(), variant.name(), layer, sum / weights, values.length - undefined, undefined);
  }
}
