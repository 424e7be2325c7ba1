package org.nodesnr.models.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.nodesnr.models.Curves;
import org.nodesnr.network.Curve;
import org.nodesnr.spec.Activation;

/**
 * A function of one number x, put together from operations as exporters write activations in parts:
 * {@code x · Sigmoid(x)}, or {@code 0.5 x (1 + Erf(x / √2))}. It is known with its slope, by the
 * rules of differentiation.
 *
 * @param value the function
 * @param slope its derivative
 * @param size how many operations it takes
 * @param scale where it is {@code s x + t}, s; else NaN
 * @param shift t, likewise
 */
record Formula(
    DoubleUnaryOperator value, DoubleUnaryOperator slope, int size, double scale, double shift) {
  /** The function x itself. */
  static final Formula X = new Formula(x -> x, x -> 1, 1, 1, 0);

  private static final int MAX_SIZE = 64;

  private static final double RANGE = 8;
  private static final double STEP = 0.2371;
  private static final double TOLERANCE = 2e-6;

  private static final Map<Activation, DoubleUnaryOperator> NAMED =
      Map.of(
          Activation.RELU, x -> Math.max(x, 0),
          Activation.TANH, Math::tanh,
          Activation.SIGMOID, x -> 1 / (1 + Math.exp(-x)));

  static Formula constant(double c) {
    return new Formula(x -> c, x -> 0, 1, 0, c);
  }

  private static Formula of(DoubleUnaryOperator value, DoubleUnaryOperator slope, int size) {
    return new Formula(value, slope, size, Double.NaN, Double.NaN);
  }

  /** Whether it is {@code s x + t}. */
  boolean isAffine() {
    return !Double.isNaN(scale);
  }

  boolean isTooLarge() {
    return size > MAX_SIZE;
  }

  /** Another function of this one. */
  Formula then(Curve outer) {
    DoubleUnaryOperator f = outer.value();
    DoubleUnaryOperator df = outer.slope();
    return of(
        x -> f.applyAsDouble(value.applyAsDouble(x)),
        x -> df.applyAsDouble(value.applyAsDouble(x)) * slope.applyAsDouble(x),
        size + 1);
  }

  Formula plus(Formula other) {
    return new Formula(
        x -> value.applyAsDouble(x) + other.value.applyAsDouble(x),
        x -> slope.applyAsDouble(x) + other.slope.applyAsDouble(x),
        size + other.size,
        scale + other.scale,
        shift + other.shift);
  }

  Formula minus(Formula other) {
    return plus(other.times(constant(-1)));
  }

  Formula times(Formula other) {
    boolean affine = scale == 0 || other.scale == 0;
    return new Formula(
        x -> value.applyAsDouble(x) * other.value.applyAsDouble(x),
        x ->
            slope.applyAsDouble(x) * other.value.applyAsDouble(x)
                + value.applyAsDouble(x) * other.slope.applyAsDouble(x),
        size + other.size,
        affine ? scale * other.shift + shift * other.scale : Double.NaN,
        affine ? shift * other.shift : Double.NaN);
  }

  Formula over(Formula other) {
    if (other.scale == 0) {
      return times(constant(1 / other.shift));
    }
    return times(other.then(new Curve("1/x", x -> 1 / x, x -> -1 / (x * x))));
  }

  /** A function that ONNX has an operation for and that stands in the parts of activations. */
  static Optional<Curve> part(String type) {
    return Optional.ofNullable(
        switch (type) {
          case "Sigmoid" ->
              new Curve(
                  type,
                  x -> 1 / (1 + Math.exp(-x)),
                  x -> {
                    double h = 1 / (1 + Math.exp(-x));
                    return h * (1 - h);
                  });
          case "Tanh" ->
              new Curve(
                  type,
                  Math::tanh,
                  x -> {
                    double h = Math.tanh(x);
                    return 1 - h * h;
                  });
          case "Erf" -> new Curve(type, Erf::erf, x -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x));
          case "Exp" -> new Curve(type, Math::exp, Math::exp);
          case "Neg" -> new Curve(type, x -> -x, x -> -1);
          case "Abs" -> new Curve(type, Math::abs, Math::signum);
          case "Sqrt" -> new Curve(type, Math::sqrt, x -> 0.5 / Math.sqrt(x));
          case "Relu" -> new Curve(type, x -> Math.max(x, 0), x -> x > 0 ? 1 : 0);
          case "Softplus" -> Curves.SOFTPLUS;
          case "Softsign" -> Curves.SOFTSIGN;
          case "HardSwish" -> Curves.HARD_SWISH;
          case "Mish" -> Curves.MISH;
          default -> null;
        });
  }

  static Curve power(double exponent) {
    return new Curve("Pow", x -> Math.pow(x, exponent), x -> exponent * Math.pow(x, exponent - 1));
  }

  /** The activation that this is, if it is one. */
  Optional<Activation> activation() {
    return NAMED.entrySet().stream()
        .filter(entry -> is(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** This function, under its name where it has one. */
  Curve curve(String otherwise) {
    List<Curve> known = Curves.common();
    return known.stream()
        .filter(curve -> is(curve.value()))
        .findFirst()
        .orElse(new Curve(otherwise, value, slope));
  }

  private boolean is(DoubleUnaryOperator other) {
    for (double x = -RANGE; x < RANGE; x += STEP) {
      double wanted = other.applyAsDouble(x);
      if (!(Math.abs(value.applyAsDouble(x) - wanted) <= TOLERANCE * (1 + Math.abs(wanted)))) {
        return false;
      }
    }
    return true;
  }
}
