package org.nodesnr.studies;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;

/**
 * Minibatch descent of a dense ReLU network without biases, as in the code of Feng and Tu (arXiv
 * 2203.10736): dropout on the first hidden layer, and a penalty β‖w‖ on the norm, not its square,
 * of all weights in the first epochs.
 */
final class SmallNetwork {
  private final Structure structure;
  private final double[] theta;
  private final double[][] values;
  private final double[][] deltas;
  private final SplittableRandom random;

  /**
   * How it is trained.
   *
   * @param rate learning rate
   * @param batch samples of a step
   * @param drop probability of dropping a node of the first hidden layer
   * @param penalty β
   * @param penaltyEpochs epochs with the penalty
   */
  record Training(double rate, int batch, double drop, double penalty, int penaltyEpochs) {}

  /**
   * @param structure dense layers and ReLUs
   * @param scale of weights uniform in ±1/√inputs
   * @param seed of weights, order and dropout
   */
  SmallNetwork(Structure structure, double scale, long seed) {
    this.structure = structure;
    this.random = new SplittableRandom(seed);
    this.theta = new double[structure.parameters()];
    int layers = structure.layers().size();
    values = new double[layers + 1][];
    deltas = new double[layers + 1][];
    values[0] = new double[structure.input().size()];
    for (int l = 0; l < layers; l++) {
      Step.Linear layer = structure.layers().get(l);
      values[l + 1] = new double[layer.nodes()];
      deltas[l + 1] = new double[layer.nodes()];
      double most = scale / Math.sqrt(layer.inputs());
      for (int i = 0; i < layer.weights(); i++) {
        theta[layer.weightsAt() + i] = most * (2 * random.nextDouble() - 1);
      }
    }
  }

  /** Its parameters; biases are 0. */
  double[] theta() {
    return theta.clone();
  }

  /**
   * Sees every sample once, in a new order.
   *
   * @param inputs samples
   * @param how it is trained
   * @param epoch from 0
   */
  void epoch(Inputs inputs, Training how, int epoch) {
    int[] order = new int[inputs.size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    double[] gradient = new double[theta.length];
    for (int first = 0; first < order.length; first += how.batch()) {
      int count = Math.min(how.batch(), order.length - first);
      Arrays.fill(gradient, 0);
      for (int s = first; s < first + count; s++) {
        add(inputs, order[s], how.drop(), gradient);
      }
      double shrink = epoch < how.penaltyEpochs() ? how.penalty() / Networks.norm(theta) : 0;
      for (int j = 0; j < theta.length; j++) {
        theta[j] -= how.rate() * (gradient[j] / count + shrink * theta[j]);
      }
    }
  }

  private void add(Inputs inputs, int sample, double drop, double[] gradient) {
    inputs.copyTo(sample, new Reals.Doubles(values[0]), 0);
    int last = structure.layers().size();
    for (int l = 1; l <= last; l++) {
      Step.Linear layer = structure.layers().get(l - 1);
      for (int i = 0; i < layer.nodes(); i++) {
        double sum = 0;
        int at = layer.weightsAt() + i * layer.inputs();
        for (int j = 0; j < layer.inputs(); j++) {
          sum += theta[at + j] * values[l - 1][j];
        }
        boolean kept = l != 1 || drop == 0 || random.nextDouble() >= drop;
        values[l][i] = l == last ? sum : kept ? Math.max(0, sum) / (l == 1 ? 1 - drop : 1) : 0;
      }
    }
    softmax(values[last], deltas[last], inputs.label(sample));
    for (int l = last; l > 0; l--) {
      back(l, drop, gradient);
    }
  }

  private static void softmax(double[] logits, double[] delta, int label) {
    double top = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      delta[k] = Math.exp(logits[k] - top);
      sum += delta[k];
    }
    for (int k = 0; k < logits.length; k++) {
      delta[k] = delta[k] / sum - (k == label ? 1 : 0);
    }
  }

  /** Adds the gradient of a layer's weights and fills the deltas of the layer below. */
  private void back(int l, double drop, double[] gradient) {
    Step.Linear layer = structure.layers().get(l - 1);
    if (l > 1) {
      Arrays.fill(deltas[l - 1], 0);
    }
    for (int i = 0; i < layer.nodes(); i++) {
      double delta = deltas[l][i];
      int at = layer.weightsAt() + i * layer.inputs();
      if (delta != 0) {
        for (int j = 0; j < layer.inputs(); j++) {
          gradient[at + j] += delta * values[l - 1][j];
          if (l > 1) {
            deltas[l - 1][j] += delta * theta[at + j];
          }
        }
      }
    }
    if (l > 1) {
      for (int j = 0; j < layer.inputs(); j++) {
        double slope = l == 2 ? 1 / (1 - drop) : 1;
        deltas[l - 1][j] *= values[l - 1][j] > 0 ? slope : 0;
      }
    }
  }
}
