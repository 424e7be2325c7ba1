package org.nodesnr.network;

import java.util.function.DoubleUnaryOperator;

/**
 * An activation function g that no {@link org.nodesnr.spec.Activation} names.
 *
 * @param name what it is called
 * @param value {@code g(x)}
 * @param slope {@code g'(x)}; where g has a corner, that of the left
 */
public record Curve(String name, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
  @Override
  public String toString() {
    return name;
  }
}
