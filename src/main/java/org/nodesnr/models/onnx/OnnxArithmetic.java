package org.nodesnr.models.onnx;

import java.util.Arrays;
import java.util.Optional;
import org.nodesnr.models.Curves;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Value;
import org.nodesnr.network.Curve;
import org.nodesnr.network.Operation;
import org.nodesnr.spec.Activation;

/**
 * The operations of an ONNX network on each number: activations, whole and in parts, arithmetic
 * with constants, and sums and products of two values.
 */
final class OnnxArithmetic {
  /** Up to here constants are broadcast along an axis that is named. */
  private static final int NAMED_AXES = 6;

  private final long version;
  private final Flows flows;

  OnnxArithmetic(long version, Flows flows) {
    this.version = version;
    this.flows = flows;
  }

  /** Whether an operation is a function of one number, which is then put down. */
  boolean function(OnnxNode node) {
    Optional<Curve> curve = curve(node);
    if (curve.isEmpty()) {
      return false;
    }
    Flow flow = flows.flow(node, 0);
    if (node.type().equals("Relu") && flow.formula() == null) {
      flows.put(node, flows.graph().activation(node.origin(), flow.value(), Activation.RELU));
    } else {
      put(node, flow.value(), flow.formulaOrX().then(curve.orElseThrow()));
    }
    return true;
  }

  private void put(OnnxNode node, Value value, Formula formula) {
    Formula own = formula;
    if (own.isTooLarge()) {
      throw node.origin().refuse("ends a function of too many parts");
    }
    flows.put(node.outputs().get(0), new Flow(value, own, node.origin()));
  }

  private Optional<Curve> curve(OnnxNode node) {
    return switch (node.type()) {
      case "Celu" -> Optional.of(Curves.celu(node.real("alpha", 1)));
      case "Clip" -> Optional.of(clip(node));
      case "Elu" -> Optional.of(Curves.elu(node.real("alpha", 1)));
      case "Gelu" ->
          Optional.of(
              node.text("approximate", "none").equals("tanh") ? Curves.GELU_TANH : Curves.GELU);
      case "HardSigmoid" ->
          Optional.of(Curves.hardSigmoid(node.real("alpha", 0.2f), node.real("beta", 0.5f)));
      case "LeakyRelu" -> Optional.of(Curves.leakyRelu(node.real("alpha", 0.01f)));
      case "Selu" ->
          Optional.of(
              node.has("alpha") || node.has("gamma")
                  ? Curves.selu(node.real("alpha", 1.67326f), node.real("gamma", 1.0507f))
                  : Curves.selu());
      default -> Formula.part(node.type());
    };
  }

  private Curve clip(OnnxNode node) {
    double least = bound(node, 1, "min", Double.NEGATIVE_INFINITY);
    double most = bound(node, 2, "max", Double.POSITIVE_INFINITY);
    return Curves.clip(least, most);
  }

  /** An attribute in old files, an input in new ones. */
  private double bound(OnnxNode node, int input, String attribute, double otherwise) {
    if (node.input(input).isEmpty()) {
      return node.real(attribute, (float) otherwise);
    }
    float[] values = flows.constants().floats(node.origin(), node.input(input)).values();
    if (values.length != 1) {
      throw node.origin().refuse(attribute + " has " + values.length + " values, not 1");
    }
    return values[0];
  }

  /** An operation on two: a value and a constant, or two values. */
  void arithmetic(OnnxNode node) {
    boolean first = flows.has(node.input(0));
    if (first && flows.has(node.input(1))) {
      values(node);
      return;
    }
    String name = node.input(first ? 1 : 0);
    Tensor constant = flows.constants().floats(node.origin(), name);
    if (constant.values().length == 1) {
      scalar(node, first, constant.values()[0]);
    } else {
      broadcast(node, first, constant);
    }
  }

  private void scalar(OnnxNode node, boolean first, double c) {
    Flow flow = flows.flow(node, first ? 0 : 1);
    Formula constant = Formula.constant(c);
    Formula x = flow.formulaOrX();
    put(node, flow.value(), combined(node, first ? x : constant, first ? constant : x, c));
  }

  private static Formula combined(OnnxNode node, Formula a, Formula b, double c) {
    return switch (node.type()) {
      case "Add" -> a.plus(b);
      case "Sub" -> a.minus(b);
      case "Mul" -> a.times(b);
      case "Div" -> a.over(b);
      case "Min" -> (a.scale() == 0 ? b : a).then(Curves.clip(Double.NEGATIVE_INFINITY, c));
      case "Max" -> (a.scale() == 0 ? b : a).then(Curves.clip(c, Double.POSITIVE_INFINITY));
      case "Pow" -> {
        if (b.scale() != 0) {
          throw node.origin().refuse("a power of a constant is not supported");
        }
        yield a.then(Formula.power(c));
      }
      default -> throw node.origin().refuse("is not supported");
    };
  }

  /** A constant of several numbers: a bias, factors by channel. */
  private void broadcast(OnnxNode node, boolean first, Tensor given) {
    Origin origin = node.origin();
    Value value = flows.value(node, first ? 0 : 1);
    Tensor constant = aligned(node, value, given);
    Tensor one = new Tensor(new int[0], new float[] {1});
    Tensor none = new Tensor(new int[0], new float[] {0});
    flows.put(
        node,
        switch (node.type()) {
          case "Add" -> flows.graph().affine(origin, value, one, constant);
          case "Sub" ->
              first
                  ? flows.graph().affine(origin, value, one, negated(constant))
                  : flows
                      .graph()
                      .affine(origin, value, new Tensor(new int[0], new float[] {-1}), constant);
          case "Mul" -> flows.graph().affine(origin, value, constant, none);
          case "Div" -> {
            if (!first) {
              throw origin.refuse("a constant divided by values is not supported");
            }
            yield flows.graph().affine(origin, value, inverted(constant), none);
          }
          default -> throw origin.refuse("with a constant of several numbers is not supported");
        });
  }

  /** In old files a constant may stand along an axis that an attribute names. */
  private Tensor aligned(OnnxNode node, Value value, Tensor constant) {
    if (version > NAMED_AXES || !node.has("axis")) {
      return constant;
    }
    int rank = value.dims().length + 1;
    long axis = node.integer("axis", 0);
    int from = (int) (axis < 0 ? axis + rank : axis);
    int behind = rank - from - constant.dims().length;
    if (from < 0 || behind < 0) {
      throw node.origin().refuse("axis " + axis + " is not one of what it adds to");
    }
    int[] dims = Arrays.copyOf(constant.dims(), constant.dims().length + behind);
    Arrays.fill(dims, constant.dims().length, dims.length, 1);
    return new Tensor(dims, constant.values());
  }

  private static Tensor negated(Tensor tensor) {
    float[] values = tensor.values().clone();
    for (int k = 0; k < values.length; k++) {
      values[k] = -values[k];
    }
    return new Tensor(tensor.dims(), values);
  }

  private static Tensor inverted(Tensor tensor) {
    float[] values = tensor.values().clone();
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) (1.0 / values[k]);
    }
    return new Tensor(tensor.dims(), values);
  }

  private void values(OnnxNode node) {
    Flow a = flows.flow(node, 0);
    Flow b = flows.flow(node, 1);
    boolean pending = a.formula() != null || b.formula() != null;
    boolean known = !node.type().equals("Min") && !node.type().equals("Max");
    if (pending && known && a.value() == b.value() && !node.type().equals("Pow")) {
      put(node, a.value(), combined(node, a.formulaOrX(), b.formulaOrX(), Double.NaN));
      return;
    }
    Operation.Combination combination =
        switch (node.type()) {
          case "Add", "Sum" -> Operation.Combination.SUM;
          case "Mul" -> Operation.Combination.PRODUCT;
          default -> throw node.origin().refuse("of two values is not supported; Add and Mul are");
        };
    Value one = flows.value(node, 0);
    Value other = flows.value(node, 1);
    flows.put(node, flows.graph().junctions().combine(node.origin(), combination, one, other));
  }

  /** A sum of any number of values. */
  void sum(OnnxNode node) {
    Value sum = flows.value(node, 0);
    for (int k = 1; k < node.inputs().size(); k++) {
      sum =
          flows
              .graph()
              .junctions()
              .combine(node.origin(), Operation.Combination.SUM, sum, flows.value(node, k));
    }
    flows.put(node, sum);
  }
}
