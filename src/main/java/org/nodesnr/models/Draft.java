package org.nodesnr.models;

import java.util.Arrays;
import java.util.List;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Operation;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** A step of a graph that is not finished: its weights may still take up what follows it. */
final class Draft {
  /** Weights by node, then by input in the order (row, column, channel). */
  record Weights(Windowing windowing, Layer.Spread spread, float[] values, float[] bias) {
    int nodes() {
      return bias.length;
    }

    int inputs() {
      return values.length / bias.length;
    }
  }

  private final Origin origin;
  private final List<Integer> inputs;
  private final Shape shape;
  private final Operation operation;
  private Weights weights;
  private Activation activation = Activation.IDENTITY;
  private final boolean normalisation;

  private Draft(
      Origin origin,
      List<Integer> inputs,
      Shape shape,
      Operation operation,
      Weights weights,
      boolean normalisation) {
    this.origin = origin;
    this.inputs = inputs;
    this.shape = shape;
    this.operation = operation;
    this.weights = weights;
    this.normalisation = normalisation;
  }

  static Draft of(Origin origin, Operation operation, Shape shape, List<Integer> inputs) {
    return new Draft(origin, inputs, shape, operation, null, false);
  }

  /** Said of batch normalisation alone. */
  static Draft normalisation(Origin origin, Operation.Affine affine, Shape shape, int input) {
    return new Draft(origin, List.of(input), shape, affine, null, true);
  }

  static Draft weighted(Origin origin, Weights weights, Shape shape, int input) {
    return new Draft(origin, List.of(input), shape, null, weights, false);
  }

  Origin origin() {
    return origin;
  }

  List<Integer> inputs() {
    return inputs;
  }

  Shape shape() {
    return shape;
  }

  boolean isNormalisation() {
    return normalisation;
  }

  /** What is done; null for a layer with weights. */
  Operation operation() {
    return operation;
  }

  /** Of a layer that has some, else null. */
  Weights weights() {
    return weights;
  }

  /** Of a layer with weights. */
  Activation activation() {
    return activation;
  }

  boolean isWeighted() {
    return weights != null;
  }

  boolean isMaximum() {
    return operation instanceof Layer.Pooling p && p.pool() == Layer.Pool.MAX;
  }

  void activate(Activation own) {
    activation = own;
  }

  /** Takes up {@code x → s x + t} of its sums, s and t by node. */
  void scaleSums(Operation.Affine affine) {
    float[] w = weights.values().clone();
    float[] b = weights.bias().clone();
    affine.scaleSums(w, b);
    weights = new Weights(weights.windowing(), weights.spread(), w, b);
  }

  /** Takes up {@code x → s x + t} of its inputs; s and t by channel, or by input. */
  void scaleInputs(Operation.Affine affine) {
    float[] w = weights.values().clone();
    float[] b = weights.bias().clone();
    int inputs = weights.inputs();
    int groups = weights.spread().groups();
    float[] s = affine.scale();
    int period = s.length / groups;
    for (int i = 0; i < b.length; i++) {
      int group = i / (b.length / groups);
      double more = b[i];
      for (int j = 0; j < inputs; j++) {
        int channel = group * period + j % period;
        more += (double) w[i * inputs + j] * affine.shift()[channel];
        w[i * inputs + j] *= s[channel];
      }
      b[i] = (float) more;
    }
    weights = new Weights(weights.windowing(), weights.spread(), w, b);
  }

  /** Whether zeros lie around what it sees. */
  boolean isPadded() {
    return weights.windowing() != null && weights.windowing().padding() != Layer.Padding.VALID;
  }

  boolean isShifted() {
    float[] shift = ((Operation.Affine) operation).shift();
    for (float t : shift) {
      if (t != 0) {
        return true;
      }
    }
    return false;
  }

  /** As the evaluator takes it. */
  Operation finished() {
    if (weights == null) {
      return operation;
    }
    Windowing w = weights.windowing();
    if (w == null) {
      return new Layer.Dense(weights.values(), weights.bias(), activation);
    }
    return new Layer.Convolution(
        w.height(),
        w.width(),
        w.strideHeight(),
        w.strideWidth(),
        w.padding(),
        weights.values(),
        weights.bias(),
        activation,
        weights.spread());
  }

  @Override
  public String toString() {
    return origin + Arrays.toString(inputs.toArray());
  }
}
