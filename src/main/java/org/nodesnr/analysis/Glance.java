package org.nodesnr.analysis;

import java.util.List;
import org.nodesnr.measure.Quantity;
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.Pearson;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Spearman;

/**
 * A measure with test accuracy, pooled over the regimes and without exclusions, while a sweep is
 * still at work: coefficients alone, which take no time.
 *
 * @param quantity name of the column
 * @param measure id of the measure
 * @param layer number of the layer, from 1; 0 for the network or its hidden layers
 * @param symbol such as {@code G_1} and {@code G^(1..2)}; words where it has none
 * @param pearson Pearson's r, NaN where undefined
 * @param spearman Spearman's ρ, likewise
 */
public record Glance(
    String quantity, String measure, int layer, String symbol, double pearson, double spearman) {
  private static final PermutationOptions NO_PERMUTATIONS = new PermutationOptions(0, 0, 1, 0);

  /**
   * @param runs final values of runs
   * @param variant name of a variant
   * @return every measure that tables and figures show under that variant, in their order
   */
  public static List<Glance> of(RunTable runs, String variant) {
    double[] accuracy = runs.numbers(AnalysisOptions.TEST_ACCURACY);
    return new MeasuredColumns(runs.measured())
        .shown(variant).stream()
            .map(quantity -> of(quantity, runs.numbers(quantity.name()), accuracy, runs.layers()))
            .toList();
  }

  private static Glance of(Quantity quantity, double[] values, double[] accuracy, int layers) {
    return new Glance(
        quantity.name(),
        quantity.measure(),
        quantity.layer(),
        QuantityLabel.of(quantity.name(), layers).plain(),
        Pearson.correlate(values, accuracy, NO_PERMUTATIONS).coefficient(),
        Spearman.correlate(values, accuracy, NO_PERMUTATIONS).coefficient());
  }
}
