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
    double at(int i, int groupStart, double[] x, double[] y);
  }

  private final double[] x;
  private final double[] y;
  private final int[] start;
  private final int[] end;
  private final Term term;
  private final double threshold;
  private long hits;
  private long total;

  private PermutationTest(
      double[] x, double[] y, Groups groups, Term term, double largestPossibleScore) {
    int[][] members = groups.members();
    this.x = new double[x.length];
    this.y = new double[y.length];
    this.start = new int[x.length];
    this.end = new int[x.length];
    this.term = term;
    int position = 0;
    for (int[] group : members) {
      int first = position;
      for (int row : group) {
        this.x[position] = x[row];
        this.y[position] = y[row];
        start[position] = first;
        end[position] = first + group.length;
        position++;
      }
    }
    threshold = Math.abs(score()) - TOLERANCE * largestPossibleScore;
  }

  /**
   * Runs the test.
   *
   * @param x fixed column, not modified
   * @param y permuted column, not modified
   * @param largestPossibleScore a bound on |T|, the unit of the tolerance
   */
  static Significance of(
      double[] x,
      double[] y,
      Groups groups,
      Term term,
      double largestPossibleScore,
      PermutationOptions options) {
    PermutationTest test = new PermutationTest(x, y, groups, term, largestPossibleScore);
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
    for (int i = 0; i < x.length; i++) {
      score += term.at(i, start[i], x, y);
    }
    return score;
  }

  private void enumerate(int i, double partial) {
    if (i == x.length) {
      count(partial);
      return;
    }
    for (int j = i; j < end[i]; j++) {
      swap(i, j);
      enumerate(i + 1, partial + term.at(i, start[i], x, y));
      swap(i, j);
    }
  }

  private void sample(PermutationOptions options) {
    SplittableRandom random =
        new Streams(options.seed()).stream(Streams.Purpose.RESAMPLING, STREAM);
    for (int draw = 0; draw < options.permutations(); draw++) {
      for (int i = 0; i < y.length; i++) {
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
    double held = y[i];
    y[i] = y[j];
    y[j] = held;
  }
}
