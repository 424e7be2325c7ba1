package org.nodesnr.analysis;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nodesnr.results.RunRecord;

/**
 * Which data and runs are behind a table or figure, in words.
 *
 * @param analysis the finished runs
 */
public record Basis(Analysis analysis) {

  /**
   * @return names of the data sets, with a warning where one is made up; that files are not the
   *     official ones, its name says itself
   */
  public String data() {
    Set<String> names = new LinkedHashSet<>(analysis.table().labels("dataSet"));
    boolean madeUp =
        analysis.runs().stream()
            .map(RunRecord::provenance)
            .anyMatch(p -> !p.dataOfficial() && p.dataFiles().isEmpty());
    return String.join(" and ", names) + (madeUp ? ", not an official data set" : "");
  }

  /**
   * @return whether all runs saw the official data
   */
  public boolean official() {
    return analysis.runs().stream().allMatch(run -> run.provenance().dataOfficial());
  }

  /**
   * @return such as {@code 60 runs of 60,000 steps in 8 regimes}
   */
  public String extent() {
    int[] steps =
        Arrays.stream(analysis.table().numbers("step")).mapToInt(s -> (int) s).sorted().toArray();
    String first = Wording.count(steps[0]);
    String last = Wording.count(steps[steps.length - 1]);
    String range = first.equals(last) ? first : first + " to " + last;
    return Wording.plural(analysis.table().size(), "run")
        + " of "
        + range
        + " steps in "
        + Wording.plural(analysis.families().size(), "regime");
  }

  /**
   * @return which data, variant and runs are behind a table or figure, such as {@code MNIST,
   *     official files; variant ‘paper’; 60 runs of 60,000 steps in 8 regimes.}
   */
  public String text() {
    return data()
        + "; variant ‘"
        + analysis.options().variant()
        + "’; "
        + extent()
        + depths()
        + ".";
  }

  private String depths() {
    IntSummaryStatistics depths =
        analysis.runs().stream().mapToInt(r -> RunSamples.layers(r).size()).summaryStatistics();
    return depths.getMin() == depths.getMax()
        ? ""
        : "; networks of "
            + depths.getMin()
            + " to "
            + depths.getMax()
            + " layers, single ones of which are shown where hidden in every network";
  }

  /**
   * @return what a correlation within regimes compares where runs of several regimes share a seed;
   *     empty where none do
   */
  public List<String> replicateNotes() {
    int replicates = analysis.sample().clusters().count();
    return replicates == analysis.runs().size()
        ? List.of()
        : List.of(
            "Runs with the same seed share initial weights and batches: within regimes the sample is "
                + Wording.plural(replicates, "replicate")
                + ", whatever the number of runs.");
  }

  /**
   * @return sentences that name the rule and the runs left out; none where there is no rule
   */
  public List<String> exclusionNotes() {
    return ExclusionNotes.of(analysis);
  }
}
