package org.nodesnr.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Quantity;
import org.nodesnr.measure.Reading;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.results.MeasuredLayer;
import org.nodesnr.results.NodeValues;
import org.nodesnr.results.NodeVectors;

/**
 * A network measured on test samples.
 *
 * @param test accuracy and loss
 * @param layers the layers, from the input on
 * @param readings the measures of each layer; of S and G under every variant, means over its nodes
 * @param nodes the values of every node under every variant: by layer, variant, node
 * @param vectors w and c of the nodes at the 10th, 50th and 90th percentile of S in each layer,
 *     under the first variant
 */
public record Evaluation(
    Score test,
    List<MeasuredLayer> layers,
    List<Reading> readings,
    List<NodeValues> nodes,
    List<NodeVectors> vectors) {
  /** Copies the lists. */
  public Evaluation {
    layers = List.copyOf(layers);
    readings = List.copyOf(readings);
    nodes = List.copyOf(nodes);
    vectors = List.copyOf(vectors);
  }

  /**
   * @param more further readings
   * @return the same with them
   */
  public Evaluation with(List<Reading> more) {
    List<Reading> all = new ArrayList<>(readings);
    all.addAll(more);
    return new Evaluation(test, layers, all, nodes, vectors);
  }

  /**
   * @param measure one that is read of layers
   * @param variant name of a variant; of no account where the measure has none
   * @param layer number of the layer, from 1
   * @return what was read; NaN, of no node, where the measure has no value in this layer
   */
  public Reading reading(Measure measure, String variant, int layer) {
    Quantity wanted = Quantity.ofLayer(measure, variant, layer);
    return readings.stream()
        .filter(reading -> Quantity.of(reading).equals(wanted))
        .findFirst()
        .orElseGet(() -> new Reading(measure.id(), wanted.variant(), layer, Double.NaN, 0, 0));
  }

  /**
   * @param variant name of a variant
   * @param layer number of the layer, from 1
   * @return what was read of {@link Measure#OF_VARIANTS}, in this order
   */
  public List<Reading> readings(String variant, int layer) {
    return Measure.OF_VARIANTS.stream().map(m -> reading(m, variant, layer)).toList();
  }

  /**
   * @param variant name of a variant
   * @param layer number of the layer, from 1
   * @return nodes of the layer without S or without G
   */
  public long undefinedNodes(String variant, int layer) {
    return readings(variant, layer).stream().mapToLong(Reading::leftOut).max().orElse(0);
  }
}
