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
   * @param effective their effective number, (Σω)²/Σω²
   * @param error sign error
   */
  public record Environment(
      String hyperparameter,
      List<String> first,
      List<String> second,
      double weight,
      double effective,
      double error) {}

  /** The weight of a comparison. */
  @FunctionalInterface
  public interface Weight {
    /**
     * @param a row of a run of the one setting
     * @param b row of a run of the other
     * @return at least 0
     */
    double of(int a, int b);
  }

  /** Effective comparisons that an environment needs to count, as in the published code. */
  public static final double LEAST_EFFECTIVE = 12;

  /**
   * The environments with enough comparisons.
   *
   * @param environments how many
   * @param mean of their errors; NaN where there is none
   * @param percentile90 90th percentile, between order statistics
   * @param worst the largest
   */
  public record Summary(int environments, double mean, double percentile90, double worst) {}

  /**
   * Of the environments with enough comparisons.
   *
   * @param least effective number of comparisons that counts as enough
   * @return their errors in short
   */
  public Summary summary(double least) {
    double[] errors =
        environments.stream()
            .filter(e -> e.effective() >= least)
            .mapToDouble(Environment::error)
            .sorted()
            .toArray();
    return new Summary(
        errors.length,
        Arrays.stream(errors).average().orElse(Double.NaN),
        errors.length == 0 ? Double.NaN : Bootstrap.quantile(errors, 0.9),
        errors.length == 0 ? Double.NaN : errors[errors.length - 1]);
  }

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
    return of(x, y, hyperparameters, (a, b) -> weight.applyAsDouble(Math.abs(y[a] - y[b])), 0);
  }

  /**
   * Computes the sign errors over environments whose difference of y stands out from that between
   * replicates: all comparisons count alike where Welch's |t| of the two settings exceeds a
   * threshold, and none elsewhere.
   *
   * @param x n values of the measure, not modified
   * @param y n values of the target, not modified
   * @param hyperparameters by name, the value of every run
   * @param leastT the threshold
   * @return the errors
   * @throws IllegalArgumentException if lengths differ
   */
  public static SignError bySeeds(
      double[] x, double[] y, Map<String, List<String>> hyperparameters, double leastT) {
    return of(x, y, hyperparameters, (a, b) -> 1, leastT);
  }

  /**
   * A weight for runs whose test losses are known image by image: 1 where the difference of their
   * sums is above two standard errors of the paired differences, |Σ d_i| &gt; 2 √Σ (d_i − d̄)²,
   * else 0.
   *
   * @param perImage of each run the values of the same images in the same order, not modified
   * @return the weight
   */
  public static Weight paired(double[][] perImage) {
    return (a, b) -> {
      int n = perImage[a].length;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double d = perImage[a][i] - perImage[b][i];
        sum += d;
        squares += d * d;
      }
      return Math.abs(sum) > 2 * Math.sqrt(Math.max(0, squares - sum * sum / n)) ? 1 : 0;
    };
  }

  /**
   * Computes the sign errors with a weight of rows.
   *
   * @param x n values of the measure, not modified
   * @param y n values of the target, not modified
   * @param hyperparameters by name, the value of every run
   * @param weight of a comparison
   * @return the errors
   * @throws IllegalArgumentException if lengths differ
   */
  public static SignError of(
      double[] x, double[] y, Map<String, List<String>> hyperparameters, Weight weight) {
    return of(x, y, hyperparameters, weight, 0);
  }

  private static SignError of(
      double[] x,
      double[] y,
      Map<String, List<String>> hyperparameters,
      Weight weight,
      double leastT) {
    RunSettings settings = new RunSettings(hyperparameters, x.length);
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
        if (differing.length == 1
            && (leastT == 0 || welch(y, rowsOf.get(first), rowsOf.get(second)) > leastT)) {
          Sum sum = new Sum(x, y, weight);
          rowsOf.get(first).forEach(a -> rowsOf.get(second).forEach(b -> sum.compare(a, b)));
          if (sum.weights > 0) {
            String name = settings.names().get(differing[0]);
            double error = sum.errors / sum.weights;
            double effective = sum.weights * sum.weights / sum.squares;
            environments.add(new Environment(name, first, second, sum.weights, effective, error));
          }
        }
      }
    }
    double[] errors = environments.stream().mapToDouble(Environment::error).toArray();
    double worst = Arrays.stream(errors).max().orElse(Double.NaN);
    double mean = Arrays.stream(errors).average().orElse(Double.NaN);
    return new SignError(worst, mean, environments, pairs.dropped());
  }

  /** Welch's |t| of the difference of two means; infinite where neither set varies. */
  private static double welch(double[] y, List<Integer> first, List<Integer> second) {
    double[] one = moments(y, first);
    double[] other = moments(y, second);
    double difference = Math.abs(one[0] - other[0]);
    return difference == 0 ? 0 : difference / Math.sqrt(one[1] + other[1]);
  }

  /** Mean, and its squared standard error; NaN where there is one row only. */
  private static double[] moments(double[] y, List<Integer> rows) {
    int n = rows.size();
    double mean = rows.stream().mapToDouble(row -> y[row]).average().orElse(Double.NaN);
    double squares = rows.stream().mapToDouble(row -> (y[row] - mean) * (y[row] - mean)).sum();
    return new double[] {mean, n < 2 ? Double.NaN : squares / (n - 1) / n};
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
    private final Weight weight;
    private double weights;
    private double squares;
    private double errors;

    Sum(double[] x, double[] y, Weight weight) {
      this.x = x;
      this.y = y;
      this.weight = weight;
    }

    void compare(int a, int b) {
      double w = weight.of(a, b);
      weights += w;
      squares += w * w;
      errors += w * (1 - Math.signum(x[a] - x[b]) * Math.signum(y[a] - y[b])) / 2;
    }
  }
}
