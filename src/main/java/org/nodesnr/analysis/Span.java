package org.nodesnr.analysis;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * What an axis spans.
 *
 * @param from lower end
 * @param to upper end, above the lower
 */
public record Span(double from, double to) {

  /**
   * @param values any
   * @return from the smallest to the largest that is finite; widened where that is a single value;
   *     0 to 1 where there is none
   */
  public static Span of(double... values) {
    DoublePredicate finite = Double::isFinite;
    double from = Arrays.stream(values).filter(finite).min().orElse(0);
    double to = Arrays.stream(values).filter(finite).max().orElse(1);
    if (to - from > 1e-9 * Math.max(Math.abs(from), Math.abs(to))) {
      return new Span(from, to);
    }
    double half = from == 0 ? 0.5 : 0.01 * Math.abs(from);
    return new Span(from - half, to + half);
  }

  /**
   * @return from end to end
   */
  public double length() {
    return to - from;
  }

  /**
   * @param value any
   * @return the smallest span that holds this one and the value
   */
  public Span and(double value) {
    return new Span(Math.min(from, value), Math.max(to, value));
  }

  /**
   * @param share of the way, from 0 to 1
   * @return the value there
   */
  public double at(double share) {
    return from + share * length();
  }

  /**
   * @param value any
   * @return the value of the span that is nearest to it
   */
  public double clamp(double value) {
    return Math.max(from, Math.min(to, value));
  }
}
