package org.nodesnr.analysis;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nodesnr.statistics.CorrelationAnalysis;
import org.nodesnr.statistics.Simulation;

/**
 * What a study of the paper's size would have found, had it drawn its regimes from ours: for each
 * number of regimes, the distribution of ρ and the share of studies that reach the paper's.
 */
final class PaperDesign {
  private static final int STUDIES = 10_000;

  /** With fewer regimes than this there is no choice among them. */
  private static final int FEWEST_REGIMES = 5;

  private PaperDesign() {}

  /**
   * @param analysis the runs
   * @return by number of regimes, then by quantity of the paper's table; none where the paper has
   *     no such network, or there are fewer than five regimes, or fewer than three runs of a regime
   *     on average
   */
  static List<Simulation> simulations(Analysis analysis) {
    Optional<PaperValues> paper = PaperValues.of(analysis.kinds());
    int regimes = analysis.sample().regimes().count();
    boolean enough =
        regimes >= FEWEST_REGIMES
            && analysis.runs().size() >= CorrelationAnalysis.SMALLEST_REGIME * regimes;
    List<String> columns = analysis.paperColumns();
    if (paper.isEmpty() || !enough || columns.size() != paper.get().values().size()) {
      return List.of();
    }
    return Simulation.sizes(regimes).stream()
        .flatMap(size -> IntStream.range(0, columns.size()).mapToObj(i -> new int[] {size, i}))
        .toList()
        .parallelStream()
        .map(
            cell ->
                Simulation.of(
                    analysis.sample(),
                    columns.get(cell[1]),
                    AnalysisOptions.TEST_ACCURACY,
                    new Simulation.Design(
                        paper.get().networks(),
                        cell[0],
                        STUDIES,
                        analysis.options().bootstrap().seed()),
                    paper.get().values().get(cell[1]).spearman()))
        .toList();
  }
}
