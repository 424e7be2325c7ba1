package org.nodesnr.measures.net;

/** What biases add to weighted sums, and their gradients. */
final class Biases {
  private Biases() {}

  /**
   * @param layer a layer
   * @param theta parameters, of which its biases are added
   * @param out modified: its weighted sums, row after row
   * @param samples of how many samples
   */
  static void apply(Step.Linear layer, double[] theta, Reals out, int samples) {
    int nodes = layer.nodes();
    int length = samples * layer.window().places() * nodes;
    Reals bias = (out instanceof Reals.Floats ? Precision.SINGLE : Precision.DOUBLE).zeros(nodes);
    bias.fill(theta, layer.biasAt());
    for (int at = 0; at < length; at += nodes) {
      out.add(at, bias, 0, nodes);
    }
  }

  /**
   * @param layer a layer
   * @param rows gradients with respect to its weighted sums, row after row
   * @param samples of how many samples
   * @param sum modified: of the length of θ, to whose part for the biases the sums are added
   */
  static void addGradient(Step.Linear layer, Reals rows, int samples, double[] sum) {
    int nodes = layer.nodes();
    int length = samples * layer.window().places() * nodes;
    double[] columns = new double[nodes];
    for (int at = 0; at < length; at += nodes) {
      for (int i = 0; i < nodes; i++) {
        columns[i] += rows.get(at + i);
      }
    }
    for (int i = 0; i < nodes; i++) {
      sum[layer.biasAt() + i] += columns[i];
    }
  }
}
