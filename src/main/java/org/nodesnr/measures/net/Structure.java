package org.nodesnr.measures.net;

import java.util.List;
import java.util.stream.IntStream;
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
  /** Values of all steps of a batch: 64 MiB of floats. */
  private static final long MOST_VALUES = 1L << 24;

  private static final int MOST_SAMPLES = 2000;

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

  /** Values of one sample before a step; behind the last one for their number. */
  int size(int step) {
    return step == 0 ? input.size() : steps.get(step - 1).output().size();
  }

  /**
   * @param samples how many there are in all
   * @return how many go through the network at once
   */
  int batch(int samples) {
    long each = IntStream.rangeClosed(0, steps.size()).mapToLong(this::size).sum();
    return (int) Math.max(1, Math.min(Math.min(samples, MOST_SAMPLES), MOST_VALUES / each));
  }

  /** Whether derivatives read what is before a step: inputs of layers and values of activations. */
  boolean differentiated(int step) {
    return (step < steps.size() && steps.get(step) instanceof Step.Linear)
        || (step > 0 && steps.get(step - 1) instanceof Step.Activate);
  }

  /**
   * Numbers of a sample that derivatives read again from a step on, winners of pools among them.
   */
  long keptPerSample(int from) {
    return IntStream.rangeClosed(from, steps.size())
        .filter(k -> differentiated(k) || (k > from && steps.get(k - 1) instanceof Step.Pool))
        .mapToLong(this::size)
        .sum();
  }
}
