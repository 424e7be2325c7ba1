package org.nodesnr.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nodesnr.files.CsvFile;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Quantity;
import org.nodesnr.statistics.CorrelationAnalysis;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.RegimeInfluence;
import org.nodesnr.statistics.RowScope;
import org.nodesnr.statistics.Sample;

/**
 * The paper's way from S to accuracy, which is noise: SNRs of nodes under noise beside those that
 * equation 5 predicts, and what noise on the input costs networks of different S and G.
 *
 * @param ratios of each layer, from the first, the SNR under noise over that of equation 5 in each
 *     row of the table of runs; NaN where it was not measured
 * @param fall of accuracy under noise on the input, a share, in each row; likewise
 * @param correlations of the fall with S and G, where it was measured
 */
public record NoiseMechanism(
    List<double[]> ratios, double[] fall, List<NoiseCorrelation> correlations) {
  /** The measure of {@link #ratios}. */
  public static final String RATIO = "noiseSnr";

  /** The measure of {@link #fall}. */
  public static final String FALL = "noiseFall";

  /**
   * How a quantity goes with the fall of accuracy under noise; by the claim, it is negative.
   *
   * @param over all regimes: ρ, and its interval over regimes
   * @param pooled ρ and its interval over replicates
   * @param adjusted the same within regimes
   */
  public record NoiseCorrelation(
      RegimeInfluence over, CorrelationRow pooled, CorrelationRow adjusted) {}

  /** Copies the lists. */
  public NoiseMechanism {
    ratios = List.copyOf(ratios);
    correlations = List.copyOf(correlations);
  }

  /**
   * @return ratios layer by layer and the fall, in each row of the table of runs, by their names
   */
  public Map<String, double[]> columns() {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int layer = 1; layer <= ratios.size(); layer++) {
      columns.put(RATIO + layer, ratios.get(layer - 1));
    }
    columns.put(FALL, fall);
    return columns;
  }

  /**
   * @param quantity one that the fall is held against
   * @return its ρ over all regimes
   */
  public RegimeInfluence over(String quantity) {
    return correlations.stream()
        .map(NoiseCorrelation::over)
        .filter(over -> over.quantity().equals(quantity))
        .findFirst()
        .orElseThrow();
  }

  /**
   * @param analysis finished runs
   * @param evaluated what {@code nodesnr evaluate --measures noiseSnr,noiseFall --format csv}
   *     printed of their networks, where records do not have it
   * @return what is known of noise in these networks; empty where nothing is
   */
  public static Optional<NoiseMechanism> of(Analysis analysis, Optional<CsvFile> evaluated) {
    Map<String, double[]> measured = new HashMap<>();
    analysis.measured().stream()
        .filter(quantity -> Set.of(RATIO, FALL).contains(quantity.measure()))
        .forEach(q -> measured.put(q.name(), analysis.table().numbers(q.name())));
    if (measured.isEmpty()) {
      evaluated.ifPresent(file -> measured.putAll(read(file, analysis.table().labels("id"))));
    }
    measured.values().removeIf(column -> Arrays.stream(column).noneMatch(Double::isFinite));
    if (measured.isEmpty()) {
      return Optional.empty();
    }
    double[] none = new double[analysis.table().size()];
    Arrays.fill(none, Double.NaN);
    List<double[]> ratios = new ArrayList<>();
    for (int layer = 1; measured.containsKey(RATIO + layer); layer++) {
      ratios.add(measured.get(RATIO + layer));
    }
    double[] fall = measured.getOrDefault(FALL, none);
    List<NoiseCorrelation> correlations =
        measured.containsKey(FALL) ? correlations(analysis, fall) : List.of();
    return Optional.of(new NoiseMechanism(ratios, fall, correlations));
  }

  /** Columns by name; values of networks that are not among the runs are passed over. */
  private static Map<String, double[]> read(CsvFile file, List<String> ids) {
    Map<String, Integer> rowOf = new HashMap<>();
    ids.forEach(id -> rowOf.put(id, rowOf.size()));
    List<String> networks = file.texts("network");
    List<String> measures = file.texts("measure");
    List<String> layers = file.texts("layer");
    double[] values = file.numbers("value");
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int k = 0; k < values.length; k++) {
      Integer row = rowOf.get(networks.get(k));
      if (row != null && Set.of(RATIO, FALL).contains(measures.get(k))) {
        String layer = layers.get(k).equals("0") ? "" : layers.get(k);
        columns
                .computeIfAbsent(
                    measures.get(k) + layer,
                    name -> {
                      double[] column = new double[ids.size()];
                      Arrays.fill(column, Double.NaN);
                      return column;
                    })[row] =
            values[k];
      }
    }
    return columns;
  }

  private static List<NoiseCorrelation> correlations(Analysis analysis, double[] fall) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    Measure.OF_VARIANTS.stream()
        .flatMap(measure -> analysis.shown(measure.id()).stream())
        .map(Quantity::name)
        .forEach(name -> columns.put(name, analysis.table().numbers(name)));
    HiddenOptimality.of(analysis).ifPresent(mean -> columns.put(HiddenOptimality.NAME, mean));
    List<String> quantities = List.copyOf(columns.keySet());
    columns.put(FALL, fall);
    Sample sample = RunSamples.of(analysis.table(), analysis.runs(), columns);
    AnalysisOptions options = analysis.options();
    var table =
        new CorrelationAnalysis(
                quantities, List.of(FALL), List.of(), options.bootstrap(), options.permutations())
            .together(sample);
    return quantities.stream()
        .map(
            quantity ->
                new NoiseCorrelation(
                    RegimeInfluence.of(sample, quantity, FALL, options.bootstrap()),
                    table.find(quantity, FALL, scope(RowScope.Kind.POOLED)).orElseThrow(),
                    table.find(quantity, FALL, scope(RowScope.Kind.ADJUSTED)).orElseThrow()))
        .toList();
  }

  private static RowScope scope(RowScope.Kind kind) {
    return RowScope.of(RowScope.Selection.ALL_RUNS, kind);
  }
}
