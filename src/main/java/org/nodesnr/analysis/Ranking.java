package org.nodesnr.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Quantity;
import org.nodesnr.measure.Sign;
import org.nodesnr.statistics.Controls;

/**
 * Every measure of an experiment ranked against a generalisation gap at the last step, beside
 * controls: training loss, weight norm, number of parameters and of steps; noise; the best measure
 * shuffled; what the setting alone says; and the gap itself with the luck of the seed.
 *
 * @param target the gap, a column of runs
 * @param design what the runs differ in
 * @param rows measures by the size of τ_b, then controls
 */
public record Ranking(String target, Design design, List<RankedMeasure> rows) {
  /** The gaps, that of losses first: on small sets it is the one that resolves. */
  public static final List<String> TARGETS = List.of("lossGap", "accuracyGap");

  private static final int FEWEST_RUNS = 8;
  private static final String TRAIN_LOSS = "trainLoss";
  private static final String SETTING_ONLY = "settingOnly";
  private static final List<String> TO_BEAT = List.of(TRAIN_LOSS, SETTING_ONLY);
  private static final String STEPS = "regime.steps";

  private static final Map<String, String> CONTROL_WORDS =
      Map.of(
          SETTING_ONLY,
          "the setting’s other seeds",
          "oracle",
          "oracle: the gap with luck of the seed",
          "noise",
          "noise",
          "shuffled",
          "the best measure, shuffled",
          "steps",
          "training steps");

  /** Copies the list. */
  public Ranking {
    rows = List.copyOf(rows);
  }

  /**
   * @param analysis the finished runs
   * @return a ranking for each gap; none where no measure but S, G and their controls was read, or
   *     where runs don't form a design
   */
  public static List<Ranking> of(Analysis analysis) {
    Design design = Design.of(analysis);
    boolean more =
        analysis.measured().stream()
            .anyMatch(q -> Measures.optional().stream().anyMatch(m -> m.id().equals(q.measure())));
    if (!more
        || design.runs() < FEWEST_RUNS
        || design.hyperparameters().isEmpty()
        || !design.tellsRunsApart()) {
      return List.of();
    }
    return TARGETS.stream().map(target -> of(analysis, design, target)).toList();
  }

  /**
   * @param row one of the rows
   * @return whether it is of S or G
   */
  public boolean ofNodes(RankedMeasure row) {
    return Quantity.parse(row.name())
        .filter(
            quantity ->
                Measure.OF_VARIANTS.stream().anyMatch(m -> m.id().equals(quantity.measure())))
        .isPresent();
  }

  /**
   * @return the rows whose τ_b is defined
   */
  public List<RankedMeasure> drawn() {
    return rows.stream().filter(row -> Double.isFinite(row.tau())).toList();
  }

  /**
   * @return of the drawn rows the controls that a measure has to beat: training loss, and what the
   *     setting alone says
   */
  public List<RankedMeasure> toBeat() {
    return drawn().stream().filter(row -> row.control() && TO_BEAT.contains(row.name())).toList();
  }

  /**
   * @return the gap, in words
   */
  public String targetWords() {
    return target.equals(TARGETS.get(0)) ? "gap in loss" : "gap in accuracy";
  }

  /**
   * @param row a control
   * @return what it is, in words
   */
  public String controlWords(RankedMeasure row) {
    return CONTROL_WORDS.getOrDefault(row.name(), QuantityLabel.of(row.name(), 0).words());
  }

  private static Ranking of(Analysis analysis, Design design, String target) {
    double[] gap = analysis.sample().column(target);
    Ranker ranker = new Ranker(analysis, design, gap);
    List<RankedMeasure> measures =
        new ArrayList<>(
            ranked(analysis).parallelStream()
                .map(q -> ranker.rank(q.name(), false, sign(q), analysis.sample().column(q.name())))
                .toList());
    measures.sort(
        Comparator.comparingDouble(
            (RankedMeasure m) -> Double.isNaN(m.tau()) ? 1 : -Math.abs(m.tau())));
    Map<String, double[]> controls = controls(analysis, design, gap, measures);
    List<RankedMeasure> rows = new ArrayList<>(measures);
    rows.addAll(
        controls.entrySet().parallelStream()
            .map(e -> ranker.rank(e.getKey(), true, 1, e.getValue()))
            .toList());
    return new Ranking(target, design, rows);
  }

  /** Of each measure its value of the network, or those of layers where there is none. */
  private static List<Quantity> ranked(Analysis analysis) {
    List<Quantity> ranked = new ArrayList<>();
    for (String id : analysis.shownMeasures()) {
      List<Quantity> all = analysis.shown(id);
      List<Quantity> ofNetwork = all.stream().filter(q -> q.layer() == 0).toList();
      ranked.addAll(ofNetwork.isEmpty() ? all : ofNetwork);
    }
    return ranked;
  }

  private static int sign(Quantity quantity) {
    Sign sign = Measures.find(quantity.measure()).map(Measure::sign).orElse(Sign.NONE);
    return sign == Sign.BETTER ? -1 : 1;
  }

  private static Map<String, double[]> controls(
      Analysis analysis, Design design, double[] gap, List<RankedMeasure> measures) {
    Controls controls = new Controls(analysis.options().bootstrap().seed());
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put(TRAIN_LOSS, analysis.sample().column(TRAIN_LOSS));
    for (String name : analysis.controls()) {
      if (Quantity.parse(name).filter(quantity -> quantity.layer() == 0).isPresent()) {
        columns.put(name, analysis.sample().column(name));
      }
    }
    if (analysis.sample().quantities().contains(STEPS)) {
      columns.put("steps", analysis.sample().column(STEPS));
    }
    columns.put(SETTING_ONLY, Controls.settingOnly(gap, design.bySetting()));
    columns.put("oracle", controls.oracle(gap, design.bySetting()));
    columns.put("noise", controls.noise(gap.length));
    if (!measures.isEmpty()) {
      double[] best = analysis.sample().column(measures.get(0).name());
      columns.put("shuffled", controls.shuffled(best, design.byReplicate()));
    }
    return columns;
  }
}
