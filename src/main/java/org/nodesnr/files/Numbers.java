package org.nodesnr.files;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as text, the same under every locale and Java version ({@link Double#toString} changed
 * with Java 19). NaN is the empty string.
 */
public final class Numbers {
  private static final int MOST_DIGITS = 17;
  private static final int FEWEST_DIGITS = 15;

  private Numbers() {}

  /**
   * @param value any
   * @return the shortest of its roundings to 15, 16 and 17 digits that reads back as the same
   *     number
   */
  public static String exact(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return special(value);
    }
    BigDecimal full = new BigDecimal(value);
    for (int digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
      String text = text(full, digits);
      if (Double.parseDouble(text) == value) {
        return text;
      }
    }
    return text(full, MOST_DIGITS);
  }

  /**
   * @param value any
   * @param digits significant digits
   * @return the number rounded half even, without trailing zeros
   */
  public static String rounded(double value, int digits) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return special(value);
    }
    return text(new BigDecimal(value), digits);
  }

  /**
   * @param value any
   * @param decimals digits after the point
   * @return the number rounded half even, with trailing zeros
   */
  public static String fixed(double value, int decimals) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return special(value);
    }
    BigDecimal number = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return number.toPlainString();
  }

  /**
   * @param text what one of the other methods returned
   * @return the number
   * @throws NumberFormatException when it is none
   */
  public static double parse(String text) {
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "" : value > 0 ? "Infinity" : "-Infinity";
  }

  private static String text(BigDecimal full, int digits) {
    BigDecimal number =
        full.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    boolean whole = number.scale() < 0 && number.precision() - number.scale() <= MOST_DIGITS;
    return (whole ? number.setScale(0) : number).toString();
  }
}
