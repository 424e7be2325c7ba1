package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.TrainingLengths;
import org.nodesnr.analysis.Wording;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.RowScope;

/**
 * Correlations with test accuracy by training length: {@code training-length.csv}, {@code .md} and
 * {@code .tex}.
 */
final class LengthTable implements ShownTable {
  private final Analysis analysis;
  private final TrainingLengths lengths;

  LengthTable(Findings findings) {
    this.analysis = findings.analysis();
    this.lengths = findings.lengths();
  }

  @Override
  public Map<String, String> data() {
    return Map.of("training-length", lengths.csv(lengths.quantities()));
  }

  @Override
  public List<PrintedTable> printed() {
    return table().inParts(2);
  }

  private PrintedTable table() {
    List<String> header = new ArrayList<>(List.of("steps", "runs"));
    lengths.quantities().forEach(q -> header.add(QuantityLabel.of(q, analysis.layers()).markup()));
    List<PrintedTable.Row> rows = new ArrayList<>();
    for (RowScope.Kind kind : TrainingLengths.KINDS) {
      boolean opensGroup = true;
      for (int step : lengths.bySteps().keySet()) {
        String suffix = kind == RowScope.Kind.POOLED ? "" : ", adjusted";
        List<String> cells = new ArrayList<>();
        cells.add(Wording.count(step) + suffix);
        cells.add(Wording.count(row(step, 0, kind).n()));
        for (int i = 0; i < lengths.quantities().size(); i++) {
          cells.add(Wording.coefficient(row(step, i, kind).shownSpearman(), 3));
        }
        rows.add(new PrintedTable.Row(opensGroup, cells));
        opensGroup = false;
      }
    }
    List<String> notes = new ArrayList<>();
    notes.add("Data: " + analysis.basis().text());
    notes.add(
        "At each step the values and the accuracy of the networks as they are there; no run is"
            + " excluded. A network that several runs share, as before the first update, counts"
            + " once. Adjusted: ranks less their means in each regime. Steps with fewer than half"
            + " as many networks as there are runs are left out.");
    notes.addAll(analysis.basis().replicateNotes());
    return new PrintedTable(
        "training-length",
        "",
        "Spearman’s *ρ* with test accuracy by training length",
        header,
        rows,
        notes);
  }

  private CorrelationRow row(int step, int quantity, RowScope.Kind kind) {
    return lengths.row(step, lengths.quantities().get(quantity), kind);
  }
}
