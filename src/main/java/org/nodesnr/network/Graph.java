package org.nodesnr.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nodesnr.spec.Activation;

/**
 * A network as a directed graph without loops. Values are numbered: 0 is the network's input, k
 * what step k − 1 makes. A {@link Model} is the graph in which each step takes the value before.
 *
 * @param input the shape of one input sample
 * @param steps each behind those whose values it takes; the last makes the network's output
 */
public record Graph(Shape input, List<Step> steps) {

  /**
   * One operation.
   *
   * @param operation what is done
   * @param inputs numbers of the values it takes
   */
  public record Step(Operation operation, List<Integer> inputs) {
    /** Copies the list. */
    public Step {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * What a layer with weights hands on, before any further pooling.
   *
   * @param value number of the value: behind its activation, where that belongs to it alone
   * @param shape of one sample there
   */
  public record Output(int value, Shape shape) {}

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when a step takes a value that no step before it makes
   */
  public Graph {
    steps = List.copyOf(steps);
    for (int k = 0; k < steps.size(); k++) {
      for (int value : steps.get(k).inputs()) {
        if (value < 0 || value > k) {
          throw new IllegalArgumentException("step " + k + " takes value " + value);
        }
      }
    }
  }

  /**
   * @param model a network in one line
   * @return the same as a graph
   */
  public static Graph of(Model model) {
    List<Step> steps = new ArrayList<>();
    for (Layer layer : model.layers()) {
      steps.add(new Step(layer, List.of(steps.size())));
    }
    return new Graph(model.input(), steps);
  }

  /**
   * @return the shape of each value
   * @throws IllegalArgumentException when the steps don't fit together
   */
  public List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>(List.of(input));
    for (Step step : steps) {
      shapes.add(step.operation().output(step.inputs().stream().map(shapes::get).toList()));
    }
    return shapes;
  }

  /**
   * @return the layers that have nodes, in order: layer 1, layer 2, … of the paper
   */
  public List<Layer.Weighted> weighted() {
    return weightedSteps().stream().map(k -> (Layer.Weighted) steps.get(k).operation()).toList();
  }

  /**
   * @return number, from 0, of the step of each layer of {@link #weighted}
   */
  public List<Integer> weightedSteps() {
    List<Integer> found = new ArrayList<>();
    for (int k = 0; k < steps.size(); k++) {
      if (steps.get(k).operation() instanceof Layer.Weighted) {
        found.add(k);
      }
    }
    return found;
  }

  /**
   * @return number of weights and biases
   */
  public long parameterCount() {
    return weighted().stream().mapToLong(l -> (long) l.weights().length + l.bias().length).sum();
  }

  /**
   * @return how many values of one sample are needed at once in a {@link ForwardPass}
   */
  public long liveValues() {
    return ValuePlan.of(steps, shapes(), Map.of()).total();
  }

  /**
   * @return how many steps take each value; the network's output counts as taken once
   */
  public int[] users() {
    int[] users = new int[steps.size() + 1];
    users[steps.size()]++;
    steps.forEach(step -> step.inputs().forEach(value -> users[value]++));
    return users;
  }

  /**
   * What each layer with weights hands on. Its activation is its own, or the one that follows it
   * with nothing but pooling or normalisation between them and no other use of what lies there; a
   * layer whose sums go into an addition or the like hands on the sums.
   *
   * @return one for each layer of {@link #weighted}
   */
  public List<Output> outputs() {
    int[] users = users();
    List<Shape> shapes = shapes();
    int[] next = new int[users.length];
    for (int k = 0; k < steps.size(); k++) {
      for (int value : steps.get(k).inputs()) {
        next[value] = k;
      }
    }
    List<Output> outputs = new ArrayList<>();
    for (int k : weightedSteps()) {
      Layer.Weighted layer = (Layer.Weighted) steps.get(k).operation();
      int value = k + 1;
      if (layer.activation() == Activation.IDENTITY) {
        value = activated(value, users, next);
      }
      outputs.add(new Output(value, shapes.get(value)));
    }
    return outputs;
  }

  private int activated(int sums, int[] users, int[] next) {
    int at = sums;
    while (at < steps.size() && users[at] == 1) {
      Operation behind = steps.get(next[at]).operation();
      at = next[at] + 1;
      if (behind instanceof Layer.Nonlinearity || behind instanceof Operation.Pointwise) {
        return at;
      }
      if (!(behind instanceof Layer.Pooling || behind instanceof Operation.Affine)) {
        return sums;
      }
    }
    return sums;
  }
}
