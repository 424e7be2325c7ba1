package org.nodesnr.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nodesnr.network.Curve;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Operation;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** The steps of a graph so far. Values are numbered as in {@link org.nodesnr.network.Graph}. */
final class Drafts {
  private static final int MAX_STEPS = 10_000;

  /** The most weights of a network: 1 GiB of floats. */
  private static final long MAX_WEIGHTS = 1L << 28;

  /** The most numbers kept to say where others lie: 256 MiB. */
  private static final long MAX_POSITIONS = 1L << 26;

  private final List<Draft> steps = new ArrayList<>();
  private Shape input;
  private long weights;
  private long positions;

  /** Settles the shape of the network's input. */
  void begin(Shape shape) {
    input = shape;
  }

  Shape input() {
    return input;
  }

  List<Draft> steps() {
    return steps;
  }

  /** The shape of a value; null for the network's input before it is settled. */
  Shape shape(int number) {
    return number == 0 ? input : step(number).shape();
  }

  /** What makes a value. */
  Draft step(int number) {
    return steps.get(number - 1);
  }

  /** Sets memory aside for positions. */
  void claim(Origin origin, long numbers) {
    positions += numbers;
    if (positions > MAX_POSITIONS) {
      throw origin.refuse("networks that move so many values about are not supported");
    }
  }

  /** Sets memory aside for weights. */
  void claimWeights(Origin origin, long numbers) {
    weights += numbers;
    if (weights > MAX_WEIGHTS) {
      throw origin.refuse("networks of more than " + MAX_WEIGHTS + " weights are not supported");
    }
  }

  int add(Origin origin, Operation operation, int... inputs) {
    return add(origin, operation, Arrays.stream(inputs).boxed().toList());
  }

  int add(Origin origin, Operation operation, List<Integer> inputs) {
    inputs.forEach(number -> checkOpen(origin, number));
    Shape shape;
    try {
      shape = operation.output(inputs.stream().map(this::shape).toList());
    } catch (IllegalArgumentException e) {
      throw origin.refuse(e.getMessage());
    }
    return add(origin, Draft.of(origin, operation, shape, inputs));
  }

  int addNormalisation(Origin origin, Operation.Affine affine, int input) {
    checkOpen(origin, input);
    return add(origin, Draft.normalisation(origin, affine, shape(input), input));
  }

  int addWeighted(Origin origin, Draft.Weights own, Shape shape, int input) {
    checkOpen(origin, input);
    return add(origin, Draft.weighted(origin, own, shape, input));
  }

  private int add(Origin origin, Draft draft) {
    Shape shape = draft.shape();
    Layout.checkSize(origin, shape.height(), shape.width(), shape.channels());
    if (steps.size() == MAX_STEPS) {
      throw origin.refuse("networks of more than " + MAX_STEPS + " operations are not supported");
    }
    steps.add(draft);
    return steps.size();
  }

  /** The same numbers under another shape. */
  int viewed(Origin origin, int number, Shape as) {
    return shape(number).equals(as)
        ? number
        : add(origin, new Operation.Rearrangement(null, as), number);
  }

  /** Whether no value is negative, being those of a ReLU. */
  boolean rectified(int number) {
    return present(number) == Activation.RELU;
  }

  int activate(Origin origin, Activation activation, int number) {
    checkOpen(origin, number);
    if (activation == Activation.IDENTITY) {
      return number;
    }
    if (activation == Activation.SOFTMAX) {
      int sums = number;
      while (sums > 0 && step(sums).operation() instanceof Operation.Affine) {
        sums = step(sums).inputs().get(0);
      }
      Shape shape = shape(number);
      if (sums == 0 || shape.height() * shape.width() != 1) {
        throw origin.refuse(DraftFolding.MUST_END);
      }
      if (!step(sums).isWeighted()) {
        return add(origin, new Layer.Nonlinearity(activation), number);
      }
    } else if (present(number) == Activation.RELU && activation == Activation.RELU) {
      return number;
    }
    checkOwn(origin, number);
    return add(origin, new Layer.Nonlinearity(activation), number);
  }

  int activate(Origin origin, Curve curve, int number) {
    checkOpen(origin, number);
    checkOwn(origin, number);
    return add(origin, new Operation.Pointwise(curve), number);
  }

  /** An activation belongs to one layer, and a layer has but one. */
  private void checkOwn(Origin origin, int number) {
    int source = source(number);
    if (source == 0) {
      throw origin.refuse("an activation before the first layer with weights");
    }
    Operation operation = step(source).operation();
    Object present = operation instanceof Operation.Pointwise p ? p.curve() : present(number);
    if (present != null) {
      throw origin.refuse("a second activation behind one layer, after " + present);
    }
  }

  /** The activation that made a value, but for pooling; null where there is none. */
  private Activation present(int number) {
    int source = source(number);
    return source > 0 && step(source).operation() instanceof Layer.Nonlinearity own
        ? own.activation()
        : null;
  }

  /** What a value is made of by pooling and moving numbers. */
  private int source(int number) {
    int at = number;
    while (at > 0
        && (step(at).operation() instanceof Layer.Pooling
            || step(at).operation() instanceof Operation.Rearrangement)) {
      at = step(at).inputs().get(0);
    }
    return at;
  }

  private void checkOpen(Origin origin, int number) {
    if (number > 0
        && step(number).operation() instanceof Layer.Nonlinearity own
        && own.activation() == Activation.SOFTMAX) {
      throw origin.refuse("a layer behind the softmax");
    }
  }
}
