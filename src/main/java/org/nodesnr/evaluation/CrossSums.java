package org.nodesnr.evaluation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.RowProduct;
import org.nodesnr.network.Window;
import org.nodesnr.network.observed.LayerInputs;
import org.nodesnr.network.observed.ObservationBlocks;
import org.nodesnr.network.observed.ProvisionalMeans;

/**
 * Sums the products of inputs and weighted inputs, which the network computes anyway: cheaper than
 * {@link GramSums} where a layer has fewer nodes than inputs.
 */
final class CrossSums implements CovarianceSums {
  /** Values at a time: short loops don't vectorise, nor do those over arrays at several offsets. */
  private static final int WIDTH = 1024;

  private final Window window;
  private final int nodes;
  private final boolean softmax;
  private final int columns;
  private final DoubleSums sums;
  private ObservationBlocks blocks;
  private RowProduct product;
  private float[] shift;
  private float[] weightedShift;
  private float[] companions = new float[0];
  private float[] shifts;
  private float[] piece;

  /**
   * @param window what the nodes see
   * @param nodes number of nodes
   * @param softmax whether the layer feeds a softmax: then r is split into its mean over the nodes,
   *     and what is left
   */
  CrossSums(Window window, int nodes, boolean softmax) {
    this.window = window;
    this.nodes = nodes;
    this.softmax = softmax;
    this.columns = softmax ? nodes + 1 : nodes;
    this.sums = new DoubleSums(window.inputs(), columns);
  }

  @Override
  public void add(float[] input, float[] weighted, int samples) {
    int observations = samples * window.places();
    int length = observations * columns;
    if (companions.length < length) {
      companions = new float[length];
    }
    split(weighted, observations);
    if (blocks == null) {
      Window w = window;
      shift = ProvisionalMeans.of(input, samples * w.input().size(), w.input().channels());
      weightedShift = ProvisionalMeans.of(companions, length, columns);
      shifts = new float[columns * Math.max(1, WIDTH / columns)];
      piece = new float[shifts.length];
      for (int k = 0; k < shifts.length; k++) {
        shifts[k] = weightedShift[k % columns];
      }
      blocks = new ObservationBlocks(window, shift, columns, this::multiply);
    }
    for (int at = 0; at < length; at += shifts.length) {
      int n = Math.min(shifts.length, length - at);
      System.arraycopy(companions, at, piece, 0, n);
      for (int k = 0; k < n; k++) {
        piece[k] -= shifts[k];
      }
      System.arraycopy(piece, 0, companions, at, n);
    }
    blocks.add(input, companions, samples);
  }

  private void split(float[] weighted, int observations) {
    if (!softmax) {
      System.arraycopy(weighted, 0, companions, 0, observations * nodes);
      return;
    }
    for (int o = 0; o < observations; o++) {
      double mean = 0;
      for (int i = 0; i < nodes; i++) {
        mean += weighted[o * nodes + i];
      }
      mean /= nodes;
      for (int i = 0; i < nodes; i++) {
        companions[o * columns + i] = (float) (weighted[o * nodes + i] - mean);
      }
      companions[o * columns + nodes] = (float) mean;
    }
  }

  private void multiply(INDArray x, INDArray r) {
    if (product == null) {
      product = RowProduct.across(x, r, sums.partial());
    }
    product.run(sums.beta() == 1);
    sums.added(blocks.capacity());
  }

  @Override
  public NodeCovariances covariances(LayerInputs inputs, LayerWeights weights) {
    blocks.finish();
    double[] total = sums.total();
    double[] mu = ProvisionalMeans.remainder(inputs, shift);
    double n = inputs.observations();
    float[] weightsOfColumns = weights.columns();
    float[] result = new float[total.length];
    for (int i = 0; i < columns; i++) {
      // the mean of what was summed, from those of the inputs
      double nu = -weightedShift[i];
      for (int j = 0; j < mu.length; j++) {
        nu += weightsOfColumns[i * mu.length + j] * inputs.mean()[j];
      }
      for (int j = 0; j < mu.length; j++) {
        int k = i * mu.length + j;
        result[k] = (float) (total[k] / n - mu[j] * nu);
      }
    }
    return new NodeCovariances(mu.length, nodes, softmax, result);
  }

  @Override
  public void close() {
    sums.close();
    if (blocks != null) {
      blocks.close();
    }
  }
}
