package org.nodesnr.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Function;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;

/**
 * Labels of an axis with the same number of decimals throughout, which XChart's own patterns do not
 * give (99 above 98.8). XChart does not tell the distance of its ticks, so it is computed here by
 * its rule: the step of 1, 2 or 5 times a power of ten that is closest to the spacing asked for.
 * Should the two differ, a label that needs more decimals has them.
 */
final class TickLabels implements Function<Double, String> {
  private static final MathContext SIGNIFICANT = new MathContext(9, RoundingMode.HALF_EVEN);
  private final int decimals;

  /**
   * @param span of the axis
   * @param length of the axis in units
   * @param spacing between ticks that the chart was asked for, in units
   */
  TickLabels(Span span, double length, double spacing) {
    double hint = span.length() * spacing / length;
    int exponent = (int) Math.floor(Math.log10(hint));
    boolean nextPower = hint / Math.pow(10, exponent) > 7.5;
    decimals = Math.max(0, -(nextPower ? exponent + 1 : exponent));
  }

  @Override
  public String apply(Double value) {
    BigDecimal number = new BigDecimal(value).round(SIGNIFICANT);
    BigDecimal rounded = number.setScale(Math.max(decimals, 9), RoundingMode.HALF_EVEN);
    int needed = rounded.signum() == 0 ? 0 : rounded.stripTrailingZeros().scale();
    return Wording.coefficient(rounded.doubleValue(), Math.max(decimals, needed));
  }
}
