package org.nodesnr.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nodesnr.measure.Measure;

/** The mean of S over the hidden layers, beside G^(1..n−1), which is a sum over the same layers. */
public final class HiddenOptimality {
  /** Name of the quantity where others go by the names of columns. */
  public static final String NAME = "hiddenS";

  private HiddenOptimality() {}

  /**
   * @param analysis finished runs
   * @return its value in each row of the table; empty where S was not read of hidden layers
   */
  public static Optional<double[]> of(Analysis analysis) {
    List<double[]> hidden =
        analysis.shown(Measure.OPTIMALITY.id()).stream()
            .filter(quantity -> quantity.layer() > 0 && quantity.layer() < analysis.layers())
            .map(quantity -> analysis.table().numbers(quantity.name()))
            .toList();
    double[] mean = new double[analysis.table().size()];
    hidden.forEach(layer -> Arrays.setAll(mean, row -> mean[row] + layer[row] / hidden.size()));
    return hidden.isEmpty() ? Optional.empty() : Optional.of(mean);
  }
}
