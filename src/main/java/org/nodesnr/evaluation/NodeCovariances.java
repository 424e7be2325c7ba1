package org.nodesnr.evaluation;

/**
 * Covariances of the inputs of a layer with the weighted inputs of its nodes, both as they are in
 * the network: {@code cov(x_j, r_i)}.
 *
 * @param inputs number of inputs
 * @param nodes number of nodes
 * @param softmax whether columns are those of a softmax layer, see {@link LayerWeights#columns}
 * @param columns inputs × columns, Fortran order
 */
record NodeCovariances(int inputs, int nodes, boolean softmax, float[] columns) {

  /**
   * @param i number of a node
   * @param j number of an input
   * @param centred whether r is that of centred weights; of no matter but for a softmax layer
   * @return {@code cov(x_j, r_i)}
   */
  double of(int i, int j, boolean centred) {
    double covariance = columns[i * inputs + j];
    return softmax && !centred ? covariance + columns[nodes * inputs + j] : covariance;
  }
}
