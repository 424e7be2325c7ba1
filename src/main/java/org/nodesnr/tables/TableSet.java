package org.nodesnr.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.nodesnr.analysis.Findings;
import org.nodesnr.files.NamedRows;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RunTable;

/**
 * The tables of an experiment, as CSV with every digit, Markdown and LaTeX.
 *
 * <ul>
 *   <li>{@code table-1} (dense layers alone) or {@code table-2} (convolutions): the paper's
 *   <li>{@code correlations}: all quantities, targets and scopes; those over all runs, regimes
 *       together, in {@code correlations-pooled.csv}, too
 *   <li>{@code cause}: what each intervention changed, against the same seeds without it; how often
 *       G and accuracy moved alike in {@code cause-verdicts.csv}
 *   <li>{@code noise}: SNRs of nodes under noise beside those of equation 5, and the fall of
 *       accuracy beside S and G, where noise was measured
 *   <li>{@code regimes}: mean accuracy, S and G of each regime
 *   <li>{@code sensitivity}: the paper's table under each variant and without the exclusion rule
 *   <li>{@code regime-parts}: without L2, dropout or augmentation, and with one of them alone; the
 *       runs of each part in {@code regime-parts-runs.csv}
 *   <li>{@code regime-influence}: the pooled correlations without one regime, and their intervals
 *       over regimes, where there are enough
 *   <li>{@code simulation}: with what probability a study of the paper's size finds the paper's
 *       correlations among regimes drawn from these
 *   <li>{@code simpson}, {@code simpson-regimes}: pooled against within-regime correlations
 *   <li>{@code training-length}, {@code training-length-parts}: correlations along the way, where
 *       there are several checkpoints
 *   <li>{@code regime-order}: from which of them on the order of the regimes is that of the end
 *   <li>{@code lead}: whether S and G rise before test accuracy, likewise
 *   <li>{@code ranking}, {@code ranking-controls}: measures beside S and G against the gaps between
 *       training and test data, and what they have to beat, where any was read
 *   <li>{@code compute}: what the runs took
 *   <li>{@code excluded.csv}: the runs that exclusion rules leave out
 * </ul>
 */
public final class TableSet {
  /** Every table, in the order of its importance. */
  private static final List<TableKind> KINDS =
      List.of(
          paper(ComparisonTable.DENSE, f -> !f.analysis().convolutional()),
          paper(ComparisonTable.CONVOLUTIONAL, f -> f.analysis().convolutional()),
          TableKind.of(RankingTable.NAME, RankingTable::worthShowing, RankingTable::ofMeasures)
              .withData(RankingTable.NAME, RankingTable.INFORMATION),
          TableKind.of(RankingTable.CONTROLS, RankingTable::worthShowing, RankingTable::ofControls),
          TableKind.of(CauseTable.NAME, CauseTable::worthShowing, CauseTable::new)
              .withData(CauseTable.NAME, CauseTable.DOSES, CauseTable.VERDICTS),
          TableKind.of(NoiseTable.NAME, f -> f.noise().isPresent(), NoiseTable::new)
              .withData(NoiseTable.NAME, NoiseTable.CORRELATIONS),
          TableKind.always("regimes", f -> new RegimeTable(f.analysis())),
          TableKind.always("simpson", SimpsonTable::new).withData("simpson", "simpson-regimes"),
          TableKind.of(RegimePartTable.NAME, Findings::comparesParts, RegimePartTable::new)
              .withData(RegimePartTable.NAME, RegimePartTable.RUNS),
          TableKind.of(
              "regime-influence", RegimeInfluenceTable::worthShowing, RegimeInfluenceTable::new),
          TableKind.of(SimulationTable.NAME, SimulationTable::worthShowing, SimulationTable::new),
          TableKind.always("sensitivity", SensitivityTable::new),
          TableKind.of("training-length", f -> f.lengths().comparable(), LengthTable::new),
          TableKind.of(PartLengthTable.NAME, PartLengthTable::worthShowing, PartLengthTable::new),
          TableKind.of(
              RegimeOrderTable.NAME, RegimeOrderTable::worthShowing, RegimeOrderTable::new),
          TableKind.of(
              "lead",
              f -> RunTable.measuredSteps(f.analysis().runs()).size() > 1,
              f -> new LeadTable(f.analysis())),
          TableKind.always("compute", f -> new ComputeTable(f.analysis())),
          TableKind.always(FullTable.NAME, FullTable::new)
              .withData(FullTable.NAME, FullTable.POOLED)
              .besidePage(),
          TableKind.always("excluded", f -> new ExcludedTable(f.analysis().exclusions()))
              .besidePage());

  private static TableKind paper(int number, Predicate<Findings> applies) {
    return TableKind.of(
            "table-" + number, applies, f -> ComparisonTable.of(f.analysis(), f.correlations()))
        .besidePage();
  }

  private TableSet() {}

  /**
   * Writes every table, several at a time, over older ones; of tables that these runs have not
   * enough for, older ones are deleted.
   *
   * @param directory the experiment
   * @param findings about its finished runs
   * @return the paper's table, to be shown
   * @throws IOException when a file can't be written
   */
  public static ComparisonTable write(ExperimentDirectory directory, Findings findings)
      throws IOException {
    try {
      KINDS.parallelStream().forEach(kind -> write(kind, directory.tables(), findings));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return ComparisonTable.of(findings.analysis(), findings.correlations());
  }

  private static void write(TableKind kind, Path folder, Findings findings) {
    try {
      kind.write(folder, findings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param findings about the finished runs
   * @return every quantity with every target, in every scope: what {@code correlations.csv} holds,
   *     but for coefficients of too few runs
   */
  public static NamedRows correlations(Findings findings) {
    return FullTable.shown(findings.correlations());
  }

  /**
   * The tables that are read, as HTML: all but the paper's and the full one of correlations.
   *
   * @param findings about the finished runs
   * @return what {@link #write} writes as Markdown, in the order of its importance
   */
  public static List<WebTable> web(Findings findings) {
    return KINDS.stream().flatMap(kind -> kind.web(findings).stream()).toList();
  }
}
