package org.nodesnr.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.results.AtomicFiles;
import org.nodesnr.results.NamedRows;
import org.nodesnr.statistics.Spread;

/**
 * What each regime comes to: means over its runs, and their standard deviations (n − 1), of
 * accuracy, S and G. Written as {@code regimes.csv}, {@code .md} and {@code .tex}.
 */
final class RegimeTable {
  private static final String TRAIN = "trainAccuracy";
  private static final String TEST = "testAccuracy";

  private final Analysis analysis;
  private final List<String> figures;
  private final Map<String, int[]> rows = new LinkedHashMap<>();

  RegimeTable(Analysis analysis) {
    this.analysis = analysis;
    this.figures = analysis.shown();
    List<String> regimes = analysis.table().labels("regime");
    for (String regime : analysis.families().keySet()) {
      rows.put(
          regime,
          IntStream.range(0, regimes.size()).filter(i -> regimes.get(i).equals(regime)).toArray());
    }
  }

  void write(Path folder) throws IOException {
    AtomicFiles.write(folder.resolve("regimes.csv"), csv());
    PrintedTable.write(folder, "regimes", printed());
  }

  List<PrintedTable> printed() {
    List<String> header = new ArrayList<>(List.of("regime", "runs", "training, %", "test, %"));
    figures.forEach(name -> header.add(QuantityLabel.of(name, analysis.layers()).markup()));
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
          figures.forEach(name -> cells.add(Wording.coefficient(spread(name, runs).mean(), 3)));
          printed.add(new PrintedTable.Row(false, cells));
        });
    return List.of(
        new PrintedTable(
            "regimes",
            "",
            "Accuracy, S and G of each regime",
            header,
            printed,
            List.of(
                "Data: " + analysis.basis(),
                "Means over the runs of a regime, none excluded; ±: standard deviation of a run.")));
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
          Stream.concat(Stream.of(TRAIN, TEST), figures.stream())
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
