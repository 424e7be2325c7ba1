package org.nodesnr.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the projections of residual networks: convolutions of 1 × 1 that bring the input of a block
 * to the shape of its output, beside at least two layers with weights, to be added to theirs. What
 * they compute is no stage of the network, so that sums over layers leave them out.
 */
public final class Shortcuts {
  private final Graph graph;

  private Shortcuts(Graph graph) {
    this.graph = graph;
  }

  /**
   * @param graph a network
   * @return numbers, from 1, of its layers with weights that are such projections
   */
  public static List<Integer> of(Graph graph) {
    return new Shortcuts(graph).find();
  }

  private List<Integer> find() {
    List<Integer> layers = graph.weightedSteps();
    List<Integer> found = new ArrayList<>();
    for (Graph.Step step : graph.steps()) {
      if (step.operation() instanceof Operation.Combined sum
          && sum.combination() == Operation.Combination.SUM) {
        int a = projection(step.inputs().get(0));
        int b = projection(step.inputs().get(1));
        if (a >= 0 && depth(begin(a), step.inputs().get(1)) > 1) {
          found.add(layers.indexOf(a) + 1);
        } else if (b >= 0 && depth(begin(b), step.inputs().get(0)) > 1) {
          found.add(layers.indexOf(b) + 1);
        }
      }
    }
    return found.stream().distinct().sorted().toList();
  }

  /** The step of the 1 × 1 convolution whose sums a value is, but for normalisation; −1 if none. */
  private int projection(int value) {
    int at = value;
    while (at > 0) {
      Graph.Step step = graph.steps().get(at - 1);
      if (step.operation() instanceof Layer.Convolution c) {
        return c.kernelHeight() == 1 && c.kernelWidth() == 1 ? at - 1 : -1;
      }
      if (!(step.operation() instanceof Operation.Affine)) {
        return -1;
      }
      at = step.inputs().get(0);
    }
    return -1;
  }

  /** Where its block begins: its input, before pooling. */
  private int begin(int projection) {
    int at = graph.steps().get(projection).inputs().get(0);
    while (at > 0 && graph.steps().get(at - 1).operation() instanceof Layer.Pooling) {
      at = graph.steps().get(at - 1).inputs().get(0);
    }
    return at;
  }

  /**
   * The most layers with weights between two values; −1 where the one does not lead to the other.
   */
  private int depth(int from, int to) {
    int[] depth = new int[to + 1];
    Arrays.fill(depth, -1);
    if (from > to) {
      return -1;
    }
    depth[from] = 0;
    for (int k = from; k < to; k++) {
      Graph.Step step = graph.steps().get(k);
      int most = -1;
      for (int value : step.inputs()) {
        most = Math.max(most, value <= to ? depth[value] : -1);
      }
      boolean counts = most >= 0 && step.operation() instanceof Layer.Weighted;
      depth[k + 1] = counts ? most + 1 : most;
    }
    return depth[to];
  }
}
