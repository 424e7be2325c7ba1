package org.nodesnr.models;

import java.util.List;
import org.nodesnr.network.Model;

/**
 * A network read from a file.
 *
 * @param format what kind of file it was, such as {@code ONNX}
 * @param model the network
 * @param input its input as the file sees it
 * @param inputPositions for each value of a sample, in the file's row-major order, its place among
 *     the model's inputs; not to be modified
 * @param layerNames what the file calls the layers with weights
 * @param softmaxAssumed whether the file ends in weighted sums, which are taken for the logits of a
 *     softmax: losses such as PyTorch's CrossEntropyLoss have it in them
 */
public record ImportedNetwork(
    String format,
    Model model,
    ModelInput input,
    int[] inputPositions,
    List<String> layerNames,
    boolean softmaxAssumed) {
  /** Copies the list. */
  public ImportedNetwork {
    layerNames = List.copyOf(layerNames);
  }

  /**
   * @return number of values that the network gives for a sample
   */
  public int classes() {
    return model.weighted().get(layerNames.size() - 1).weights().columns();
  }
}
