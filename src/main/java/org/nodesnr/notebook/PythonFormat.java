package org.nodesnr.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.nodesnr.files.Numbers;

/** Numbers and text as Python's f-strings print them. */
final class PythonFormat {
  private PythonFormat() {}

  /** {@code {text:<width}}. */
  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
  }

  /** {@code {text:>width}}. */
  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.codePointCount(0, text.length()))) + text;
  }

  /** {@code {value:.<decimals>f}}. */
  static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    return sign + Numbers.fixed(Math.abs(value), decimals);
  }

  /** {@code {value:.1e}}. */
  static String scientific(double value) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    if (value == 0) {
      return sign + "0.0e+00";
    }
    BigDecimal two =
        new BigDecimal(Math.abs(value)).round(new MathContext(2, RoundingMode.HALF_EVEN));
    int exponent = two.precision() - two.scale() - 1;
    BigDecimal mantissa = two.scaleByPowerOfTen(-exponent).setScale(1, RoundingMode.UNNECESSARY);
    return String.format(
        Locale.ROOT, "%s%se%s%02d", sign, mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }
}
