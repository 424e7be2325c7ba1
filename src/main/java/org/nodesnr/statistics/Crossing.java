package org.nodesnr.statistics;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where a curve first makes a share of its total change.
 *
 * <p>With values v_0 … v_n at steps s_0 &lt; … &lt; s_n, the progress at a point is p_k = (v_k −
 * v_0) / (v_n − v_0), which is 0 at the first point and 1 at the last whatever the sign of the
 * change. k is the first point with p_k ≥ share, and the crossing is interpolated linearly: s_(k−1)
 * + (share − p_(k−1)) / (p_k − p_(k−1)) · (s_k − s_(k−1)). A curve that turns back after that does
 * not move it; one that first moves the other way has negative progress meanwhile.
 *
 * @param step where, in units of the steps
 * @param from the last point before it
 * @param to the first point at or after it
 */
public record Crossing(double step, double from, double to) {

  /**
   * @param steps ascending, not modified
   * @param values at these steps, not modified; points that are not finite are passed over
   * @param share of the total change, above 0, at most 1
   * @return the crossing; empty where there are fewer than two points or no total change
   * @throws IllegalArgumentException if the lengths differ or the share is out of range
   */
  public static Optional<Crossing> first(double[] steps, double[] values, double share) {
    if (steps.length != values.length || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          steps.length + " steps, " + values.length + " values, share " + share);
    }
    int[] finite =
        IntStream.range(0, values.length).filter(i -> Double.isFinite(values[i])).toArray();
    if (finite.length < 2) {
      return Optional.empty();
    }
    double first = values[finite[0]];
    double change = values[finite[finite.length - 1]] - first;
    if (change == 0) {
      return Optional.empty();
    }
    int k = 1;
    while ((values[finite[k]] - first) / change < share) {
      k++;
    }
    double before = (values[finite[k - 1]] - first) / change;
    double after = (values[finite[k]] - first) / change;
    double from = steps[finite[k - 1]];
    double to = steps[finite[k]];
    return Optional.of(
        new Crossing(from + (share - before) / (after - before) * (to - from), from, to));
  }

  /**
   * Whether this crossing comes earlier than another beyond the resolution of their points.
   *
   * @param other another curve's
   * @return true if its interval ends where or before the other's begins
   */
  public boolean before(Crossing other) {
    return to <= other.from;
  }
}
