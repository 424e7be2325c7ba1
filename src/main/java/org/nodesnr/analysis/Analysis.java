package org.nodesnr.analysis;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Quantity;
import org.nodesnr.results.MeasuredLayer;
import org.nodesnr.results.RunRecord;
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.CorrelationAnalysis;
import org.nodesnr.statistics.CorrelationTable;
import org.nodesnr.statistics.Exclusions;
import org.nodesnr.statistics.RegimeInfluence;
import org.nodesnr.statistics.Sample;

/**
 * The finished runs of an experiment at their last step, ready for tables and figures.
 *
 * @param runs the finished runs, by id
 * @param unfinished the other records: diverged or failed, which enter no correlation
 * @param options what was asked for
 * @param table final values, one row per finished run
 * @param sample the same for statistics
 * @param exclusions what the rules leave out
 * @param measured the measures of layers and networks that tables and figures are about, those of
 *     the whole experiment where the runs are some of it
 */
public record Analysis(
    List<RunRecord> runs,
    List<RunRecord> unfinished,
    AnalysisOptions options,
    RunTable table,
    Sample sample,
    Exclusions exclusions,
    List<Quantity> measured) {

  /** Copies the list. */
  public Analysis {
    measured = List.copyOf(measured);
  }

  /**
   * @param records every record of an experiment
   * @param options what to correlate and how
   * @return the finished runs among them
   * @throws UserError when none is finished, the variant or a rule's column is not recorded
   */
  public static Analysis of(List<RunRecord> records, AnalysisOptions options) {
    List<RunRecord> finished =
        records.stream().filter(run -> run.status() == RunRecord.Status.FINISHED).toList();
    if (finished.isEmpty()) {
      throw new UserError("there is no finished run to analyse: train some first");
    }
    RunTable table = RunTable.ofFinal(finished, options.regimes());
    if (!table.variants().contains(options.variant())) {
      throw new UserError(
          "no run was evaluated under the variant '"
              + options.variant()
              + "'; there are: "
              + String.join(", ", table.variants()));
    }
    return of(
        finished,
        records.stream().filter(run -> run.status() != RunRecord.Status.FINISHED).toList(),
        options,
        table,
        RunSamples.comparable(finished, table.measured()));
  }

  private static Analysis of(
      List<RunRecord> runs,
      List<RunRecord> unfinished,
      AnalysisOptions options,
      RunTable table,
      List<Quantity> measured) {
    Sample sample = RunSamples.of(table, runs, measured);
    Exclusions exclusions = Exclusions.apply(sample, options.exclusions());
    return new Analysis(runs, unfinished, options, table, sample, exclusions, measured);
  }

  /**
   * The same runs at an earlier checkpoint; exclusion rules look at the values there.
   *
   * @param step number of updates
   * @return the runs that were measured at this step, of several with the same network the first;
   *     possibly none
   */
  public Analysis at(int step) {
    return of(runs, unfinished, options, RunTable.atStep(runs, options.regimes(), step), measured);
  }

  /** Some of the runs, finished all of them, with the measures of all. */
  Analysis part(List<RunRecord> some) {
    RunTable theirs = RunTable.ofFinal(some, options.regimes());
    return of(some, List.of(), options, theirs, measured);
  }

  /**
   * Correlates columns with the targets.
   *
   * @param quantities names of columns
   * @return all scopes of each
   */
  public CorrelationTable correlate(List<String> quantities) {
    return correlate(quantities, () -> {});
  }

  /**
   * Correlates columns with the targets.
   *
   * @param quantities names of columns
   * @param eachDone runs after each pair of quantity and target, in several threads
   * @return all scopes of each
   */
  public CorrelationTable correlate(List<String> quantities, Runnable eachDone) {
    return new CorrelationAnalysis(
            quantities,
            options.targets(),
            options.exclusions(),
            options.bootstrap(),
            options.permutations())
        .of(sample, eachDone);
  }

  /** Correlates columns with test accuracy, pooled and adjusted for regime, excluding nothing. */
  CorrelationTable correlateTogether(List<String> quantities) {
    return new CorrelationAnalysis(
            quantities,
            List.of(AnalysisOptions.TEST_ACCURACY),
            List.of(),
            options.bootstrap(),
            options.permutations())
        .together(sample);
  }

  /** How far the correlations of measures with test accuracy hang on the choice of regimes. */
  List<RegimeInfluence> influences() {
    return shown().parallelStream()
        .map(
            quantity ->
                RegimeInfluence.of(
                    sample, quantity, AnalysisOptions.TEST_ACCURACY, options.bootstrap()))
        .toList();
  }

  /**
   * What is correlated: the measures under each variant, S, G and G^(1..n−1) first, and those that
   * have no variants; then the controls that any measure has to beat: activation rates, weight
   * norm, training loss.
   *
   * @return names of columns, none of them a target
   */
  public List<String> quantities() {
    MeasuredColumns columns = new MeasuredColumns(measured);
    Stream<Quantity> shown =
        table.variants().stream().flatMap(variant -> columns.shown(variant).stream()).distinct();
    return Stream.concat(
            Stream.concat(shown, columns.controls().stream()).map(Quantity::name),
            Stream.of("trainLoss"))
        .filter(name -> !options.targets().contains(name))
        .toList();
  }

  /**
   * @return names of the columns of measures that tables and figures show, under the variant asked
   *     for: S of each layer, G of each layer, G^(1..n−1), then other measures
   */
  public List<String> shown() {
    return new MeasuredColumns(measured)
        .shown(options.variant()).stream().map(Quantity::name).toList();
  }

  /**
   * @return names of the columns of the paper's tables: G of each layer, then G^(1..n−1)
   */
  public List<String> paperColumns() {
    return paperColumns(options.variant());
  }

  /**
   * @param variant name of a variant
   * @return the same under that variant
   */
  public List<String> paperColumns(String variant) {
    return new MeasuredColumns(measured)
        .of(Measure.GAIN.id(), variant).stream().map(Quantity::name).toList();
  }

  /**
   * @param measure the id of a measure
   * @return what is shown of it: of each layer, then of the network
   */
  public List<Quantity> shown(String measure) {
    return new MeasuredColumns(measured).of(measure, options.variant());
  }

  /**
   * @return the column of G^(1..n−1), where it was read
   */
  public Optional<String> hiddenGain() {
    return shown(Measure.GAIN.id()).stream()
        .filter(quantity -> quantity.place().equals(Quantity.HIDDEN))
        .map(Quantity::name)
        .findFirst();
  }

  /**
   * @return names of the columns of the controls of measures: activation rates, weight norm
   */
  public List<String> controls() {
    return new MeasuredColumns(measured).controls().stream().map(Quantity::name).toList();
  }

  /**
   * @return the ids of the measures that tables and figures show, in their order
   */
  public List<String> shownMeasures() {
    return new MeasuredColumns(measured)
        .shown(options.variant()).stream().map(Quantity::measure).distinct().toList();
  }

  /**
   * @param id one of the finished runs
   * @return its record
   */
  public RunRecord run(String id) {
    return runs.stream().filter(run -> run.id().equals(id)).findFirst().orElseThrow();
  }

  /**
   * @return layers of the network; 0 where networks differ
   */
  public int layers() {
    return table.layers();
  }

  /**
   * @return whether the network begins with convolutions
   */
  public boolean convolutional() {
    return RunSamples.layers(runs.get(0)).get(0).kind().equals("convolution");
  }

  /**
   * @return the kind of each layer, from the input on; none where networks differ in depth
   */
  public List<String> kinds() {
    return (layers() == 0 ? List.<MeasuredLayer>of() : RunSamples.layers(runs.get(0)))
        .stream().map(MeasuredLayer::kind).toList();
  }

  /**
   * @return for each row of the table, whether a rule leaves it out
   */
  public boolean[] excluded() {
    Set<String> ids = new HashSet<>();
    exclusions.excluded().forEach(run -> ids.add(run.runId()));
    List<String> rows = table.labels("id");
    boolean[] excluded = new boolean[rows.size()];
    IntStream.range(0, excluded.length).forEach(row -> excluded[row] = ids.contains(rows.get(row)));
    return excluded;
  }

  /**
   * @return the family of each regime, in the order of the table
   */
  public Map<String, String> families() {
    Map<String, String> families = new LinkedHashMap<>();
    List<String> regimes = table.labels("regime");
    List<String> names = table.labels("family");
    IntStream.range(0, table.size()).forEach(row -> families.put(regimes.get(row), names.get(row)));
    return families;
  }

  /**
   * @return which data and runs are behind a table or figure, in words
   */
  public Basis basis() {
    return new Basis(this);
  }
}
