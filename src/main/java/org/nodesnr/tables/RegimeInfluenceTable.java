package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.RegimeInfluence;

/**
 * How far each correlation over all runs hangs on the choice of regimes: {@code
 * regime-influence.csv}, {@code .md} and {@code .tex}. See {@link RegimeInfluence}.
 */
final class RegimeInfluenceTable implements ShownTable {
  private final Analysis analysis;
  private final List<RegimeInfluence> influences;

  RegimeInfluenceTable(Findings findings) {
    this.analysis = findings.analysis();
    this.influences = findings.influences();
  }

  /** Whether ρ is defined without some regime. */
  static boolean worthShowing(Findings findings) {
    return findings.influences().stream().anyMatch(row -> row.lowest().isPresent());
  }

  @Override
  public Map<String, String> data() {
    return Map.of("regime-influence", csv());
  }

  @Override
  public List<PrintedTable> printed() {
    List<PrintedTable.Row> rows = new ArrayList<>();
    for (RegimeInfluence row : influences) {
      rows.add(
          new PrintedTable.Row(
              false,
              List.of(
                  QuantityLabel.of(row.quantity(), analysis.layers()).markup(),
                  Wording.count(row.n()),
                  Wording.count(row.regimes()),
                  SensitivityTable.cell(row.spearman(), row.interval()),
                  rho(row.lowest()),
                  Markup.plain(regime(row.lowest())),
                  rho(row.highest()),
                  Markup.plain(regime(row.highest())))));
    }
    return List.of(
        new PrintedTable(
            "regime-influence",
            "",
            "Spearman’s *ρ* with test accuracy when one regime is left out",
            List.of("", "runs", "regimes", "*ρ*", "lowest", "without", "highest", "without"),
            rows,
            List.of(
                "Data: "
                    + analysis.basis().text()
                    + " No run is excluded. Lowest and highest: of the *ρ* over all regimes but one."
                    + " In brackets: "
                    + Wording.intervals(analysis.options().bootstrap(), "regimes")
                    + ": how much *ρ* moves with the choice of regimes.")));
  }

  private static String rho(Optional<RegimeInfluence.Omission> omission) {
    return Wording.coefficient(omission.map(o -> o.spearman()).orElse(Double.NaN), 3);
  }

  private static String regime(Optional<RegimeInfluence.Omission> omission) {
    return omission.map(RegimeInfluence.Omission::regime).orElse("–");
  }

  private String csv() {
    return Csv.text(
        List.of(
            "quantity",
            "n",
            "regimes",
            "spearman",
            "regimesLower",
            "regimesUpper",
            "lowest",
            "lowestWithout",
            "highest",
            "highestWithout"),
        influences.stream()
            .map(
                row ->
                    List.of(
                        row.quantity(),
                        Integer.toString(row.n()),
                        Integer.toString(row.regimes()),
                        Numbers.exact(row.spearman()),
                        Numbers.exact(row.interval().lower()),
                        Numbers.exact(row.interval().upper()),
                        exact(row.lowest()),
                        row.lowest().map(RegimeInfluence.Omission::regime).orElse(""),
                        exact(row.highest()),
                        row.highest().map(RegimeInfluence.Omission::regime).orElse("")))
            .toList());
  }

  private static String exact(Optional<RegimeInfluence.Omission> omission) {
    return Numbers.exact(omission.map(o -> o.spearman()).orElse(Double.NaN));
  }
}
