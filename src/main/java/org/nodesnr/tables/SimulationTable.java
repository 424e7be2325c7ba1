package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.Simulation;

/**
 * With what probability a study of the paper's size finds the paper's ρ among regimes drawn from
 * these: {@code simulation.csv}, {@code .md} and {@code .tex}. See {@link Simulation}.
 */
final class SimulationTable implements ShownTable {
  static final String NAME = "simulation";

  private final Analysis analysis;
  private final List<Simulation> simulations;

  SimulationTable(Findings findings) {
    this.analysis = findings.analysis();
    this.simulations = findings.simulations();
  }

  static boolean worthShowing(Findings findings) {
    return !findings.simulations().isEmpty();
  }

  @Override
  public Map<String, String> data() {
    return Map.of(NAME, csv());
  }

  @Override
  public List<PrintedTable> printed() {
    Simulation first = simulations.get(0);
    List<PrintedTable.Row> rows = new ArrayList<>();
    int before = -1;
    for (Simulation row : simulations) {
      boolean opens = row.regimes() != before;
      before = row.regimes();
      rows.add(
          new PrintedTable.Row(
              opens,
              List.of(
                  opens ? Wording.count(row.regimes()) : "",
                  QuantityLabel.of(row.quantity(), analysis.layers()).markup(),
                  Wording.coefficient(row.threshold(), 3),
                  Wording.coefficient(row.median(), 2),
                  Wording.coefficient(row.lower(), 2)
                      + " to "
                      + Wording.coefficient(row.upper(), 2),
                  percent(row))));
    }
    return List.of(
        new PrintedTable(
            NAME,
            "",
            "What studies of the paper’s size would find among regimes drawn from ours: Spearman’s"
                + " *ρ* with test accuracy",
            List.of(
                "regimes",
                "",
                "paper’s *ρ*",
                "median *ρ*",
                "95% of studies",
                "at least the paper’s"),
            rows,
            List.of(
                "Data: "
                    + analysis.basis().text()
                    + " "
                    + Wording.count(first.studies())
                    + " studies of "
                    + Wording.count(first.networks())
                    + " networks for each number of regimes, seeded. A study draws so many different"
                    + " regimes, shares its networks out among them, and takes each from the runs of"
                    + " its regime, with replacement. The paper does not say how many networks it"
                    + " has: 167 give the p of 0.065 that it prints at ρ = 0.143 on CIFAR-10, and at"
                    + " least 66 are needed for its p below 0.0005 at ρ = 0.416 on MNIST. Its regimes"
                    + " are others than ours in part: the shares say what a choice among ours does.")));
  }

  private static String percent(Simulation row) {
    double share = 100 * row.reached();
    return row.reached() > 0 && share < 0.1
        ? "< 0.1%"
        : String.format(Locale.ROOT, "%.1f%%", share);
  }

  private String csv() {
    return Csv.text(
        List.of(
            "quantity",
            "target",
            "regimes",
            "networks",
            "studies",
            "defined",
            "mean",
            "lower",
            "median",
            "upper",
            "paper",
            "reached"),
        simulations.stream()
            .map(
                row ->
                    List.of(
                        row.quantity(),
                        row.target(),
                        Integer.toString(row.regimes()),
                        Integer.toString(row.networks()),
                        Integer.toString(row.studies()),
                        Integer.toString(row.defined()),
                        Numbers.exact(row.mean()),
                        Numbers.exact(row.lower()),
                        Numbers.exact(row.median()),
                        Numbers.exact(row.upper()),
                        Numbers.exact(row.threshold()),
                        Numbers.exact(row.reached())))
            .toList());
  }
}
