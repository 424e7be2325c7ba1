package org.nodesnr.measures;

import java.util.function.ToDoubleFunction;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;

/** Floating-point operations for one sample, matrix products alone: two for each multiply-add. */
public final class Work {
  /** None. */
  public static final ToDoubleFunction<Structure> NONE = structure -> 0;

  private Work() {}

  /**
   * @param forwards forward passes, or gradients of weights, which cost the same
   * @param backwards passes of deltas back to the first layer
   * @return the sum
   */
  static ToDoubleFunction<Structure> of(double forwards, double backwards) {
    return structure -> forwards * forward(structure) + backwards * backward(structure);
  }

  private static double forward(Structure structure) {
    return structure.layers().stream().mapToDouble(Work::ofLayer).sum();
  }

  private static double backward(Structure structure) {
    return forward(structure) - ofLayer(structure.layers().get(0));
  }

  private static double ofLayer(Step.Linear layer) {
    return 2.0 * layer.weights() * layer.window().places();
  }
}
