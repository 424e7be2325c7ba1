package org.nodesnr.evaluation;

/**
 * The weights of a layer, split for a softmax layer into what its nodes have in common and what
 * they differ in (C, equation 18).
 *
 * @param inputs number of inputs of each node
 * @param nodes number of nodes
 * @param raw the weights as they are, inputs × nodes, Fortran order
 * @param softmax whether the layer feeds a softmax
 */
record LayerWeights(int inputs, int nodes, float[] raw, boolean softmax) {

  static LayerWeights of(float[] raw, int inputs, boolean softmax) {
    return new LayerWeights(inputs, raw.length / inputs, raw, softmax);
  }

  /**
   * {@code mean_i w_ij} for each input j.
   *
   * @return one value for each input
   */
  double[] centre() {
    double[] centre = new double[inputs];
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < inputs; j++) {
        centre[j] += raw[i * inputs + j];
      }
    }
    for (int j = 0; j < inputs; j++) {
      centre[j] /= nodes;
    }
    return centre;
  }

  /** Number of columns of {@link #columns}. */
  int columnCount() {
    return softmax ? nodes + 1 : nodes;
  }

  /**
   * The weight vectors whose covariances are summed: those of the nodes or, for a softmax layer,
   * {@code w_ij − mean_i w_ij} and, last, the mean.
   *
   * @return inputs × {@link #columnCount()}, Fortran order
   */
  float[] columns() {
    if (!softmax) {
      return raw;
    }
    double[] centre = centre();
    float[] columns = new float[inputs * (nodes + 1)];
    for (int j = 0; j < inputs; j++) {
      for (int i = 0; i < nodes; i++) {
        columns[i * inputs + j] = (float) (raw[i * inputs + j] - centre[j]);
      }
      columns[nodes * inputs + j] = (float) centre[j];
    }
    return columns;
  }
}
