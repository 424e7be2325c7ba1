package org.nodesnr.training;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array in training, where ND4J computes with it, and where its gradient goes. */
final class Parameter implements AutoCloseable {
  private final INDArray values;
  private final Role role;
  private INDArray gradient;
  private List<Sink> sinks = List.of();

  /** What becomes of an array in training. */
  enum Role {
    /** It is trained, and penalties apply to it. */
    WEIGHTS,
    /** It is trained without penalties, as biases are. */
    FREE,
    /** No update changes it. */
    FIXED
  }

  /**
   * @param values the array, which is closed with this
   * @param role what becomes of it
   */
  Parameter(INDArray values, Role role) {
    this.values = values;
    this.role = role;
  }

  INDArray values() {
    return values;
  }

  boolean isWeights() {
    return role == Role.WEIGHTS;
  }

  boolean isTrained() {
    return role != Role.FIXED;
  }

  /** The gradient, where a sink keeps it. */
  INDArray gradient() {
    return gradient;
  }

  /** Where a backward pass takes the gradient, one after the other. */
  List<Sink> sinks() {
    return sinks;
  }

  /**
   * The next gradient is kept.
   *
   * @param factor of the sum over the batch
   */
  void keepGradient(float factor) {
    sinks = List.of(keeper(factor));
  }

  /**
   * The next gradient is added to the array itself.
   *
   * @param keep factor of the array
   * @param factor of the sum over the batch
   * @param kept factor with which it is kept as well; 0 where it isn't
   */
  void addGradient(float keep, float factor, float kept) {
    Sink update = new Sink(values, keep, factor);
    sinks = kept == 0 ? List.of(update) : List.of(keeper(kept), update);
  }

  private Sink keeper(float factor) {
    if (gradient == null) {
      gradient = values.like();
    }
    return new Sink(gradient, 0, factor);
  }

  @Override
  public void close() {
    values.close();
    if (gradient != null) {
      gradient.close();
    }
  }
}
