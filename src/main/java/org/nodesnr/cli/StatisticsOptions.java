package org.nodesnr.cli;

import java.util.List;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Intervention;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.StatisticsSpec;
import org.nodesnr.statistics.Bootstrap;
import org.nodesnr.statistics.ExclusionRule;
import org.nodesnr.statistics.PermutationOptions;

/** How a config puts runs into relation, as the statistics take it. */
final class StatisticsOptions {
  private StatisticsOptions() {}

  /**
   * @param experiment what the config says
   * @param variant the variant of S and G in tables and figures
   */
  static AnalysisOptions of(Experiment experiment, String variant) {
    StatisticsSpec how = experiment.statistics();
    List<AnalysisOptions.Part> parts =
        how.parts().stream()
            .map(part -> new AnalysisOptions.Part(part.label(), rules(part.without())))
            .toList();
    return new AnalysisOptions(
        variant,
        how.targets(),
        rules(how.exclusions()),
        parts,
        how.interventions().stream()
            .map(i -> new Intervention(i.setting(), i.usual(), i.following()))
            .toList(),
        experiment.runs().stream().map(run -> run.spec().regime().name()).distinct().toList(),
        new Bootstrap(how.bootstrapResamples(), how.confidence(), how.seed()),
        PermutationOptions.withSeed(how.seed()));
  }

  private static List<ExclusionRule> rules(List<StatisticsSpec.Exclusion> exclusions) {
    return exclusions.stream()
        .map(
            e ->
                new ExclusionRule(
                    e.quantity(), ExclusionRule.Comparison.valueOf(e.side().name()), e.threshold()))
        .toList();
  }
}
