package org.nodesnr.training;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array in training, where ND4J computes with it, and where its gradient goes. */
final class Parameter implements AutoCloseable {
  private final INDArray values;
  private final boolean weights;
  private INDArray gradient;
  private List<Sink> sinks = List.of();

  /**
   * @param values the array, which is closed with this
   * @param weights whether it holds weights, to which penalties apply, or biases
   */
  Parameter(INDArray values, boolean weights) {
    this.values = values;
    this.weights = weights;
  }

  INDArray values() {
    return values;
  }

  boolean isWeights() {
    return weights;
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
