package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The sign error of a measure in its worst environment (Dziugaite et al., In Search of Robust
 * Measures of Generalization, arXiv 2010.11924).
 *
 * <p>An environment is a pair of settings that differ in exactly one hyperparameter. Its sign error
 * is the weighted mean of ½ (1 − sgn(x_a − x_b) sgn(y_a − y_b)) over all runs a of the one and b of
 * the other setting, whatever their replicates: 0 where x always ranks as y does, 1 where it always
 * ranks the other way, ½ for a coin and for ties. The robust error is the largest over
 * environments.
 *
 * @param worst the largest sign error, or NaN if there is no environment
 * @param mean the plain mean over environments
 * @param environments those of positive weight, in the order in which their settings first appear
 * @param dropped pairs (x, y) left out because a value was NaN or infinite
 */
public record SignError(double worst, double mean, List<Environment> environments, int dropped) {
  /** Weighs every comparison the same. */
  public static final DoubleUnaryOperator EVERY_PAIR = difference -> 1;

  /**
   * Two settings that differ in one hyperparameter.
   *
   * @param hyperparameter the one in which they differ
   * @param first values of all hyperparameters
   * @param second values of all hyperparameters
   * @param weight sum of the weights of the comparisons
   * @param error sign error
   */
  public record Environment(
      String hyperparameter,
      List<String> first,
      List<String> second,
      double weight,
      double error) {}

  /** Copies the list. */
  public SignError {
    environments = List.copyOf(environments);
  }

  /**
   * A weight that leaves out differences of y which sampling noise could explain: (w − ½)₊ with w =
   * (1 − 2 exp(−n δ²/2))₊², from Hoeffding's inequality, as in the code published with the paper.
   *
   * @param samples n, the test samples that y in [0, 1] is a mean over
   * @return the weight of a difference δ of y
   */
  public static DoubleUnaryOperator resolvedBy(int samples) {
    return difference -> {
      double certain = Math.max(0, 1 - 2 * Math.exp(-samples * difference * difference / 2));
      return Math.max(0, certain * certain - 0.5);
    };
  }

  /**
   * Computes the sign errors.
   *
   * @param x n values of the measure, not modified
   * @param y n values of the target, which x is expected to rise with, not modified
   * @param hyperparameters by name, the value of every run
   * @param weight of a comparison, by the absolute difference of y
   * @return the errors
   * @throws IllegalArgumentException if lengths differ
   */
  public static SignError of(
      double[] x,
      double[] y,
      Map<String, List<String>> hyperparameters,
      DoubleUnaryOperator weight) {
    Settings settings = new Settings(hyperparameters, x.length);
    Pairs pairs = Pairs.finite(x, y);
    Map<List<String>, List<Integer>> rowsOf = new LinkedHashMap<>();
    for (int row : pairs.rows()) {
      rowsOf.computeIfAbsent(settings.of(row), setting -> new ArrayList<>()).add(row);
    }
    List<List<String>> distinct = List.copyOf(rowsOf.keySet());
    List<Environment> environments = new ArrayList<>();
    for (int i = 0; i < distinct.size(); i++) {
      for (int j = i + 1; j < distinct.size(); j++) {
        List<String> first = distinct.get(i);
        List<String> second = distinct.get(j);
        int[] differing = differing(first, second);
        if (differing.length == 1) {
          Sum sum = new Sum(x, y, weight);
          rowsOf.get(first).forEach(a -> rowsOf.get(second).forEach(b -> sum.compare(a, b)));
          if (sum.weights > 0) {
            String name = settings.names().get(differing[0]);
            double error = sum.errors / sum.weights;
            environments.add(new Environment(name, first, second, sum.weights, error));
          }
        }
      }
    }
    double[] errors = environments.stream().mapToDouble(Environment::error).toArray();
    double worst = Arrays.stream(errors).max().orElse(Double.NaN);
    double mean = Arrays.stream(errors).average().orElse(Double.NaN);
    return new SignError(worst, mean, environments, pairs.dropped());
  }

  private static int[] differing(List<String> first, List<String> second) {
    return IntStream.range(0, first.size())
        .filter(h -> !first.get(h).equals(second.get(h)))
        .toArray();
  }

  /** Running sums over the comparisons of an environment. */
  private static final class Sum {
    private final double[] x;
    private final double[] y;
    private final DoubleUnaryOperator weight;
    private double weights;
    private double errors;

    Sum(double[] x, double[] y, DoubleUnaryOperator weight) {
      this.x = x;
      this.y = y;
      this.weight = weight;
    }

    void compare(int a, int b) {
      double w = weight.applyAsDouble(Math.abs(y[a] - y[b]));
      weights += w;
      errors += w * (1 - Math.signum(x[a] - x[b]) * Math.signum(y[a] - y[b])) / 2;
    }
  }
}
