package org.nodesnr.measures.duality;

import java.util.Arrays;
import java.util.Comparator;
import org.nodesnr.measures.net.Cancellation;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Products;
import org.nodesnr.measures.net.Products.Operand;
import org.nodesnr.measures.net.Reals;

/**
 * For each sample the nearest of a set, by Euclidean distance of their inputs, among those of its
 * class: the first of equals. This belongs to the data, not to a network.
 *
 * @param samples the samples that have one, ascending
 * @param nearest for each of these, the index of the nearest
 * @param skipped samples of whose class the set has none
 */
public record NearestPairs(int[] samples, int[] nearest, int skipped) {
  private static final int BLOCK = 512;

  /**
   * @param samples samples
   * @param set where their partners are looked for
   * @param size values of a sample
   * @param precision of distances
   * @return the pairs
   */
  public static NearestPairs of(Inputs samples, Inputs set, int size, Precision precision) {
    return find(samples, set, size, precision, false);
  }

  /**
   * @param set samples
   * @param size values of a sample
   * @param precision of distances
   * @return each with its nearest other one
   */
  public static NearestPairs within(Inputs set, int size, Precision precision) {
    return find(set, set, size, precision, true);
  }

  /** The same pairs, those of a partner beside one another. */
  NearestPairs byPartner() {
    int[] order =
        Arrays.stream(range(samples.length))
            .boxed()
            .sorted(Comparator.comparingInt(k -> nearest[k]))
            .mapToInt(k -> k)
            .toArray();
    return new NearestPairs(
        Arrays.stream(order).map(k -> samples[k]).toArray(),
        Arrays.stream(order).map(k -> nearest[k]).toArray(),
        skipped);
  }

  private static NearestPairs find(
      Inputs samples, Inputs set, int size, Precision precision, boolean others) {
    int[] nearest = new int[samples.size()];
    Arrays.fill(nearest, -1);
    try (Products products = new Products()) {
      int classes = 1 + Math.max(largestLabel(samples), largestLabel(set));
      for (int c = 0; c < classes; c++) {
        int[] from = ofClass(samples, c);
        int[] to = ofClass(set, c);
        if (from.length > 0 && to.length > 0) {
          Reals partners = read(set, to, 0, to.length, size, precision);
          double[] squares = squares(partners, to.length, size);
          for (int first = 0; first < from.length; first += BLOCK) {
            Cancellation.check();
            int count = Math.min(BLOCK, from.length - first);
            Reals rows = read(samples, from, first, count, size, precision);
            Reals dots = precision.zeros(count * to.length);
            products.multiply(
                Operand.of(rows, count, size),
                Operand.of(partners, to.length, size).transpose(),
                Operand.of(dots, count, to.length),
                false);
            for (int i = 0; i < count; i++) {
              int self = others ? from[first + i] : -1;
              nearest[from[first + i]] = smallest(dots, i, squares, to, self);
            }
          }
        }
      }
    }
    int[] found = Arrays.stream(range(nearest.length)).filter(i -> nearest[i] >= 0).toArray();
    return new NearestPairs(
        found, Arrays.stream(found).map(i -> nearest[i]).toArray(), nearest.length - found.length);
  }

  /** ‖b‖² − 2 a·b orders the b as ‖a − b‖² does. */
  private static int smallest(Reals dots, int row, double[] squares, int[] to, int self) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < to.length; j++) {
      double distance = squares[j] - 2 * dots.get(row * to.length + j);
      if (to[j] != self && distance < least) {
        least = distance;
        best = to[j];
      }
    }
    return best;
  }

  private static int largestLabel(Inputs inputs) {
    return Arrays.stream(range(inputs.size())).map(inputs::label).max().orElse(-1);
  }

  private static int[] ofClass(Inputs inputs, int label) {
    return Arrays.stream(range(inputs.size())).filter(i -> inputs.label(i) == label).toArray();
  }

  private static int[] range(int n) {
    int[] range = new int[n];
    Arrays.setAll(range, i -> i);
    return range;
  }

  private static Reals read(
      Inputs inputs, int[] which, int first, int count, int size, Precision precision) {
    Reals rows = precision.zeros(count * size);
    for (int i = 0; i < count; i++) {
      inputs.copyTo(which[first + i], rows, i * size);
    }
    return rows;
  }

  private static double[] squares(Reals rows, int count, int size) {
    double[] squares = new double[count];
    for (int i = 0; i < count * size; i++) {
      squares[i / size] += rows.get(i) * rows.get(i);
    }
    return squares;
  }
}
