package org.nodesnr.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Labels beside the ends of curves, moved apart so that none overlaps another: where they lie in
 * their order, within a range, at the least sum of squared displacements. Less the heights of those
 * before it, the places of labels that touch are equal, so that the best ones are an isotonic
 * regression: means of runs of labels, made by pooling adjacent violators. Those of a bounded range
 * are those of an unbounded one, cut off at its ends (R. E. Barlow and others, <i>Statistical
 * Inference under Order Restrictions</i>, 1972).
 */
public final class LabelPlacement {
  /** Of more curves a legend says what they are. */
  public static final int MOST = 12;

  private LabelPlacement() {}

  /**
   * @param wanted where the middle of each label should be; NaN for a label that is left out. Of
   *     equal ones the first comes first, from the lower end of the range
   * @param heights of the labels, in the same unit
   * @param range where all of every label must be
   * @return the middle of each, NaN where one was left out; empty where they don't fit
   */
  public static Optional<double[]> of(double[] wanted, double[] heights, Span range) {
    int[] order =
        IntStream.range(0, wanted.length)
            .filter(i -> !Double.isNaN(wanted[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> wanted[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] placed = new double[wanted.length];
    Arrays.fill(placed, Double.NaN);
    double[] before = new double[order.length];
    double[] value = new double[order.length];
    double total = 0;
    for (int k = 0; k < order.length; k++) {
      double height = heights[order[k]];
      before[k] = total + height / 2;
      value[k] = range.clamp(wanted[order[k]]) - before[k];
      total += height;
    }
    double room = range.length() - total;
    if (room < 0) {
      return Optional.empty();
    }
    double[] pooled = isotonic(value);
    for (int k = 0; k < order.length; k++) {
      double start = Math.max(range.from(), Math.min(range.from() + room, pooled[k]));
      placed[order[k]] = start + before[k];
    }
    return Optional.of(placed);
  }

  /** The non-decreasing sequence nearest to the values, by least squares. */
  private static double[] isotonic(double[] values) {
    int[] sizes = new int[values.length];
    double[] means = new double[values.length];
    int blocks = 0;
    for (double value : values) {
      int size = 1;
      double mean = value;
      while (blocks > 0 && means[blocks - 1] > mean) {
        blocks--;
        mean = (mean * size + means[blocks] * sizes[blocks]) / (size + sizes[blocks]);
        size += sizes[blocks];
      }
      sizes[blocks] = size;
      means[blocks++] = mean;
    }
    double[] fitted = new double[values.length];
    int filled = 0;
    for (int block = 0; block < blocks; block++) {
      Arrays.fill(fitted, filled, filled + sizes[block], means[block]);
      filled += sizes[block];
    }
    return fitted;
  }
}
