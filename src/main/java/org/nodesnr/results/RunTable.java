package org.nodesnr.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.Csv;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Quantity;
import org.nodesnr.measure.Reading;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The measurements of an experiment's runs as one table.
 *
 * <p>Columns: {@code id, regime, family, seed, status, dataSet, dataOfficial}; the regime's fields
 * as {@code regime.learningRate} and so on, and what networks differ in as {@code
 * regime.network.depth} and so on; {@code step, trainAccuracy, trainLoss, testAccuracy, testLoss};
 * {@code accuracyGap} (train − test) and {@code lossGap} (test − train); where runs were to stop at
 * a training loss, {@code stopTrainLoss} and {@code reachedTrainLoss} (1 or 0); then every measure
 * of which there is a reading, spelled as {@link Quantity} does: without variants {@code
 * activationRate1 …} of the hidden layers, {@code weightNorm} (Euclidean, all weights) and {@code
 * weightNorm1 …}; for each variant {@code paper.S1 …}, {@code paper.G1 …} and {@code paper.Ghidden}
 * = G^(1..n−1). Nothing in it depends on the clock or the machine's load. Rows are in the order of
 * the regimes, then by seed, id and step.
 */
public final class RunTable {
  private final Table table;
  private final int layers;
  private final List<String> variants;
  private final List<Quantity> measured;

  /**
   * The columns that tell networks apart: what does not depend on the number of samples that were
   * measured, of which a run's last checkpoint takes more than the ones before.
   */
  public static final List<String> NETWORK =
      List.of("seed", "step", "testAccuracy", "testLoss", "weightNorm");

  /** The same of one checkpoint of a step. */
  private record Network(long seed, Checkpoint.Score test, List<Double> weightNorms) {
    static Network of(RunRecord run, Checkpoint checkpoint) {
      return new Network(
          run.seed(),
          checkpoint.test(),
          checkpoint.readings().stream()
              .filter(reading -> reading.measure().equals(Measure.WEIGHT_NORM.id()))
              .map(Reading::value)
              .toList());
    }
  }

  private RunTable(List<Measurement> rows) {
    List<Integer> depths =
        rows.stream()
            .flatMap(row -> row.checkpoint().stream())
            .map(checkpoint -> checkpoint.layers().size())
            .filter(depth -> depth > 0)
            .distinct()
            .toList();
    this.layers = depths.size() == 1 ? depths.get(0) : 0;
    MeasuredQuantities quantities =
        new MeasuredQuantities(rows.stream().flatMap(row -> row.checkpoint().stream()).toList());
    this.variants = quantities.variants();
    this.measured = quantities.inOrder();
    this.table = new RunColumns(measured).table(rows);
  }

  /**
   * The last checkpoint of each run.
   *
   * @param runs in any order
   * @param regimes labels in the order of the rows; labels that are missing here follow in
   *     alphabetical order
   * @return one row per run
   */
  public static RunTable ofFinal(List<RunRecord> runs, List<String> regimes) {
    return new RunTable(sorted(runs, regimes).stream().map(Measurement::last).toList());
  }

  /**
   * The networks after a number of updates. Runs of one seed with the same test score and weight
   * norms there have the same network, and make one row, that of the first of them: before the
   * first update, all regimes that share initial weights; later, a run that differs from another in
   * length alone.
   *
   * @param runs in any order
   * @param regimes order of the rows, as above
   * @param step number of updates
   * @return one row per network that was measured at this step
   */
  public static RunTable atStep(List<RunRecord> runs, List<String> regimes, int step) {
    return new RunTable(networks(sorted(runs, regimes), step));
  }

  /**
   * @param runs in any order
   * @param step number of updates
   * @return how many rows {@link #atStep} has
   */
  public static int networksAt(List<RunRecord> runs, int step) {
    return networks(runs, step).size();
  }

  private static List<Measurement> networks(List<RunRecord> runs, int step) {
    List<Measurement> rows = new ArrayList<>();
    Set<Network> seen = new HashSet<>();
    for (RunRecord run : runs) {
      run.checkpoints().stream()
          .filter(checkpoint -> checkpoint.step() == step && checkpoint.isMeasured())
          .filter(checkpoint -> seen.add(Network.of(run, checkpoint)))
          .forEach(checkpoint -> rows.add(new Measurement(run, Optional.of(checkpoint))));
    }
    return rows;
  }

  /**
   * Everything that was measured.
   *
   * @param runs in any order
   * @param regimes order of the rows, as above
   * @return one row per run and checkpoint
   */
  public static RunTable ofCheckpoints(List<RunRecord> runs, List<String> regimes) {
    List<Measurement> rows = new ArrayList<>();
    for (RunRecord run : sorted(runs, regimes)) {
      run.checkpoints()
          .forEach(checkpoint -> rows.add(new Measurement(run, Optional.of(checkpoint))));
    }
    return new RunTable(rows);
  }

  /**
   * The steps at which more than the scores was measured.
   *
   * @param runs any
   * @return steps in ascending order, each of at least one run
   */
  public static List<Integer> measuredSteps(List<RunRecord> runs) {
    Set<Integer> steps = new TreeSet<>();
    runs.stream()
        .flatMap(run -> run.checkpoints().stream())
        .filter(Checkpoint::isMeasured)
        .forEach(checkpoint -> steps.add(checkpoint.step()));
    return List.copyOf(steps);
  }

  /**
   * @return the measures of layers and networks that some row has, in the order of the columns
   */
  public List<Quantity> measured() {
    return measured;
  }

  /**
   * @return layers of every network; 0 where networks differ, or only scores were measured
   */
  public int layers() {
    return layers;
  }

  /**
   * @return names of the variants, in the order of the records
   */
  public List<String> variants() {
    return variants;
  }

  /**
   * @return number of rows
   */
  public int size() {
    return table.rowCount();
  }

  /**
   * @return names of the columns
   */
  public List<String> columns() {
    return table.columnNames();
  }

  /**
   * @return names of the columns of numbers
   */
  public List<String> numericColumns() {
    return table.columns().stream()
        .filter(column -> column instanceof NumericColumn)
        .map(Column::name)
        .toList();
  }

  /**
   * @return the rows as a Tablesaw table, a copy
   */
  public Table table() {
    return table.copy();
  }

  /**
   * @param column name of a column of numbers
   * @return its values; NaN where missing
   * @throws IllegalArgumentException when there is no such column
   */
  public double[] numbers(String column) {
    if (table.containsColumn(column) && table.column(column) instanceof NumericColumn<?> numbers) {
      return numbers.asDoubleArray();
    }
    throw new IllegalArgumentException("no column of numbers is named '" + column + "'");
  }

  /**
   * @param column name of any column
   * @return its values as text; empty where missing
   * @throws IllegalArgumentException when there is no such column
   */
  public List<String> labels(String column) {
    if (!table.containsColumn(column)) {
      throw new IllegalArgumentException("no column is named '" + column + "'");
    }
    Column<?> values = table.column(column);
    return IntStream.range(0, size()).mapToObj(values::getUnformattedString).toList();
  }

  /**
   * @param file where to write the table as CSV
   * @throws IOException when it can't be written
   */
  public void write(Path file) throws IOException {
    AtomicFiles.write(file, Csv.text(table));
  }

  private static List<RunRecord> sorted(List<RunRecord> runs, List<String> regimes) {
    Map<String, Integer> places = new HashMap<>();
    regimes.forEach(regime -> places.putIfAbsent(regime, places.size()));
    Comparator<RunRecord> planned =
        Comparator.comparingInt(run -> places.getOrDefault(run.regime(), regimes.size()));
    return runs.stream()
        .sorted(
            planned
                .thenComparing(RunRecord::regime)
                .thenComparingLong(RunRecord::seed)
                .thenComparing(RunRecord::id))
        .toList();
  }
}
