package org.nodesnr.results;

import java.util.List;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;

/**
 * A network of which something was removed.
 *
 * @param id of the run whose network it was
 * @param regime of the run
 * @param seed of the run
 * @param unit what was removed: links, inputs or nodes
 * @param criterion what was removed first
 * @param share how much of it in each layer concerned
 * @param weights share of all weights that are not 0 any more
 * @param accuracy on test images; NaN where it was not measured
 * @param retrained the same after some updates more
 */
public record ThinnedNetwork(
    String id,
    String regime,
    long seed,
    String unit,
    String criterion,
    double share,
    double weights,
    double accuracy,
    double retrained) {

  /**
   * @param networks any
   * @return CSV, a row each
   */
  public static String csv(List<ThinnedNetwork> networks) {
    return Csv.text(
        List.of(
            "id",
            "regime",
            "seed",
            "unit",
            "criterion",
            "share",
            "weightsLeft",
            "testAccuracy",
            "testAccuracyRetrained"),
        networks.stream()
            .map(
                n ->
                    List.of(
                        n.id(),
                        n.regime(),
                        Long.toString(n.seed()),
                        n.unit(),
                        n.criterion(),
                        Numbers.exact(n.share()),
                        Numbers.exact(n.weights()),
                        Numbers.exact(n.accuracy()),
                        Numbers.exact(n.retrained())))
            .toList());
  }
}
