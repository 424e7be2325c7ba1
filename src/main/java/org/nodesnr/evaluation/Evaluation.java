package org.nodesnr.evaluation;

import java.util.List;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.results.LayerFigures;
import org.nodesnr.results.NodeFigures;
import org.nodesnr.results.NodeVectors;

/**
 * A network measured on test samples.
 *
 * @param test accuracy and loss
 * @param layers layer means of S and G, from the input on
 * @param nodes S and G of every node under every variant: by layer, variant, node
 * @param vectors w and c of the nodes at the 10th, 50th and 90th percentile of S in each layer,
 *     under the first variant
 */
public record Evaluation(
    Score test, List<LayerFigures> layers, List<NodeFigures> nodes, List<NodeVectors> vectors) {
  /** Copies the lists. */
  public Evaluation {
    layers = List.copyOf(layers);
    nodes = List.copyOf(nodes);
    vectors = List.copyOf(vectors);
  }
}
