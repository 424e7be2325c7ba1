package org.nodesnr.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Numbers;

/**
 * A linear axis.
 *
 * @param span of the values
 * @param start where the lower end is drawn, in units of the drawing
 * @param end where the upper end is drawn
 * @param ticks multiples of 1, 2 or 5 times a power of ten, inside the span
 */
record Axis(Span span, double start, double end, List<BigDecimal> ticks) {
  private static final int[] STEPS = {1, 2, 5, 10};

  Axis {
    ticks = List.copyOf(ticks);
  }

  /**
   * @param values what it spans
   * @param start where the lower end is drawn
   * @param end where the upper end is drawn
   * @param most the greatest number of ticks
   */
  static Axis of(Span values, double start, double end, int most) {
    BigDecimal step = step(values.length() / most);
    List<BigDecimal> ticks = new ArrayList<>();
    BigDecimal tick =
        BigDecimal.valueOf(values.from()).divide(step, 0, RoundingMode.CEILING).multiply(step);
    while (tick.doubleValue() <= values.to()) {
      ticks.add(tick);
      tick = tick.add(step);
    }
    return new Axis(values, start, end, ticks);
  }

  /** The smallest step that is not below a length. */
  private static BigDecimal step(double least) {
    int exponent = (int) Math.floor(Math.log10(least));
    for (int factor : STEPS) {
      BigDecimal step = BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent);
      if (step.doubleValue() >= least) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
  }

  /** A bit wider, so that points at the ends don't lie on the frame. */
  static Span padded(Span span) {
    return new Span(span.at(-0.04), span.at(1.04));
  }

  double at(double value) {
    return start + (value - span.from()) / span.length() * (end - start);
  }

  /** The place of a value, to a tenth of a unit. */
  String place(double value) {
    return tenths(at(value));
  }

  /** A place to a tenth of a unit. */
  static String tenths(double place) {
    return Numbers.rounded(Math.rint(10 * place) / 10, 6);
  }

  String label(BigDecimal tick) {
    int decimals = Math.max(0, tick.scale());
    return decimals == 0 && Math.abs(tick.doubleValue()) >= 1000
        ? Wording.count(tick.longValueExact())
        : Wording.coefficient(tick.doubleValue(), decimals);
  }
}
