package org.nodesnr.statistics;

import java.util.SplittableRandom;
import org.nodesnr.random.Streams;

/**
 * Two-sided permutation test of a score T that is a sum over positions: p is the share of the
 * permutations of y, each within its group, with |T| ≥ |T observed|. T must have mean 0.
 *
 * <p>Few permutations are enumerated, many are sampled: p = (1 + hits) / (1 + draws), which counts
 * the observed order as one draw (Phipson and Smyth 2010, doi 10.2202/1544-6115.1585).
 */
final class PermutationTest {
  /** Scores closer than this share of the largest possible score count as equal. */
  private static final double TOLERANCE = 1e-12;

  /** Index of the stream; the bootstrap uses those from 0. */
  private static final long STREAM = -1;

  /** What position i adds to T, given the order of y at all positions up to i of its group. */
  interface Term {
    /**
     * @param row the row of x that stands at position i
     * @param order the rows of y that stand at the positions
     */
    double at(int i, int groupStart, int[] row, int[] order);
  }

  private final int[] row;
  private final int[] order;
  private final int[] start;
  private final int[] end;
  private final Term term;
  private final double threshold;
  private long hits;
  private long total;

  private PermutationTest(Groups groups, Term term, double largestPossibleScore) {
    int n = groups.rows();
    this.row = new int[n];
    this.start = new int[n];
    this.end = new int[n];
    this.term = term;
    int position = 0;
    for (int[] group : groups.members()) {
      int first = position;
      for (int member : group) {
        row[position] = member;
        start[position] = first;
        end[position] = first + group.length;
        position++;
      }
    }
    this.order = row.clone();
    threshold = Math.abs(score()) - TOLERANCE * largestPossibleScore;
  }

  /**
   * Runs the test.
   *
   * @param groups of the rows, within which y is permuted
   * @param largestPossibleScore a bound on |T|, the unit of the tolerance
   */
  static Significance of(
      Groups groups, Term term, double largestPossibleScore, PermutationOptions options) {
    PermutationTest test = new PermutationTest(groups, term, largestPossibleScore);
    if (permutations(groups, options.enumerateUpTo()) <= options.enumerateUpTo()) {
      test.enumerate(0, 0);
      return new Significance((double) test.hits / test.total, PValueMethod.EXACT_PERMUTATION);
    }
    test.sample(options);
    return new Significance(
        (1.0 + test.hits) / (1.0 + test.total), PValueMethod.MONTE_CARLO_PERMUTATION);
  }

  /** The product of the factorials of the group sizes, or some number above the limit. */
  private static long permutations(Groups groups, long limit) {
    long product = 1;
    for (int[] group : groups.members()) {
      for (int factor = 2; factor <= group.length; factor++) {
        if (product > limit) {
          return product;
        }
        product *= factor;
      }
    }
    return product;
  }

  private double score() {
    double score = 0;
    for (int i = 0; i < row.length; i++) {
      score += term.at(i, start[i], row, order);
    }
    return score;
  }

  private void enumerate(int i, double partial) {
    if (i == row.length) {
      count(partial);
      return;
    }
    if (i + 1 == end[i]) {
      // the last of its group has no choice
      enumerate(i + 1, partial + term.at(i, start[i], row, order));
      return;
    }
    for (int j = i; j < end[i]; j++) {
      swap(i, j);
      enumerate(i + 1, partial + term.at(i, start[i], row, order));
      swap(i, j);
    }
  }

  private void sample(PermutationOptions options) {
    SplittableRandom random =
        new Streams(options.seed()).stream(Streams.Purpose.RESAMPLING, STREAM);
    for (int draw = 0; draw < options.permutations(); draw++) {
      for (int i = 0; i < order.length; i++) {
        swap(i, random.nextInt(i, end[i]));
      }
      count(score());
    }
  }

  private void count(double score) {
    total++;
    if (Math.abs(score) >= threshold) {
      hits++;
    }
  }

  private void swap(int i, int j) {
    int held = order[i];
    order[i] = order[j];
    order[j] = held;
  }
}
