package org.nodesnr.measures.net;

/** What biases add to weighted sums, and their gradients. */
final class Biases {
  private Biases() {}

  /**
   * @param layer a layer
   * @param theta parameters
   * @param precision of what they are added to
   * @return its biases
   */
  static Reals of(Step.Linear layer, double[] theta, Precision precision) {
    Reals biases = precision.zeros(layer.nodes());
    biases.fill(theta, layer.biasAt());
    return biases;
  }

  /**
   * @param biases of a layer; empty where none are added
   * @param out modified: its weighted sums, row after row
   * @param from index of the first
   * @param count how many
   */
  static void add(Reals biases, Reals out, int from, int count) {
    int nodes = biases.length();
    for (int at = from; nodes > 0 && at < from + count; at += nodes) {
      out.add(at, biases, 0, nodes);
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
    rows.addRows(0, length, columns);
    for (int i = 0; i < nodes; i++) {
      sum[layer.biasAt() + i] += columns[i];
    }
  }
}
