package org.nodesnr.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nodesnr.files.NamedRows;
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.Correlation;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Spearman;
import org.nodesnr.statistics.Spread;

/**
 * Whether training was long enough for the order of the regimes: Spearman's ρ of the regimes' means
 * at each of the lengths that {@link TrainingLengths} compares with their means at the end, for
 * test accuracy and for G. Regimes without a network at a step are left out there.
 *
 * @param quantities names of columns, test accuracy first
 * @param rows by step, then by quantity
 */
public record RegimeOrders(List<String> quantities, List<Row> rows) {
  /** An order stays from where on ρ with that of the end is never below this. */
  public static final double STAYS = 0.9;

  /**
   * One step and quantity.
   *
   * @param step number of updates
   * @param quantity name of a column
   * @param regimes how many have a mean at this step and at the end
   * @param spearman ρ of the two lists of means; NaN below 3 regimes or where all means are equal
   */
  public record Row(int step, String quantity, int regimes, double spearman) {}

  /** Copies the lists. */
  public RegimeOrders {
    quantities = List.copyOf(quantities);
    rows = List.copyOf(rows);
  }

  /**
   * @param analysis the finished runs
   * @param lengths theirs
   * @return the orders at every length but the last, which is the end itself
   */
  public static RegimeOrders of(Analysis analysis, TrainingLengths lengths) {
    List<String> quantities =
        Stream.concat(Stream.of(AnalysisOptions.TEST_ACCURACY), analysis.paperColumns().stream())
            .toList();
    List<Integer> steps = List.copyOf(lengths.bySteps().keySet());
    List<Row> rows = new ArrayList<>();
    for (int step : steps.subList(0, Math.max(0, steps.size() - 1))) {
      RunTable there = RunTable.atStep(analysis.runs(), analysis.options().regimes(), step);
      quantities.forEach(quantity -> rows.add(row(step, quantity, there, analysis.table())));
    }
    return new RegimeOrders(quantities, rows);
  }

  /**
   * @return the steps, ascending
   */
  public List<Integer> steps() {
    return rows.stream().map(Row::step).distinct().toList();
  }

  /**
   * @param quantity one of the quantities
   * @return its rows by step
   */
  public List<Row> of(String quantity) {
    return rows.stream().filter(row -> row.quantity().equals(quantity)).toList();
  }

  /**
   * @param quantity one of the quantities
   * @return the first step from which on ρ is never below {@value #STAYS}; none where it is at the
   *     last step before the end
   */
  public OptionalInt staysFrom(String quantity) {
    OptionalInt from = OptionalInt.empty();
    for (Row row : of(quantity)) {
      if (!(row.spearman() >= STAYS)) {
        from = OptionalInt.empty();
      } else if (from.isEmpty()) {
        from = OptionalInt.of(row.step());
      }
    }
    return from;
  }

  /**
   * @return CSV, one row per step and quantity, every digit kept
   */
  public String csv() {
    List<Map<String, Object>> named = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("step", row.step());
      fields.put("quantity", row.quantity());
      fields.put("regimes", row.regimes());
      fields.put("spearman", row.spearman());
      named.add(fields);
    }
    return new NamedRows(named).csv();
  }

  private static Row row(int step, String quantity, RunTable there, RunTable end) {
    Map<String, Double> early = means(there, quantity);
    Map<String, Double> late = means(end, quantity);
    early.keySet().retainAll(late.keySet());
    double[] x = early.values().stream().mapToDouble(Double::doubleValue).toArray();
    double[] y = early.keySet().stream().mapToDouble(late::get).toArray();
    Correlation rho = Spearman.correlate(x, y, PermutationOptions.withSeed(1));
    return new Row(step, quantity, rho.n(), rho.n() < 3 ? Double.NaN : rho.coefficient());
  }

  /** The mean of each regime's networks, of those that have a value. */
  private static Map<String, Double> means(RunTable table, String quantity) {
    double[] values = table.numbers(quantity);
    List<String> regimes = table.labels("regime");
    Map<String, Double> means = new LinkedHashMap<>();
    for (String regime : regimes) {
      means.computeIfAbsent(
          regime,
          name ->
              Spread.of(
                      IntStream.range(0, values.length)
                          .filter(row -> regimes.get(row).equals(name))
                          .mapToDouble(row -> values[row])
                          .filter(Double::isFinite)
                          .toArray())
                  .mean());
    }
    return means;
  }
}
