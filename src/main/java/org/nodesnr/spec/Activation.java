package org.nodesnr.spec;

/**
 * Activation functions, each with its derivative written as a function of the output {@code h =
 * g(x)}.
 */
public enum Activation {
  /** {@code g(x) = max(x, 0)}, {@code g' = 1} where {@code h > 0}, else 0. */
  RELU,
  /** {@code g(x) = tanh x}, {@code g' = 1 − h²}. */
  TANH,
  /** {@code g(x) = 1 / (1 + e⁻ˣ)}, {@code g' = h (1 − h)}. */
  SIGMOID,
  /** {@code g(x) = x}, {@code g' = 1}. */
  IDENTITY,
  /** {@code g(x)_i = e^{x_i} / Σ_k e^{x_k}}; only on the last layer, trained with cross-entropy. */
  SOFTMAX
}
