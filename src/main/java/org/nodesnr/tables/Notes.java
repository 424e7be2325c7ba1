package org.nodesnr.tables;

import java.util.List;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Wording;
import org.nodesnr.results.Numbers;

/** Sentences that several tables have below them. */
final class Notes {
  private Notes() {}

  /** The level of the intervals, such as {@code 95%}. */
  static String level(Analysis analysis) {
    return Numbers.rounded(100 * analysis.options().bootstrap().level(), 4) + "%";
  }

  /** What a correlation within regimes compares where runs of several regimes share a seed. */
  static List<String> sharedSeeds(Analysis analysis) {
    int replicates = analysis.sample().clusters().count();
    return replicates == analysis.runs().size()
        ? List.of()
        : List.of(
            "Runs with the same seed share initial weights and batches: within regimes the sample is "
                + Wording.plural(replicates, "replicate")
                + ", whatever the number of runs.");
  }
}
