package org.nodesnr.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.spec.Activation;

/**
 * Finds the {@link LayerSlopes} of a graph. Where inputs do not tell their slopes, steps are put
 * into the graph that compute them.
 */
final class InputSlopes {
  private final Graph graph;
  private final Activation before;
  private final List<Shape> shapes;
  private final Activation[] made;
  private final int[] shadows;
  private final float[][] atPadding;
  private final List<Graph.Step> steps = new ArrayList<>();
  private final int[] moved;
  private final Map<Integer, Integer> kept = new HashMap<>();
  private final List<LayerSlopes> found = new ArrayList<>();

  /**
   * @param graph a network
   * @param before what made its input
   */
  InputSlopes(Graph graph, Activation before) {
    int values = graph.steps().size() + 1;
    this.graph = graph;
    this.before = before;
    this.shapes = graph.shapes();
    this.made = new Activation[values];
    this.moved = new int[values];
    this.shadows = new int[values];
    this.atPadding = new float[values][];
    Arrays.fill(shadows, -1);
    made[0] = before;
    boolean[] ofInput = new boolean[values];
    ofInput[0] = true;
    for (int k = 0; k < graph.steps().size(); k++) {
      Graph.Step step = graph.steps().get(k);
      int first = step.inputs().get(0);
      ofInput[k + 1] = ofInput[first] && step.operation() instanceof Operation.Affine;
      made[k + 1] = ofInput[k + 1] ? before : madeBy(step);
      if (step.operation() instanceof Layer.Weighted) {
        if (made[first] == null) {
          found.add(new LayerSlopes(null, shadow(first), atPadding[first]));
          kept.put(steps.size(), shadows[first]);
        } else {
          found.add(LayerSlopes.of(made[first]));
        }
      }
      steps.add(moved(step));
      moved[k + 1] = steps.size();
    }
  }

  /** The graph's steps, and those that compute slopes. */
  List<Graph.Step> steps() {
    return steps;
  }

  /** The number of one of the graph's own values among those of {@link #steps}. */
  int moved(int value) {
    return moved[value];
  }

  /** The values that hold slopes, by the step among {@link #steps} for which they do. */
  Map<Integer, Integer> kept() {
    return kept;
  }

  /** One for each layer with weights. */
  List<LayerSlopes> slopes() {
    return found;
  }

  private Graph.Step moved(Graph.Step step) {
    return new Graph.Step(
        step.operation(), step.inputs().stream().map(value -> moved[value]).toList());
  }

  /** The activation by which a value tells its slopes; null where it doesn't. */
  private Activation madeBy(Graph.Step step) {
    Operation operation = step.operation();
    Activation first = made[step.inputs().get(0)];
    if (operation instanceof Layer.Weighted weighted) {
      return weighted.activation();
    }
    if (operation instanceof Layer.Nonlinearity own) {
      return own.activation();
    }
    if (operation instanceof Layer.Pooling || operation instanceof Operation.Rearrangement) {
      return first;
    }
    if (operation instanceof Operation.Combined combined) {
      Activation main = made[main(step)];
      boolean kept = main == Activation.RELU || main == Activation.IDENTITY;
      boolean sum = combined.combination() == Operation.Combination.SUM;
      return sum ? Activation.IDENTITY : kept ? main : null;
    }
    if (operation instanceof Operation.Concatenation) {
      boolean same = step.inputs().stream().allMatch(value -> made[value] == first);
      return same ? first : null;
    }
    return null;
  }

  /** Of two values the one that the other is a gate of: that with the shape of the result. */
  private int main(Graph.Step step) {
    int a = step.inputs().get(0);
    int b = step.inputs().get(1);
    Shape result = step.operation().output(List.of(shapes.get(a), shapes.get(b)));
    return shapes.get(a).equals(result) || !shapes.get(b).equals(result) ? a : b;
  }

  private int shadow(int value) {
    if (shadows[value] < 0) {
      shadows[value] = value == 0 ? told(0, before) : shadow(value, graph.steps().get(value - 1));
    }
    return shadows[value];
  }

  private int shadow(int value, Graph.Step step) {
    Operation operation = step.operation();
    int first = step.inputs().get(0);
    if (operation instanceof Layer.Weighted weighted) {
      return told(value, weighted.activation());
    }
    if (operation instanceof Layer.Nonlinearity own) {
      return told(value, own.activation());
    }
    if (operation instanceof Operation.Pointwise own) {
      return slope(value, first, own.curve());
    }
    if (operation instanceof Operation.Combined combined) {
      boolean sum = combined.combination() == Operation.Combination.SUM;
      return sum ? told(value, Activation.IDENTITY) : passed(value, main(step));
    }
    if (operation instanceof Operation.Concatenation) {
      List<Integer> parts = step.inputs().stream().map(this::shadow).toList();
      float[] outside = new float[shapes.get(value).channels()];
      int at = 0;
      for (int part : step.inputs()) {
        System.arraycopy(atPadding[part], 0, outside, at, atPadding[part].length);
        at += atPadding[part].length;
      }
      atPadding[value] = outside;
      return add(operation, parts);
    }
    if (operation instanceof Layer.Pooling pooling) {
      int inner = passed(value, first);
      return pooling.pool() == Layer.Pool.MAX
          ? add(new Operation.AtMaximum(pooling), List.of(moved[first], inner))
          : add(pooling, List.of(inner));
    }
    int inner = passed(value, first);
    if (operation instanceof Operation.Rearrangement) {
      float[] outside = new float[shapes.get(value).channels()];
      Arrays.fill(outside, atPadding[first][0]);
      atPadding[value] = outside;
      return add(operation, List.of(inner));
    }
    return inner;
  }

  private int passed(int value, int from) {
    int slopes = shadow(from);
    atPadding[value] = atPadding[from];
    return slopes;
  }

  /** From the outputs of an activation. */
  private int told(int value, Activation activation) {
    return slope(
        value,
        value,
        new Curve(activation.name(), h -> h, h -> NonlinearityStep.slope(activation, h)));
  }

  private int slope(int value, int of, Curve curve) {
    double atZero = curve.slope().applyAsDouble(0);
    float[] outside = new float[shapes.get(value).channels()];
    Arrays.fill(outside, (float) (atZero * atZero));
    atPadding[value] = outside;
    return add(new Operation.SquaredSlope(curve), List.of(moved[of]));
  }

  private int add(Operation operation, List<Integer> inputs) {
    steps.add(new Graph.Step(operation, inputs));
    return steps.size();
  }
}
