package org.nodesnr.models;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/**
 * A network read from a file.
 *
 * @param format what kind of file it was, such as {@code ONNX}
 * @param graph the network
 * @param input its input as the file sees it
 * @param inputPositions for each value of a sample, in the file's row-major order, its place among
 *     the network's inputs; not to be modified
 * @param layerNames what the file calls the layers with weights
 * @param softmaxAssumed whether the file ends in weighted sums, which are taken for the logits of a
 *     softmax: losses such as PyTorch's CrossEntropyLoss have it in them
 * @param notes what the user should know of the file
 */
public record ImportedNetwork(
    String format,
    Graph graph,
    ModelInput input,
    int[] inputPositions,
    List<String> layerNames,
    boolean softmaxAssumed,
    List<String> notes) {
  /** Said of a file that ends in weighted sums. */
  static final String SOFTMAX_NOTE =
      "no softmax in the file: what the last layer gives is taken for its logits";

  /** Copies the lists. */
  public ImportedNetwork {
    layerNames = List.copyOf(layerNames);
    notes = List.copyOf(notes);
  }

  /**
   * @param note a sentence
   * @return the same network with that note behind the others
   */
  public ImportedNetwork noting(String note) {
    List<String> more = Stream.concat(notes.stream(), Stream.of(note)).toList();
    return new ImportedNetwork(
        format, graph, input, inputPositions, layerNames, softmaxAssumed, more);
  }

  /**
   * @return the same network, its last layer taken for what the file says: weighted sums
   * @throws IllegalStateException when no softmax was assumed
   */
  public ImportedNetwork withLinearOutput() {
    if (!softmaxAssumed) {
      throw new IllegalStateException("the last layer has an activation of its own");
    }
    List<Graph.Step> steps = new ArrayList<>(graph.steps());
    int end = steps.size() - 1;
    if (steps.get(end).operation() instanceof Layer.Weighted last) {
      steps.set(end, new Graph.Step(last.with(Activation.IDENTITY), steps.get(end).inputs()));
    }
    return new ImportedNetwork(
        format,
        new Graph(graph.input(), steps),
        input,
        inputPositions,
        layerNames,
        false,
        notes.stream().filter(note -> !note.equals(SOFTMAX_NOTE)).toList());
  }

  /**
   * @return number of values that the network gives for a sample
   */
  public int classes() {
    List<Shape> shapes = graph.shapes();
    return shapes.get(shapes.size() - 1).size();
  }
}
