package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.NamedRows;
import org.nodesnr.statistics.Spread;

/**
 * What each regime comes to: means over its runs, and their standard deviations (n − 1), of
 * accuracy, S and G. Written as {@code regimes.csv}, {@code .md} and {@code .tex}.
 */
final class RegimeTable implements ShownTable {
  private static final String TRAIN = "trainAccuracy";
  private static final String TEST = "testAccuracy";

  private final Analysis analysis;
  private final List<String> measures;
  private final Map<String, int[]> rows = new LinkedHashMap<>();

  RegimeTable(Analysis analysis) {
    this.analysis = analysis;
    this.measures = analysis.shown();
    List<String> regimes = analysis.table().labels("regime");
    for (String regime : analysis.families().keySet()) {
      rows.put(
          regime,
          IntStream.range(0, regimes.size()).filter(i -> regimes.get(i).equals(regime)).toArray());
    }
  }

  @Override
  public Map<String, String> data() {
    return Map.of("regimes", csv());
  }

  @Override
  public List<PrintedTable> printed() {
    List<String> header = new ArrayList<>(List.of("regime", "runs", "training, %", "test, %"));
    measures.forEach(name -> header.add(QuantityLabel.of(name, analysis.layers()).markup()));
    List<PrintedTable.Row> printed = new ArrayList<>();
    rows.forEach(
        (regime, runs) -> {
          List<String> cells = new ArrayList<>();
          cells.add(Markup.plain(regime));
          cells.add(Wording.count(runs.length));
          cells.add(Wording.coefficient(100 * spread(TRAIN, runs).mean(), 2));
          cells.add(
              Wording.coefficient(100 * spread(TEST, runs).mean(), 2)
                  + (runs.length < 2
                      ? ""
                      : " ± " + Wording.coefficient(100 * spread(TEST, runs).deviation(), 2)));
          measures.forEach(name -> cells.add(Wording.coefficient(spread(name, runs).mean(), 3)));
          printed.add(new PrintedTable.Row(false, cells));
        });
    return new PrintedTable(
            "regimes",
            "",
            "Accuracy, S and G of each regime",
            header,
            printed,
            List.of(
                "Data: " + analysis.basis().text(),
                "Means over the runs of a regime, none excluded; ±: standard deviation of a run."))
        .inParts(4);
  }

  private String csv() {
    List<Map<String, Object>> named = new ArrayList<>();
    Map<String, String> families = analysis.families();
    rows.forEach(
        (regime, runs) -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("regime", regime);
          fields.put("family", families.get(regime));
          fields.put("runs", runs.length);
          Stream.concat(Stream.of(TRAIN, TEST), measures.stream())
              .forEach(
                  name -> {
                    fields.put(name, spread(name, runs).mean());
                    fields.put(name + ".deviation", spread(name, runs).deviation());
                  });
          named.add(fields);
        });
    return new NamedRows(named).csv();
  }

  private Spread spread(String column, int[] runs) {
    double[] all = analysis.table().numbers(column);
    return Spread.of(IntStream.of(runs).mapToDouble(i -> all[i]).toArray());
  }
}
