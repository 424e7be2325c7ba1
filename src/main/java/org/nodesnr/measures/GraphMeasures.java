package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nodesnr.measure.Reading;
import org.nodesnr.measures.norms.GraphPathNorm;
import org.nodesnr.measures.norms.Margins;
import org.nodesnr.measures.norms.Norms;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Samples;
import org.nodesnr.spec.MeasureChoice;

/**
 * The measures of a network whose layers don't follow one another in one line: those for which its
 * weights and its outputs are enough. Others need a pass back, or a pass with other parameters.
 */
public final class GraphMeasures {
  private static final Set<String> OF_WEIGHTS =
      Set.of(
          "parameters", "logFrobenius", "logSpectral", "stableRank", "pathNorm", "pathNormWeights");
  private static final Set<String> OF_OUTPUTS =
      Set.of(
          "margin",
          "inverseMargin",
          "logSpectralOverMargin",
          "logFrobeniusOverMargin",
          "logSpectralOriginMain",
          "pathNormOverMargin");

  private static final Set<String> PATHS = Set.of("pathNorm", "pathNormOverMargin");

  private GraphMeasures() {}

  /**
   * @param id of a measure
   * @return whether it can be read of any network
   */
  public static boolean reads(String id) {
    return OF_WEIGHTS.contains(id) || readsOutputs(id);
  }

  /**
   * @param id of a measure
   * @return whether it can be read of any network with labelled training samples
   */
  public static boolean readsOutputs(String id) {
    return OF_OUTPUTS.contains(id);
  }

  /**
   * @param graph a network
   * @param train what it was trained on; empty where that is not known
   * @param chosen measures; those that can't be read are passed over
   * @return the readings
   */
  public static List<Reading> read(
      Graph graph, Optional<Samples> train, List<MeasureChoice> chosen) {
    int parameters = Math.toIntExact(graph.parameterCount());
    Norms norms = Norms.of(graph.weighted());
    List<Reading> ofWeights = new ArrayList<>(NormGauge.of(norms, parameters));
    double path = wanted(chosen, PATHS) ? GraphPathNorm.of(graph, true) : Double.NaN;
    ofWeights.add(NormGauge.path(path, parameters));
    if (wanted(chosen, Set.of("pathNormWeights"))) {
      ofWeights.add(NormGauge.pathOfWeights(GraphPathNorm.of(graph, false), parameters));
    }
    Optional<Samples> labelled = train.filter(Samples::labelled);
    Map<Integer, Margins> margins = new HashMap<>();
    List<Reading> readings = new ArrayList<>();
    for (MeasureChoice choice : chosen) {
      List<Reading> found = new ArrayList<>(ofWeights);
      if (readsOutputs(choice.id()) && labelled.isPresent()) {
        Margins ofSamples =
            margins.computeIfAbsent(
                count(choice, labelled.get()), n -> Margins.of(graph, labelled.get(), n));
        found.addAll(MarginGauge.of(ofSamples));
        found.addAll(MarginGauge.over(ofSamples, norms, parameters));
        found.add(MarginGauge.over(ofSamples, path, parameters));
      }
      found.stream()
          .filter(reading -> reading.measure().equals(choice.id()) && reads(choice.id()))
          .forEach(readings::add);
    }
    return readings;
  }

  private static boolean wanted(List<MeasureChoice> chosen, Set<String> ids) {
    return chosen.stream().anyMatch(choice -> ids.contains(choice.id()));
  }

  private static int count(MeasureChoice choice, Samples samples) {
    return choice.samples() == 0 ? samples.size() : Math.min(samples.size(), choice.samples());
  }
}
