package org.nodesnr.spec;

import java.math.BigDecimal;
import org.nodesnr.files.Numbers;

/** Numbers as labels state them. */
public final class ShortNumbers {
  private ShortNumbers() {}

  /**
   * @param value finite
   * @return {@code 5e-5}, {@code 0.35}, {@code 100}, {@code 1e9}: every digit, the shorter way
   */
  public static String text(double value) {
    BigDecimal number = new BigDecimal(Numbers.exact(value)).stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    if (number.signum() == 0 || (exponent >= -2 && exponent <= 6)) {
      return number.toPlainString();
    }
    BigDecimal mantissa = number.movePointLeft(exponent).stripTrailingZeros();
    return mantissa.toPlainString() + "e" + exponent;
  }
}
