package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.RegimeOrders;
import org.nodesnr.analysis.Wording;

/**
 * From which training length on the order of the regimes is that of the end: {@code
 * regime-order.csv}, {@code .md} and {@code .tex}.
 */
final class RegimeOrderTable implements ShownTable {
  static final String NAME = "regime-order";

  private final Analysis analysis;
  private final RegimeOrders orders;

  RegimeOrderTable(Findings findings) {
    this.analysis = findings.analysis();
    this.orders = RegimeOrders.of(analysis, findings.lengths());
  }

  /** Whether there are lengths to compare, and regimes that have an order. */
  static boolean worthShowing(Findings findings) {
    return findings.lengths().comparable() && findings.analysis().families().size() > 2;
  }

  @Override
  public Map<String, String> data() {
    return Map.of(NAME, orders.csv());
  }

  @Override
  public List<PrintedTable> printed() {
    List<String> header = new ArrayList<>(List.of("steps", "regimes"));
    List<PrintedTable.Row> rows = new ArrayList<>();
    orders.quantities().forEach(quantity -> header.add(label(quantity)));
    for (int step : orders.steps()) {
      List<RegimeOrders.Row> there =
          orders.rows().stream().filter(row -> row.step() == step).toList();
      List<String> cells = new ArrayList<>();
      cells.add(Wording.count(step));
      cells.add(Wording.count(there.get(0).regimes()));
      there.forEach(row -> cells.add(Wording.coefficient(row.spearman(), 2)));
      rows.add(new PrintedTable.Row(false, cells));
    }
    List<String> stays = new ArrayList<>(List.of("stays from", ""));
    for (String quantity : orders.quantities()) {
      stays.add(
          orders.staysFrom(quantity).stream().mapToObj(Wording::count).findFirst().orElse("–"));
    }
    rows.add(new PrintedTable.Row(true, stays));
    return List.of(
        new PrintedTable(
            NAME,
            "",
            "Spearman’s *ρ* of the regimes’ means along training with those at the end",
            header,
            rows,
            List.of(
                "Data: " + analysis.basis().text(),
                "At each step the mean over the networks of a regime as they are there, against the"
                    + " mean at the end of training; no run is excluded. Stays from: the first step"
                    + " from which on *ρ* is never below "
                    + Wording.coefficient(RegimeOrders.STAYS, 1)
                    + "; a dash where it is at the last step before the end.")));
  }

  private String label(String quantity) {
    return quantity.equals(AnalysisOptions.TEST_ACCURACY)
        ? "test accuracy"
        : QuantityLabel.of(quantity, analysis.layers()).markup();
  }
}
