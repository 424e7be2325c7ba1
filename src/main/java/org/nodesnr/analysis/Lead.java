package org.nodesnr.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.LayerFigures;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.Crossing;

/**
 * Whether a layer's S or G makes its way before test accuracy does, as the author's notebook says
 * of S.
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
 * @param figure {@code S} or {@code G}
 * @param share of the total change
 * @param runs runs that entered
 * @param accuracyStep median over these runs of the step at which accuracy reaches the share; NaN
 *     without a run
 * @param figureStep median of the step at which S or G does
 * @param earlier runs in which S or G comes first
 * @param same runs in which both come between the same two checkpoints
 * @param later runs in which accuracy comes first
 * @param change mean over the runs of the total change of S or G
 */
public record Lead(
    String regime,
    int layer,
    String figure,
    double share,
    int runs,
    double accuracyStep,
    double figureStep,
    int earlier,
    int same,
    int later,
    double change) {
  /** The shares of the total change that are looked at. */
  public static final List<Double> SHARES = List.of(0.5, 0.9);

  /** The names of the figures of merit. */
  public static final List<String> FIGURES = List.of("S", "G");

  /** Crossings in one run. */
  private record Pair(Crossing accuracy, Crossing figure, double change) {}

  /**
   * @param analysis the runs
   * @return by regime, layer, share, and S before G; all runs together last
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
    String variant = analysis.options().variant();
    for (int layer = 1; layer <= analysis.layers(); layer++) {
      for (double share : SHARES) {
        for (String figure : FIGURES) {
          int number = layer;
          ToDoubleFunction<Checkpoint> value = c -> value(c, variant, number, figure);
          leads.add(
              of(
                  regime,
                  layer,
                  figure,
                  share,
                  runs.stream().flatMap(run -> pair(run, value, share).stream()).toList()));
        }
      }
    }
  }

  private static double value(Checkpoint checkpoint, String variant, int layer, String figure) {
    LayerFigures.VariantFigures figures = checkpoint.layers().get(layer - 1).variant(variant);
    return figure.equals("S") ? figures.s() : figures.g();
  }

  private static Optional<Pair> pair(
      RunRecord run, ToDoubleFunction<Checkpoint> value, double share) {
    List<Checkpoint> measured =
        run.checkpoints().stream().filter(c -> !c.layers().isEmpty()).toList();
    if (measured.isEmpty() || measured.get(0).step() != 0) {
      return Optional.empty();
    }
    double[] steps = measured.stream().mapToDouble(Checkpoint::step).toArray();
    double[] accuracy = measured.stream().mapToDouble(c -> c.test().accuracy()).toArray();
    double[] figure = measured.stream().mapToDouble(value).toArray();
    double change = figure[figure.length - 1] - figure[0];
    if (Double.isNaN(change)) {
      return Optional.empty();
    }
    return Crossing.first(steps, accuracy, share)
        .flatMap(
            ofAccuracy ->
                Crossing.first(steps, figure, share)
                    .map(ofFigure -> new Pair(ofAccuracy, ofFigure, change)));
  }

  private static Lead of(String regime, int layer, String figure, double share, List<Pair> pairs) {
    int earlier = (int) pairs.stream().filter(p -> p.figure().before(p.accuracy())).count();
    int later = (int) pairs.stream().filter(p -> p.accuracy().before(p.figure())).count();
    return new Lead(
        regime,
        layer,
        figure,
        share,
        pairs.size(),
        median(pairs.stream().mapToDouble(p -> p.accuracy().step()).toArray()),
        median(pairs.stream().mapToDouble(p -> p.figure().step()).toArray()),
        earlier,
        pairs.size() - earlier - later,
        later,
        pairs.stream().mapToDouble(Pair::change).average().orElse(Double.NaN));
  }

  /** The middle value, or the mean of the two middle ones; NaN without any. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
