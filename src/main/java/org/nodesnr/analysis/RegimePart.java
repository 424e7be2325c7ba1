package org.nodesnr.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.nodesnr.files.Csv;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.CorrelationTable;
import org.nodesnr.statistics.Exclusions;
import org.nodesnr.statistics.RegimeInfluence;
import org.nodesnr.statistics.RowScope;

/**
 * Correlations with test accuracy among some of the regimes: without those that use a certain means
 * of regularisation, and among those that use no other. No run is excluded. A correlation over all
 * regimes that one of these lacks comes from the choice of regimes.
 *
 * @param label which regimes, such as {@code without augmentation}
 * @param runs the runs of these regimes
 * @param correlations of S and G with test accuracy, pooled and adjusted for regime
 * @param influences how far the pooled ones hang on the choice among these regimes
 * @param lengths the correlations along the way
 */
public record RegimePart(
    String label,
    List<RunRecord> runs,
    CorrelationTable correlations,
    List<RegimeInfluence> influences,
    TrainingLengths lengths) {
  /** Below this many runs a correlation says nothing. */
  private static final int FEWEST_RUNS = 4;

  /** Copies the lists. */
  public RegimePart {
    runs = List.copyOf(runs);
    influences = List.copyOf(influences);
  }

  /** A means of regularisation, and how to see from a run's regime whether it is used. */
  private enum Means {
    L2("L2", regime -> regime.path("l2Coefficient").asDouble() > 0),
    DROPOUT("dropout", regime -> regime.path("dropProbability").asDouble() > 0),
    AUGMENTATION("augmentation", regime -> augments(regime.path("augmentation")));

    private final String label;
    private final Predicate<JsonNode> used;

    Means(String label, Predicate<JsonNode> used) {
      this.label = label;
      this.used = used;
    }

    private static boolean augments(JsonNode augmentation) {
      return augmentation.path("shift").asInt() > 0
          || augmentation.path("flip").asBoolean()
          || augmentation.path("crop").asBoolean();
    }

    boolean usedBy(RunRecord run) {
      return used.test(run.spec().path("regime"));
    }

    boolean usedAlone(RunRecord run) {
      for (Means other : values()) {
        if (other != this && other.usedBy(run)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * The runs of a part, not correlated yet.
   *
   * @param label which regimes
   * @param analysis their runs
   */
  record Selected(String label, Analysis analysis) {}

  /**
   * All regimes first, those that the config defines last; parts that have the same runs as an
   * earlier one are left out.
   */
  static List<Selected> select(Analysis all) {
    List<Selected> parts = new ArrayList<>();
    add(parts, all, "all regimes", run -> true);
    for (Means means : Means.values()) {
      add(parts, all, "without " + means.label, run -> !means.usedBy(run));
    }
    for (Means means : Means.values()) {
      add(parts, all, "plain SGD and " + means.label, means::usedAlone);
    }
    for (AnalysisOptions.Part part : all.options().parts()) {
      Set<String> others =
          Exclusions.apply(all.sample(), part.without()).excluded().stream()
              .map(Exclusions.Excluded::runId)
              .collect(Collectors.toSet());
      add(parts, all, part.label(), run -> !others.contains(run.id()));
    }
    return parts;
  }

  private static void add(
      List<Selected> parts, Analysis all, String label, Predicate<RunRecord> which) {
    List<RunRecord> runs = all.runs().stream().filter(which).toList();
    boolean seen = parts.stream().anyMatch(part -> part.analysis().runs().equals(runs));
    if (runs.size() >= FEWEST_RUNS && !seen) {
      parts.add(new Selected(label, all.part(runs)));
    }
  }

  /**
   * Correlates what {@link #select} has selected.
   *
   * @param selected the parts
   * @param all the runs of all regimes
   * @param influences theirs, which the part of all regimes takes over
   * @param lengths theirs, likewise
   * @param eachDone runs after each part
   */
  static List<RegimePart> of(
      List<Selected> selected,
      Analysis all,
      List<RegimeInfluence> influences,
      TrainingLengths lengths,
      Runnable eachDone) {
    List<RegimePart> parts = new ArrayList<>();
    for (Selected part : selected) {
      Analysis analysis = part.analysis();
      boolean whole = analysis.runs().equals(all.runs());
      parts.add(
          new RegimePart(
              part.label(),
              analysis.runs(),
              analysis.correlateTogether(analysis.shown()),
              whole ? influences : analysis.influences(),
              whole ? lengths : TrainingLengths.of(analysis, Progress.SILENT)));
      eachDone.run();
    }
    return parts;
  }

  /**
   * @param parts some
   * @param shown which of the columns of S and G
   * @return CSV of their correlations along the way, one row per part, step, quantity and scope
   */
  public static String lengthsCsv(List<RegimePart> parts, Predicate<String> shown) {
    return Csv.text(
        CorrelationCells.header("part", "step", "quantity"),
        parts.stream()
            .flatMap(
                part ->
                    part
                        .lengths()
                        .rows(
                            part.lengths().quantities().stream().filter(shown).toList(),
                            part.label())
                        .stream())
            .toList());
  }

  /**
   * @return how many regimes
   */
  public int regimes() {
    return (int) runs.stream().map(RunRecord::regime).distinct().count();
  }

  /**
   * @param quantity a column of S or G
   * @return how far its pooled correlation hangs on the choice among these regimes
   * @throws java.util.NoSuchElementException when there is none
   */
  public RegimeInfluence influence(String quantity) {
    return influences.stream()
        .filter(row -> row.quantity().equals(quantity))
        .findFirst()
        .orElseThrow();
  }

  /**
   * @param quantity a column of S or G
   * @param kind how regimes enter: pooled or adjusted
   * @return its correlation with test accuracy
   * @throws java.util.NoSuchElementException when there is none
   */
  public CorrelationRow row(String quantity, RowScope.Kind kind) {
    return correlations
        .find(
            quantity, AnalysisOptions.TEST_ACCURACY, RowScope.of(RowScope.Selection.ALL_RUNS, kind))
        .orElseThrow();
  }
}
