package org.nodesnr.api;

import java.util.Objects;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Variant;

/**
 * How the S and G of a layer are computed.
 *
 * @param variant the choices that the paper leaves open: {@link Variant#PAPER}, {@link
 *     Variant#NOTEBOOK} or one of your own
 * @param inputActivation the activation that made the inputs x; decides a_j (equations 8 and 15).
 *     {@link Activation#RELU}, {@code a_j = p(x_j > 0)}, is also what to take for the data that a
 *     network is fed with
 * @param activation the activation of the layer's own nodes; decides which of them count as active,
 *     and {@link Activation#SOFTMAX} that weights are centred (equation 18), where the variant says
 *     so
 */
public record SnrSettings(Variant variant, Activation inputActivation, Activation activation) {
  /** The paper's variant for a ReLU layer behind data or another ReLU layer. */
  public static final SnrSettings DEFAULT =
      new SnrSettings(Variant.PAPER, Activation.RELU, Activation.RELU);

  /** Checks that the inputs are no softmax outputs, whose noise the paper says nothing about. */
  public SnrSettings {
    Objects.requireNonNull(variant, "variant");
    Objects.requireNonNull(inputActivation, "inputActivation");
    Objects.requireNonNull(activation, "activation");
    if (inputActivation == Activation.SOFTMAX) {
      throw new IllegalArgumentException(
          "inputs made by a softmax: S and G are not defined behind one");
    }
  }

  /**
   * @param other a variant
   * @return the same with that variant
   */
  public SnrSettings withVariant(Variant other) {
    return new SnrSettings(other, inputActivation, activation);
  }

  /**
   * @param made the activation that made the inputs; not a softmax
   * @return the same for such inputs
   */
  public SnrSettings withInputActivation(Activation made) {
    return new SnrSettings(variant, made, activation);
  }

  /**
   * @param own the activation of the layer's nodes
   * @return the same for such nodes
   */
  public SnrSettings withActivation(Activation own) {
    return new SnrSettings(variant, inputActivation, own);
  }
}
