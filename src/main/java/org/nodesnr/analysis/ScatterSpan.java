package org.nodesnr.analysis;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What the horizontal axis of a scatter plot spans: an outlier does not press the others together.
 */
public final class ScatterSpan {
  /** An excluded run may widen the axis by this share of what the others span. */
  private static final double WIDENING = 0.75;

  private ScatterSpan() {}

  /**
   * @param values of the runs; not modified
   * @param drawn whether a run is drawn
   * @param excluded whether a rule leaves it out
   * @return what the runs span that are not left out, widened by those that are and lie near
   */
  public static Span of(double[] values, IntPredicate drawn, IntPredicate excluded) {
    Span kept =
        Span.of(
            IntStream.range(0, values.length)
                .filter(drawn.and(excluded.negate()))
                .mapToDouble(row -> values[row])
                .toArray());
    Span span = kept;
    double room = WIDENING * kept.length();
    for (int row = 0; row < values.length; row++) {
      if (drawn.test(row) && values[row] > kept.from() - room && values[row] < kept.to() + room) {
        span = span.and(values[row]);
      }
    }
    return span;
  }
}
