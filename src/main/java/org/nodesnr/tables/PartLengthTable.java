package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.RegimePart;
import org.nodesnr.analysis.Wording;
import org.nodesnr.statistics.RowScope;

/**
 * Correlations with test accuracy by training length among some of the regimes: {@code
 * training-length-parts.csv} with all of S and G, and of G^(1..n−1) alone {@code .md} and {@code
 * .tex}. The parts are those of {@link RegimePartTable}, each at the steps that most of its runs
 * have.
 */
final class PartLengthTable implements ShownTable {
  static final String NAME = "training-length-parts";

  private final Analysis analysis;
  private final List<RegimePart> parts;

  PartLengthTable(Findings findings) {
    this.analysis = findings.analysis();
    this.parts = findings.regimeParts();
  }

  /** Whether there are parts and lengths to compare. */
  static boolean worthShowing(Findings findings) {
    return findings.comparesParts() && findings.lengths().comparable();
  }

  @Override
  public Map<String, String> data() {
    return Map.of(NAME, RegimePart.lengthsCsv(parts, quantity -> true));
  }

  @Override
  public List<PrintedTable> printed() {
    Set<Integer> steps = new TreeSet<>();
    parts.forEach(part -> steps.addAll(part.lengths().bySteps().keySet()));
    String hidden = analysis.hiddenGain().orElseThrow();
    List<String> header = new ArrayList<>(List.of("regimes"));
    steps.forEach(step -> header.add(Wording.count(step)));
    List<PrintedTable.Row> rows = new ArrayList<>();
    for (RegimePart part : parts) {
      List<String> cells = new ArrayList<>(List.of(part.label()));
      for (int step : steps) {
        cells.add(
            part.lengths().bySteps().containsKey(step)
                ? Wording.coefficient(
                    part.lengths().row(step, hidden, RowScope.Kind.POOLED).shownSpearman(), 3)
                : "–");
      }
      rows.add(new PrintedTable.Row(false, cells));
    }
    return List.of(
        new PrintedTable(
            NAME,
            "",
            "Spearman’s *ρ* of "
                + QuantityLabel.of(hidden, analysis.layers()).markup()
                + " with test accuracy by training length, among some of the regimes",
            header,
            rows,
            List.of(
                "Data: "
                    + analysis.basis().text()
                    + " Columns: training steps. At each step the values and the accuracy of the"
                    + " networks as they are there; no run is excluded. A network that several runs"
                    + " share counts once. Steps with fewer than half as many networks as the part"
                    + " has runs are left out.")));
  }
}
