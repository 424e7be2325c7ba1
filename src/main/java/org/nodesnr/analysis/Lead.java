package org.nodesnr.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.nodesnr.measure.Quantity;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.Crossing;
import org.nodesnr.statistics.Extremes;

/**
 * Whether a layer's S, G or another measure makes its way before test accuracy does, as the
 * author's notebook says of S.
 *
 * <p>For each run, S, G and test accuracy are taken at the same checkpoints: step 0 and every later
 * one where S and G were measured, so that none has a finer grid than the others. The {@linkplain
 * Crossing step} at which each first reaches a share of its total change from step 0 to the last
 * checkpoint is interpolated linearly. S (or G) is earlier than accuracy if its crossing lies in an
 * earlier interval between checkpoints, later if in a later one; within the same interval the
 * checkpoints can't tell. Runs that were not measured at step 0, and runs in which either curve
 * ends where it began or is not defined, do not enter.
 *
 * @param regime the regime's label; empty for all runs together
 * @param layer number of the layer, from 1
 * @param measure the id of the measure, such as {@code S} or {@code G}
 * @param share of the total change
 * @param runs runs that entered
 * @param accuracyStep median over these runs of the step at which accuracy reaches the share; NaN
 *     without a run
 * @param measureStep median of the step at which the measure does
 * @param earlier runs in which the measure comes first
 * @param same runs in which both come between the same two checkpoints
 * @param later runs in which accuracy comes first
 * @param change mean over the runs of the total change of the measure
 */
public record Lead(
    String regime,
    int layer,
    String measure,
    double share,
    int runs,
    double accuracyStep,
    double measureStep,
    int earlier,
    int same,
    int later,
    double change) {
  /** The shares of the total change that are looked at. */
  public static final List<Double> SHARES = List.of(0.5, 0.9);

  /** Crossings in one run. */
  private record Pair(Crossing accuracy, Crossing measure, double change) {}

  /**
   * @param analysis the runs
   * @return by regime, layer, share, and measure; all runs together last
   */
  public static List<Lead> of(Analysis analysis) {
    Set<String> regimes = new LinkedHashSet<>(analysis.table().labels("regime"));
    List<Lead> leads = new ArrayList<>();
    regimes.forEach(
        regime ->
            addLayers(
                analysis,
                regime,
                analysis.runs().stream().filter(run -> run.regime().equals(regime)).toList(),
                leads));
    addLayers(analysis, "", analysis.runs(), leads);
    return leads;
  }

  private static void addLayers(
      Analysis analysis, String regime, List<RunRecord> runs, List<Lead> leads) {
    int deepest = analysis.measured().stream().mapToInt(Quantity::layer).max().orElse(0);
    for (int layer = 1; layer <= deepest; layer++) {
      for (double share : SHARES) {
        for (Quantity quantity : ofLayer(analysis, layer)) {
          leads.add(
              of(
                  regime,
                  layer,
                  quantity.measure(),
                  share,
                  runs.stream()
                      .flatMap(run -> pair(run, c -> c.value(quantity), share).stream())
                      .toList()));
        }
      }
    }
  }

  private static List<Quantity> ofLayer(Analysis analysis, int layer) {
    return analysis.shown().stream()
        .flatMap(name -> Quantity.parse(name).stream())
        .filter(quantity -> quantity.layer() == layer)
        .toList();
  }

  private static Optional<Pair> pair(
      RunRecord run, ToDoubleFunction<Checkpoint> value, double share) {
    List<Checkpoint> measured = run.checkpoints().stream().filter(Checkpoint::isMeasured).toList();
    if (measured.isEmpty() || measured.get(0).step() != 0) {
      return Optional.empty();
    }
    double[] steps = measured.stream().mapToDouble(Checkpoint::step).toArray();
    double[] accuracy = measured.stream().mapToDouble(c -> c.test().accuracy()).toArray();
    double[] values = measured.stream().mapToDouble(value).toArray();
    double change = values[values.length - 1] - values[0];
    if (Double.isNaN(change)) {
      return Optional.empty();
    }
    return Crossing.first(steps, accuracy, share)
        .flatMap(
            ofAccuracy ->
                Crossing.first(steps, values, share)
                    .map(ofMeasure -> new Pair(ofAccuracy, ofMeasure, change)));
  }

  private static Lead of(String regime, int layer, String measure, double share, List<Pair> pairs) {
    int earlier = (int) pairs.stream().filter(p -> p.measure().before(p.accuracy())).count();
    int later = (int) pairs.stream().filter(p -> p.accuracy().before(p.measure())).count();
    return new Lead(
        regime,
        layer,
        measure,
        share,
        pairs.size(),
        Extremes.of(pairs.stream().mapToDouble(p -> p.accuracy().step()).toArray()).median(),
        Extremes.of(pairs.stream().mapToDouble(p -> p.measure().step()).toArray()).median(),
        earlier,
        pairs.size() - earlier - later,
        later,
        pairs.stream().mapToDouble(Pair::change).average().orElse(Double.NaN));
  }
}
