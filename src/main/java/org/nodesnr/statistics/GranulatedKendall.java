package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Kendall's rank correlation of runs that differ in one hyperparameter, averaged (Jiang et al.,
 * Fantastic Generalization Measures and Where to Find Them, arXiv 1912.02178, section 3).
 *
 * <p>For hyperparameter i, ψ_i is the mean over groups of τ = Σ_{a&lt;b} sgn(x_a − x_b) sgn(y_a −
 * y_b) / (m(m − 1)/2), where a group holds the m runs that agree in every other hyperparameter and
 * in the replicate; groups of one run do not count. Ψ is the mean of the ψ_i that have a group.
 * Ties count zero and stay in the denominator (τ_a, as in the paper).
 *
 * @param psi Ψ in [−1, 1], or NaN if there is no group
 * @param axes ψ_i by hyperparameter, in the order given
 * @param dropped pairs left out because a value was NaN or infinite
 */
public record GranulatedKendall(double psi, List<Axis> axes, int dropped) {

  /**
   * One hyperparameter.
   *
   * @param hyperparameter its name
   * @param psi ψ_i, or NaN if there is no group
   * @param groups groups of at least two runs
   */
  public record Axis(String hyperparameter, double psi, int groups) {}

  /** Copies the list. */
  public GranulatedKendall {
    axes = List.copyOf(axes);
  }

  /**
   * Computes Ψ.
   *
   * @param x n values of the measure, not modified
   * @param y n values of the target, not modified
   * @param hyperparameters by name, the value of every run
   * @param replicates the replicate of every run
   * @return Ψ and its parts
   * @throws IllegalArgumentException if lengths differ or two runs agree in everything
   */
  public static GranulatedKendall of(
      double[] x, double[] y, Map<String, List<String>> hyperparameters, List<String> replicates) {
    RunSettings settings = new RunSettings(hyperparameters, x.length);
    Pairs pairs = Pairs.finite(x, y);
    settings.refuseTwins(replicates);
    List<Axis> axes = new ArrayList<>();
    for (int h = 0; h < settings.names().size(); h++) {
      Map<List<String>, List<Integer>> groups = new LinkedHashMap<>();
      for (int row : pairs.rows()) {
        List<String> key = settings.without(h, row);
        key.add(replicates.get(row));
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
      }
      double[] taus =
          groups.values().stream()
              .filter(rows -> rows.size() > 1)
              .mapToDouble(rows -> tau(x, y, rows))
              .toArray();
      axes.add(new Axis(settings.names().get(h), mean(taus), taus.length));
    }
    double[] defined = axes.stream().filter(a -> a.groups() > 0).mapToDouble(Axis::psi).toArray();
    return new GranulatedKendall(mean(defined), axes, pairs.dropped());
  }

  private static double tau(double[] x, double[] y, List<Integer> rows) {
    double score = 0;
    for (int a : rows) {
      for (int b : rows) {
        score += Math.signum(x[a] - x[b]) * Math.signum(y[a] - y[b]);
      }
    }
    return score / (rows.size() * (rows.size() - 1.0));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
