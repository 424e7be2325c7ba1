package org.nodesnr.measures.net;

import java.util.List;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/**
 * A network without its parameters. These are one vector θ: layer by layer the weights, node after
 * node, then the biases.
 *
 * @param input the shape of one sample
 * @param steps from the sample to the logits
 */
public record Structure(Shape input, List<Step> steps) {
  /** Copies the list. */
  public Structure {
    steps = List.copyOf(steps);
  }

  /** The layers with parameters, in order. */
  public List<Step.Linear> layers() {
    return steps.stream()
        .filter(Step.Linear.class::isInstance)
        .map(Step.Linear.class::cast)
        .toList();
  }

  /** Number of parameters. */
  public int parameters() {
    return layers().stream().mapToInt(Step.Linear::parameters).sum();
  }

  /** Number of logits. */
  public int classes() {
    return steps.get(steps.size() - 1).output().size();
  }

  /**
   * Whether logits are piecewise linear in the parameters of each layer, given the others: all
   * activations are ReLUs. Then layer blocks of the Hessian are those of the Gauss-Newton matrix.
   */
  public boolean piecewiseLinear() {
    return steps.stream()
        .allMatch(s -> !(s instanceof Step.Activate a) || a.activation() == Activation.RELU);
  }

  /** Values of one sample in all steps together: what a batch costs in memory. */
  long valuesPerSample() {
    long values = input.size();
    for (Step step : steps) {
      values += step.output().size();
    }
    return values;
  }
}
