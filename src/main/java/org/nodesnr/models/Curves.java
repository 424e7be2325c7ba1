package org.nodesnr.models;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.nodesnr.network.Curve;

/** Activation functions beyond those that networks trained here may have. */
public final class Curves {
  /** {@code x σ(x)}, which is also called Swish. */
  public static final Curve SILU =
      new Curve("SiLU", x -> x * sigmoid(x), x -> sigmoid(x) * (1 + x * (1 - sigmoid(x))));

  /** {@code x Φ(x)}, Φ the distribution function of the standard normal distribution. */
  public static final Curve GELU =
      new Curve("GELU", x -> x * normal(x), x -> normal(x) + x * density(x));

  /** The approximation of {@link #GELU} by a hyperbolic tangent. */
  public static final Curve GELU_TANH =
      new Curve("GELU (tanh)", x -> 0.5 * x * (1 + Math.tanh(cubic(x))), Curves::geluTanhSlope);

  /** {@code x σ(1.702 x)}, a coarser approximation. */
  public static final Curve GELU_SIGMOID =
      new Curve(
          "GELU (sigmoid)",
          x -> x * sigmoid(1.702 * x),
          x -> sigmoid(1.702 * x) * (1 + 1.702 * x * (1 - sigmoid(1.702 * x))));

  /** {@code x min(max(x + 3, 0), 6) / 6}. */
  public static final Curve HARD_SWISH =
      new Curve(
          "HardSwish",
          x -> x * Math.min(Math.max(x + 3, 0), 6) / 6,
          x -> x <= -3 ? 0 : x > 3 ? 1 : (2 * x + 3) / 6);

  /** {@code ln(1 + eˣ)}. */
  public static final Curve SOFTPLUS =
      new Curve(
          "Softplus", x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), Curves::sigmoid);

  /** {@code x / (1 + |x|)}. */
  public static final Curve SOFTSIGN =
      new Curve("Softsign", x -> x / (1 + Math.abs(x)), x -> 1 / Math.pow(1 + Math.abs(x), 2));

  /** {@code x tanh(ln(1 + eˣ))}. */
  public static final Curve MISH = new Curve("Mish", Curves::mish, Curves::mishSlope);

  private static final double SELU_ALPHA = 1.6732632423543772;
  private static final double SELU_SCALE = 1.0507009873554805;

  private Curves() {}

  /**
   * @param alpha slope of negative x
   * @return {@code x} where it is positive, else {@code α x}
   */
  public static Curve leakyRelu(double alpha) {
    return new Curve("LeakyReLU", x -> x > 0 ? x : alpha * x, x -> x > 0 ? 1 : alpha);
  }

  /**
   * @param alpha minus the limit at −∞
   * @return {@code x} where it is positive, else {@code α (eˣ − 1)}
   */
  public static Curve elu(double alpha) {
    return new Curve(
        "ELU", x -> x > 0 ? x : alpha * Math.expm1(x), x -> x > 0 ? 1 : alpha * Math.exp(x));
  }

  /**
   * @param alpha of the exponential
   * @param scale of both branches
   * @return {@code γ x} where x is positive, else {@code γ α (eˣ − 1)}
   */
  public static Curve selu(double alpha, double scale) {
    Curve elu = elu(alpha);
    DoubleUnaryOperator value = elu.value();
    DoubleUnaryOperator slope = elu.slope();
    return new Curve(
        "SELU", x -> scale * value.applyAsDouble(x), x -> scale * slope.applyAsDouble(x));
  }

  /**
   * @return with the constants of its authors
   */
  public static Curve selu() {
    return selu(SELU_ALPHA, SELU_SCALE);
  }

  /**
   * @param alpha minus the limit at −∞
   * @return {@code x} where it is positive, else {@code α (exp(x / α) − 1)}
   */
  public static Curve celu(double alpha) {
    return new Curve(
        "CELU",
        x -> x > 0 ? x : alpha * Math.expm1(x / alpha),
        x -> x > 0 ? 1 : Math.exp(x / alpha));
  }

  /**
   * @param factor a: 0.2 in Keras 2, 1/6 in PyTorch and Keras 3
   * @param offset b, usually 0.5
   * @return {@code min(max(a x + b, 0), 1)}
   */
  public static Curve hardSigmoid(double factor, double offset) {
    return new Curve(
        "HardSigmoid",
        x -> Math.min(Math.max(factor * x + offset, 0), 1),
        x -> factor * x + offset > 0 && factor * x + offset <= 1 ? factor : 0);
  }

  /**
   * @param least lower bound
   * @param most upper bound; 6, above 0, for ReLU6
   * @return {@code min(max(x, least), most)}
   */
  public static Curve clip(double least, double most) {
    return new Curve(
        least == 0 && most == 6 ? "ReLU6" : "Clip",
        x -> Math.min(Math.max(x, least), most),
        x -> x > least && x <= most ? 1 : 0);
  }

  /**
   * @return those without parameters, and usual values of others
   */
  public static List<Curve> common() {
    return List.of(
        SILU,
        GELU,
        GELU_TANH,
        HARD_SWISH,
        SOFTPLUS,
        SOFTSIGN,
        MISH,
        clip(0, 6),
        hardSigmoid(0.2, 0.5),
        hardSigmoid(1.0 / 6, 0.5));
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double normal(double x) {
    return 0.5 * Erf.erfc(-x / Math.sqrt(2));
  }

  private static double density(double x) {
    return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  private static double cubic(double x) {
    return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
  }

  private static double geluTanhSlope(double x) {
    double t = Math.tanh(cubic(x));
    double inner = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * inner;
  }

  private static double mish(double x) {
    return x * Math.tanh(SOFTPLUS.value().applyAsDouble(x));
  }

  private static double mishSlope(double x) {
    double t = Math.tanh(SOFTPLUS.value().applyAsDouble(x));
    return t + x * (1 - t * t) * sigmoid(x);
  }
}
