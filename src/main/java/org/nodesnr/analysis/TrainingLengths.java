package org.nodesnr.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nodesnr.files.Csv;
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.CorrelationTable;
import org.nodesnr.statistics.RowScope;

/**
 * How correlations with test accuracy depend on training length: at each step, S and G and the test
 * accuracy of the networks as they are there, no run excluded. A network that several runs share,
 * as before the first update, counts once. Steps with fewer than {@value #FEWEST_RUNS} networks, or
 * fewer than half as many as there are runs, are left out: there the correlation would be one of
 * other runs, or of a few networks counted over and over.
 *
 * @param quantities names of the columns of S and G
 * @param bySteps correlations by number of updates
 */
public record TrainingLengths(
    List<String> quantities, SortedMap<Integer, CorrelationTable> bySteps) {
  /** Below this many networks a correlation says nothing. */
  public static final int FEWEST_RUNS = 4;

  /** How regimes enter: the scopes that every step has. */
  public static final List<RowScope.Kind> KINDS =
      List.of(RowScope.Kind.POOLED, RowScope.Kind.ADJUSTED);

  /** Copies list and map. */
  public TrainingLengths {
    quantities = List.copyOf(quantities);
    bySteps = Collections.unmodifiableSortedMap(new TreeMap<>(bySteps));
  }

  static List<Integer> steps(Analysis analysis) {
    return RunTable.measuredSteps(analysis.runs()).stream()
        .filter(
            step -> {
              int networks = RunTable.networksAt(analysis.runs(), step);
              return networks >= FEWEST_RUNS && 2 * networks >= analysis.runs().size();
            })
        .toList();
  }

  static TrainingLengths of(Analysis analysis, Progress progress) {
    List<String> quantities = analysis.shown();
    SortedMap<Integer, CorrelationTable> bySteps = new TreeMap<>();
    List<Integer> steps = steps(analysis);
    int done = 0;
    for (int step : steps) {
      bySteps.put(step, analysis.at(step).correlateTogether(quantities));
      progress.at(++done, steps.size());
    }
    return new TrainingLengths(quantities, bySteps);
  }

  /**
   * @return whether there are at least two lengths to compare
   */
  public boolean comparable() {
    return bySteps.size() > 1;
  }

  /**
   * @param step one of the steps
   * @param quantity one of the quantities
   * @param kind how regimes enter
   * @return the correlation of the networks there
   * @throws java.util.NoSuchElementException when there is none
   */
  public CorrelationRow row(int step, String quantity, RowScope.Kind kind) {
    return bySteps
        .get(step)
        .find(
            quantity, AnalysisOptions.TEST_ACCURACY, RowScope.of(RowScope.Selection.ALL_RUNS, kind))
        .orElseThrow();
  }

  /**
   * @param quantity one of the quantities
   * @param kind how regimes enter
   * @return Spearman's ρ by step, where it is defined
   */
  public SortedMap<Integer, Double> spearman(String quantity, RowScope.Kind kind) {
    SortedMap<Integer, Double> finite = new TreeMap<>();
    for (int step : bySteps.keySet()) {
      double rho = row(step, quantity, kind).shownSpearman();
      if (Double.isFinite(rho)) {
        finite.put(step, rho);
      }
    }
    return finite;
  }

  /**
   * @param of some of the quantities
   * @return CSV, one row per step, quantity and scope, every digit kept
   */
  public String csv(List<String> of) {
    return Csv.text(CorrelationCells.header("step", "quantity"), rows(of));
  }

  /** The rows of the CSV, with some more cells before. */
  List<List<String>> rows(List<String> of, String... before) {
    List<List<String>> rows = new ArrayList<>();
    for (int step : bySteps.keySet()) {
      for (String quantity : of) {
        for (RowScope.Kind kind : KINDS) {
          String[] keys = Arrays.copyOf(before, before.length + 2);
          keys[before.length] = Integer.toString(step);
          keys[before.length + 1] = quantity;
          rows.add(CorrelationCells.line(kind, row(step, quantity, kind), keys));
        }
      }
    }
    return rows;
  }
}
