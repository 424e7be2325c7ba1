package org.nodesnr.measures.gradient;

import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Step;

/**
 * How many samples give each parameter a gradient above and below 0. Of a dense layer the gradient
 * is a product of a node's delta and an input, so it is enough to hold a bit for the sign of each:
 * their conjunctions are counted, 64 samples at a time.
 */
final class SignCounts {
  private final int[] above;
  private final int[] below;

  /**
   * @param parameters number of parameters; 0 where nothing is counted
   */
  SignCounts(int parameters) {
    above = new int[parameters];
    below = new int[parameters];
  }

  /** Counts a sample. */
  void add(int parameter, double gradient) {
    if (above.length > 0) {
      above[parameter] += gradient > 0 ? 1 : 0;
      below[parameter] += gradient < 0 ? 1 : 0;
    }
  }

  /** Counts a sample for neighbouring parameters. */
  void addAll(int first, Reals gradients) {
    if (above.length > 0) {
      for (int i = 0; i < gradients.length(); i++) {
        add(first + i, gradients.get(i));
      }
    }
  }

  /**
   * Counts samples for all weights and biases of a dense layer.
   *
   * @param layer the layer
   * @param deltas of its nodes, sample after sample
   * @param inputs of the layer, likewise
   * @param samples how many
   */
  void addDense(Step.Linear layer, Reals deltas, Reals inputs, int samples) {
    if (above.length == 0) {
      return;
    }
    Bits ofDeltas = new Bits(deltas, samples, layer.nodes());
    Bits ofInputs = new Bits(inputs, samples, layer.inputs());
    for (int node = 0; node < layer.nodes(); node++) {
      int bias = layer.biasAt() + node;
      above[bias] += ofDeltas.count(node, ofDeltas.above);
      below[bias] += ofDeltas.count(node, ofDeltas.below);
      for (int input = 0; input < layer.inputs(); input++) {
        int weight = layer.weightsAt() + node * layer.inputs() + input;
        above[weight] += common(ofDeltas.above, node, ofInputs.above, input, ofDeltas.words);
        below[weight] += common(ofDeltas.below, node, ofInputs.above, input, ofDeltas.words);
        if (ofInputs.anyBelow) {
          above[weight] += common(ofDeltas.below, node, ofInputs.below, input, ofDeltas.words);
          below[weight] += common(ofDeltas.above, node, ofInputs.below, input, ofDeltas.words);
        }
      }
    }
  }

  private static int common(long[] a, int column, long[] b, int other, int words) {
    int from = column * words;
    int to = other * words;
    int count = 0;
    for (int w = 0; w < words; w++) {
      count += Long.bitCount(a[from + w] & b[to + w]);
    }
    return count;
  }

  /**
   * @param samples how many were counted
   * @return for each parameter the share of the commoner sign
   */
  double[] commoner(int samples) {
    double[] share = new double[above.length];
    for (int j = 0; j < share.length; j++) {
      share[j] = (double) Math.max(above[j], below[j]) / samples;
    }
    return share;
  }

  /** For each column the samples in which it is above and below 0, a bit each. */
  private static final class Bits {
    private final int words;
    private final long[] above;
    private final long[] below;
    private boolean anyBelow;

    Bits(Reals values, int samples, int columns) {
      words = (samples + 63) / 64;
      above = new long[columns * words];
      below = new long[columns * words];
      for (int s = 0; s < samples; s++) {
        long bit = 1L << s;
        for (int column = 0; column < columns; column++) {
          double value = values.get(s * columns + column);
          if (value > 0) {
            above[column * words + s / 64] |= bit;
          } else if (value < 0) {
            below[column * words + s / 64] |= bit;
            anyBelow = true;
          }
        }
      }
    }

    private int count(int column, long[] of) {
      return common(of, column, of, column, words);
    }
  }
}
