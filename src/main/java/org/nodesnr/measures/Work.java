package org.nodesnr.measures;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.nodesnr.measures.curvature.Eigenvalues;
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

  /**
   * @param count products with the Hessian of the loss: tangents forward and back, with two
   *     products a layer each way, and the deltas that they meet
   * @return the sum
   */
  static ToDoubleFunction<Structure> hessianProducts(double count) {
    return of(2 * count, 5 * count);
  }

  /**
   * @param count products with the Gauss-Newton matrix: of the way back one a layer
   * @return the sum
   */
  static ToDoubleFunction<Structure> gaussNewtonProducts(double count) {
    return of(2 * count, 2 * count);
  }

  /** Ten eigenvalues of every layer's block. */
  static double blocks(Structure structure) {
    return IntStream.range(0, structure.layers().size())
        .mapToDouble(layer -> Eigenvalues.work(structure, layer))
        .sum();
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
